import type { Objective } from './gains.ts';

/** How an objective's score is called; `classNames` in the order of class indices. */
export function objectiveName(objective: Objective, classNames: readonly string[]): string {
  switch (objective.kind) {
    case 'accuracy':
      return 'accuracy';
    case 'balancedAccuracy':
      return 'balanced accuracy';
    case 'weightedAccuracy':
      return 'weighted accuracy';
    case 'f1':
      return `F1 of “${classNames[objective.positive] ?? ''}”`;
  }
}

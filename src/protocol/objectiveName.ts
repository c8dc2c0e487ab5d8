import type { Objective } from './gains.ts';

/** How an objective's score is called; `className`: the class whose F1 it is. */
export function objectiveName(kind: Objective['kind'], className: string | null): string {
  switch (kind) {
    case 'accuracy':
      return 'accuracy';
    case 'balancedAccuracy':
      return 'balanced accuracy';
    case 'weightedAccuracy':
      return 'weighted accuracy';
    case 'f1':
      return `F1 of “${className ?? ''}”`;
  }
}

import type { Objective } from '../../protocol/gains.ts';
import type { OracleMetric } from '../oracle/oracleMetric.ts';

/** An objective as the oracle scores it. */
export interface ObjectiveScore {
  readonly metric: OracleMetric;
  readonly positive?: number;
  /** What each row counts, in the score and in the log-likelihood; by the rows' classes. */
  readonly weightsOf: (labels: Int32Array) => Float64Array;
}

export function objectiveScore(objective: Objective, classCount: number): ObjectiveScore {
  const alike = (labels: Int32Array): Float64Array => new Float64Array(labels.length).fill(1);
  switch (objective.kind) {
    case 'accuracy':
      return { metric: 'weightedAccuracy', weightsOf: alike };
    case 'balancedAccuracy':
      return { metric: 'balancedAccuracy', weightsOf: (labels) => balanced(labels, classCount) };
    case 'weightedAccuracy': {
      const { weights } = objective;
      return {
        metric: 'weightedAccuracy',
        weightsOf: (labels) => Float64Array.from(labels, (label) => weights[label]!),
      };
    }
    case 'f1':
      return { metric: 'f1', positive: objective.positive, weightsOf: alike };
  }
}

/** Each class counts as much as any other that is there, and all rows together as their number. */
function balanced(labels: Int32Array, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label]!++;
  const present = counts.filter((count) => count > 0).length;
  return Float64Array.from(labels, (label) => labels.length / (present * counts[label]!));
}

import type { Outcome } from './retrainer.ts';

/** Scores of the oracle; higher is better, so log loss enters with its sign changed. */
export type OracleMetric = 'weightedAccuracy' | 'balancedAccuracy' | 'logLoss' | 'f1';

/** The evaluation rows as a metric sees them. */
export interface Truth {
  readonly labels: Int32Array;
  /** What each row counts. */
  readonly weights: Float64Array;
  readonly classCount: number;
  /** The class whose F1 is meant; absent = the mean over classes. */
  readonly positive?: number | undefined;
}

/** Throws RangeError for log loss where the outcome holds no probabilities. */
export function scoreOf(metric: OracleMetric, truth: Truth, outcome: Outcome): number {
  switch (metric) {
    case 'weightedAccuracy':
      return weightedAccuracy(truth, outcome);
    case 'balancedAccuracy':
      return meanOverClasses(truth, outcome, ({ hits, present }) => (present > 0 ? hits / present : NaN));
    case 'f1': {
      const { positive } = truth;
      const f1 = ({ hits, present, predicted }: ClassCounts): number =>
        present + predicted > 0 ? (2 * hits) / (present + predicted) : NaN;
      if (positive === undefined) return meanOverClasses(truth, outcome, f1);
      const score = f1(classCounts(truth, outcome)[positive]!);
      // Neither there nor predicted: nothing is missed.
      return Number.isNaN(score) ? 1 : score;
    }
    case 'logLoss':
      return logLikelihood(truth, outcome) / truth.weights.reduce((sum, weight) => sum + weight, 0);
  }
}

/** Sum of weight times ln p(true class); probabilities are clipped at 2^-52, as scikit-learn's log_loss does. */
export function logLikelihood({ labels, weights, classCount }: Truth, { probabilities }: Outcome): number {
  if (probabilities === undefined) throw new RangeError('A log-likelihood needs probabilities.');
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const p = probabilities[row * classCount + labels[row]!]!;
    sum += weights[row]! * Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  }
  return sum;
}

function weightedAccuracy({ labels, weights }: Truth, outcome: Outcome): number {
  let correct = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights[row]!;
    total += weight;
    if (outcome.labels[row] === labels[row]) correct += weight;
  }
  return correct / total;
}

interface ClassCounts {
  readonly hits: number;
  /** Weight of the rows of this class. */
  readonly present: number;
  /** Weight of the rows predicted to be of this class. */
  readonly predicted: number;
}

/** The mean of `score` over the classes for which it is a number. */
function meanOverClasses(truth: Truth, outcome: Outcome, score: (counts: ClassCounts) => number): number {
  const values = classCounts(truth, outcome)
    .map(score)
    .filter((value) => !Number.isNaN(value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function classCounts({ labels, weights, classCount }: Truth, outcome: Outcome): readonly ClassCounts[] {
  const hits = new Float64Array(classCount);
  const present = new Float64Array(classCount);
  const predicted = new Float64Array(classCount);
  for (let row = 0; row < labels.length; row++) {
    const weight = weights[row]!;
    const label = labels[row]!;
    const guess = outcome.labels[row]!;
    present[label]! += weight;
    predicted[guess]! += weight;
    if (guess === label) hits[label]! += weight;
  }
  return Array.from(hits, (hit, label) => ({
    hits: hit,
    present: present[label]!,
    predicted: predicted[label]!,
  }));
}

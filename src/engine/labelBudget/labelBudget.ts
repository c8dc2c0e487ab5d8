import { concatIndices } from '../numeric/concatIndices.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawSample } from '../strategies/onSample.ts';
import type { PoolView } from '../strategies/strategy.ts';
import { crossFit } from '../autoal/crossFit.ts';
import { leaveOutLabels } from './leaveOutLabels.ts';
import { typicality } from './typicality.ts';

/** Fewer labels cannot be split and leave something to tell. */
const FEWEST = 20;
/** Rows that typicality is measured against. */
const AROUND = 2000;

/** How many labels there are, as far as strategies are concerned. */
export interface LabelBudget {
  readonly regime: 'low' | 'high' | 'between';
  /** In words for the user: what was found and what follows. */
  readonly words: string;
  /** False where it could not be looked at. */
  readonly isMeasured: boolean;
}

/**
 * Whether the labels are few, so that typical items help most, or many, so that uncertain ones do: by which labels the
 * model misses more when they are left out (`leaveOutLabels`). Between the two where the difference is within one
 * standard error. Throws CancelledError.
 */
export function labelBudget(view: PoolView, repeats: number, rng: Rng): LabelBudget {
  const { labels, labeledRows, candidates, fit } = view;
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const rarest = Math.min(...counts.values());
  if (labels.length < FEWEST || counts.size < 2 || rarest < 2) return unmeasured;
  if (fit === undefined)
    throw new RangeError('This query strategy needs a task model that it can train anew.');
  const sample = drawSample(candidates.length, AROUND, rng.fork('around')).map((place) => candidates[place]!);
  const { probabilities } = crossFit(view, [], { most: labels.length, share: 0, rng: rng.fork('crossFit') });
  const costs = leaveOutLabels(view, {
    typicality: typicality(view, labeledRows, concatIndices(labeledRows, sample)),
    uncertainty: negativeMargins(probabilities, view.classCount),
    repeats,
    rng: rng.fork('leaveOut'),
  });
  if (costs === null) return unmeasured;
  const difference = costs.typical - costs.uncertain;
  const regime = Math.abs(difference) <= costs.error ? 'between' : difference > 0 ? 'low' : 'high';
  const points = (cost: number): string => (100 * cost).toFixed(1);
  const found =
    `leaving out the ${costs.count} most typical labels costs ${points(costs.typical)} points of accuracy, ` +
    `the ${costs.count} least certain ones ${points(costs.uncertain)}`;
  return { regime, isMeasured: true, words: `${headings[regime]}: ${found}. ${consequences[regime]}` };
}

const unmeasured: LabelBudget = {
  regime: 'low',
  isMeasured: false,
  words:
    `Taken as a low budget: whether it is one is looked at from ${FEWEST} labels on, with two of each class. ` +
    'Until then typical items are asked.',
};

const headings = {
  low: 'A low budget',
  high: 'A high budget',
  between: 'Between a low and a high budget',
} as const;

const consequences = {
  low: 'Typical items are asked.',
  high: 'Uncertain items are asked.',
  between: 'The difference is within its error: both kinds of items are asked.',
} as const;

/** Minus the gap between the two highest probabilities of each row. */
function negativeMargins(probabilities: Float64Array, classCount: number): Float64Array {
  return Float64Array.from({ length: probabilities.length / classCount }, (_, row) => {
    const [first = 0, second = 0] = probabilities
      .slice(row * classCount, (row + 1) * classCount)
      .sort()
      .reverse();
    return second - first;
  });
}

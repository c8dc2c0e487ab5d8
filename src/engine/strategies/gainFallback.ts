import { mapRows } from '../numeric/mapRows.ts';
import { modelOutputs } from '../neuralProcess/modelOutputs.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import type { PoolView, Selection } from './strategy.ts';

/** With fewer labels, or fewer of two classes, simulated problems hold hardly anything to learn from. */
const FEWEST_LABELS = 20;
const FEWEST_OF_CLASS = 3;

/** Why gains cannot be learned from these labels yet, in words for the user; null where they can. */
export function gainFallback({ labels, classCount, retrained }: PoolView): string | null {
  if (retrained === undefined) {
    return 'Gains are learned for logistic regression and support-vector classifiers only';
  }
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  const missing = FEWEST_LABELS - labels.length;
  if (missing > 0) {
    return `Gains are learned from ${FEWEST_LABELS} labels on; ${missing} more ${missing === 1 ? 'is' : 'are'} needed`;
  }
  if (counts.filter((count) => count >= FEWEST_OF_CLASS).length >= 2) return null;
  return `Gains are learned once two classes have ${FEWEST_OF_CLASS} labels each`;
}

/**
 * The ranking in the meantime: the items that the task model is least sure of; chance before there is a model. Throws
 * RangeError where labels of two classes come without one.
 */
export function rankWithoutGains(
  view: PoolView,
  k: number,
  { rng, fallback }: { readonly rng: Rng; readonly fallback: string },
): Selection {
  const { model, features, candidates, labels, signal } = view;
  if (model === undefined && new Set(labels).size > 1) {
    throw new RangeError('The neural process needs the task model, fitted to the labels.');
  }
  const utilities =
    model === undefined
      ? new Float64Array(candidates.length)
      : mapRows(features, candidates, (block) => negativeGaps(modelOutputs(model, block)), signal);
  const rowIds = topK(utilities, k, rng.fork('ties')).map((place) => candidates[place]!);
  const meanwhile = model === undefined ? 'until then chance decides' : 'until then by margin';
  return { rowIds, utilities, fallback: `${fallback}: ${meanwhile}.` };
}

/** Minus the gap between the two highest outputs; with a single column, minus its size. */
function negativeGaps({ rows, columns, data }: ReturnType<typeof modelOutputs>): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = data.subarray(row * columns, (row + 1) * columns);
    if (columns === 1) return -Math.abs(own[0]!);
    const [first = 0, second = 0] = own.toSorted().reverse();
    return second - first;
  });
}

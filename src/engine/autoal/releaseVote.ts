import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { createPerceptron, runForward } from './perceptron.ts';
import { besideEachOther } from './softChoices.ts';

/**
 * What the released code of Wang et al. 2025 does in effect, for study: each candidate marks its best `count` items, and
 * the marks are added up with the logits of a network that never learned (its gate has slope 1e11, so that no gradient
 * gets through, and logits are used as they are). A random weighted vote: an item that all mark may come last. The
 * softmax over the items that the code takes of it changes no order. m x K: what each candidate contributes.
 */
export function releaseVote(
  items: DenseMatrix,
  ranks: readonly Float64Array[],
  count: number,
  rng: Rng,
): Float64Array {
  const net = createPerceptron([items.columns, 64, 32, ranks.length], rng.fork('search'));
  const logits = runForward(net, items).at(-1)!.data.slice();
  return markedLogits(
    logits,
    ranks.map((own) => marked(own, count, rng.fork('ties'))),
  );
}

/** The logits (m x K) where a candidate marked the item (K arrays of length m, 1 or 0), else 0. */
export function markedLogits(logits: Float64Array, marks: readonly Float64Array[]): Float64Array {
  return besideEachOther(marks).map((mark, index) => (mark === 1 ? logits[index]! : 0));
}

/** 1 for the best `count` items, else 0. */
function marked(ranks: Float64Array, count: number, rng: Rng): Float64Array {
  const marks = new Float64Array(ranks.length);
  for (const place of topK(ranks, count, rng)) marks[place] = 1;
  return marks;
}

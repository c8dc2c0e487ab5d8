import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/** A pretend active-learning problem: places among the labeled rows that are labeled, and those that are the pool. */
export interface SimulatedProblem {
  readonly context: Int32Array;
  readonly targets: Int32Array;
}

/** Shares of the labels that are the pretend labels (Bakker et al. 2023, section 4.1). */
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Draws without two classes are drawn again; where so many fail, one class is all there is. */
const MOST_DRAWS = 10_000;

/**
 * `count` problems cut out of the labels at hand: a share q of them, uniform among 0.1 to 0.9, floor(q n) rows without
 * replacement, drawn again until at least two classes are among them; the rest is the pool (Bakker et al. 2023, section
 * 3.2, and its released code). `labels`: class indices, length n. Throws RangeError for fewer than two classes.
 */
export function drawProblems(labels: Int32Array, count: number, rng: Rng): readonly SimulatedProblem[] {
  if (new Set(labels).size < 2) {
    throw new RangeError('Problems can be simulated once two classes are labeled, not before.');
  }
  return Array.from({ length: count }, () => drawProblem(labels, rng));
}

function drawProblem(labels: Int32Array, rng: Rng): SimulatedProblem {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const share = SHARES[rng.integer(SHARES.length)]!;
    // In tenths of whole numbers: 0.7 x 10 would fall just short of 7.
    const size = Math.floor(Math.round(share * 10 * labels.length) / 10);
    const order = shuffledIndices(labels.length, rng);
    const context = order.slice(0, size);
    const classes = new Set(context.map((place) => labels[place]!));
    if (classes.size >= 2) return { context, targets: order.slice(size) };
  }
  throw new RangeError('The labels are too few for simulated problems: none of many draws held two classes.');
}

/** What several experts say of some labels: probabilities, rows x classCount each. */
export interface Testimony {
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly opinions: readonly Float64Array[];
}

/** Exponents that are tried for each expert. */
const EXPONENTS = [0, 0.25, 0.5, 0.75, 1, 1.25];
/** An expert who saw few labels knows nothing to be impossible. */
const LEAST = 1e-4;

/**
 * The exponents of `poolExperts` that give the labels the largest weighted likelihood (stacking, Wolpert 1992), of a
 * grid; the same number of experts everywhere. They calibrate as well: experts who are too sure get less than 1.
 */
export function stackExperts(testimonies: readonly Testimony[], classCount: number): readonly number[] {
  const count = testimonies[0]?.opinions.length ?? 0;
  let best: readonly number[] = [];
  let least = Infinity;
  for (let number = 1; number < EXPONENTS.length ** count; number++) {
    const exponents = Array.from(
      { length: count },
      (_, expert) => EXPONENTS[Math.floor(number / EXPONENTS.length ** expert) % EXPONENTS.length]!,
    );
    let loss = 0;
    for (const { labels, weights, opinions } of testimonies) {
      const pooled = poolExperts(opinions, exponents, classCount);
      labels.forEach((label, row) => (loss -= weights[row]! * Math.log(pooled[row * classCount + label]!)));
    }
    if (loss < least) [least, best] = [loss, exponents];
  }
  return best;
}

/**
 * A logarithmic opinion pool (Genest and Zidek 1986): each class gets the product of its probabilities to the experts'
 * exponents, made to sum to 1. Rows x classCount, as the opinions.
 */
export function poolExperts(
  opinions: readonly Float64Array[],
  exponents: readonly number[],
  classCount: number,
): Float64Array {
  const pooled = new Float64Array(opinions[0]?.length ?? 0).fill(1);
  opinions.forEach((opinion, expert) => {
    const exponent = exponents[expert]!;
    if (exponent === 0) return;
    for (let at = 0; at < pooled.length; at++) pooled[at]! *= Math.max(LEAST, opinion[at]!) ** exponent;
  });
  for (let start = 0; start < pooled.length; start += classCount) {
    let sum = 0;
    for (let at = start; at < start + classCount; at++) sum += pooled[at]!;
    for (let at = start; at < start + classCount; at++) pooled[at]! /= sum;
  }
  return pooled;
}

/** Probabilities inside a logarithm are not taken below this. */
const FLOOR = 1e-12;

/** Kullback-Leibler divergence KL(p || q) = sum p ln(p / q), in nats, never negative; 0 ln 0 = 0. */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < p.length; index++) {
    const value = p[index]!;
    if (value > 0) sum += value * Math.log(value / Math.max(q[index]!, FLOOR));
  }
  return Math.max(0, sum);
}

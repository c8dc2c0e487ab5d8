/**
 * Mean of -ln p(true class) in nats; `probabilities` is n x classCount. Probabilities are clipped at 2^-52, so that one
 * wrong certainty does not hide everything else. NaN when there are no items.
 */
export function logLoss(truth: Int32Array, probabilities: Float64Array, classCount: number): number {
  let sum = 0;
  for (let index = 0; index < truth.length; index++) {
    const p = probabilities[index * classCount + truth[index]!]!;
    sum -= Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  }
  return sum / truth.length;
}

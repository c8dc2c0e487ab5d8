/** From here on Stirling's series to the term below gives all digits. */
const STIRLING_FROM = 12;

/** B_2k / (2k (2k - 1)): the coefficients of x^(1-2k) in Stirling's series (Abramowitz and Stegun 1964, eq. 6.1.41). */
const stirling = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360_360,
  1 / 156,
  -3617 / 122_400,
] as const;

/** ln of the gamma function for x > 0, by its recurrence and Stirling's series. */
export function logGamma(x: number): number {
  let factor = 1;
  let shifted = x;
  while (shifted < STIRLING_FROM) {
    factor *= shifted;
    shifted++;
  }
  const square = 1 / (shifted * shifted);
  const series = stirling.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / shifted;
  const log = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series;
  return log - Math.log(factor);
}

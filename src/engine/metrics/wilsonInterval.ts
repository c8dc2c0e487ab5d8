export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 0.975 quantile of the standard normal: two-sided 95 %. */
const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval for a proportion of `successes` among `trials` (Wilson 1927, JASA 22); `z` is the standard
 * normal quantile of the confidence, 95 % by default. [0, 1] when there are no trials.
 */
export function wilsonInterval(successes: number, trials: number, z = Z_95): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const spread = (z * z) / trials;
  const centre = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  // Rounding would leave an end that is exactly 0 or 1 a little inside or outside.
  return {
    low: successes === 0 ? 0 : (centre - half) / (1 + spread),
    high: successes === trials ? 1 : (centre + half) / (1 + spread),
  };
}

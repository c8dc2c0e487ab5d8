/** A learning curve: score(n) = limit - gap (n / at)^-exponent, `gap` being what is missing at `at` labels. */
export interface PowerLaw {
  readonly limit: number;
  readonly gap: number;
  readonly exponent: number;
  /** Labels. */
  readonly at: number;
}

/** Exponents that are tried: from hardly falling to nearly all at once. */
const EXPONENTS = Array.from({ length: 41 }, (_, step) => 0.1 * 30 ** (step / 40));

/**
 * The power law nearest to `scores` at numbers of `labels` in squares (Hestness et al. 2017; the form goes back to
 * Cortes et al. 1994, Learning curves: asymptotic values and rate of convergence), with a gap of at least 0. Needs two
 * points.
 */
export function fitPowerLaw(labels: readonly number[], scores: readonly number[], at: number): PowerLaw {
  let best: PowerLaw = { limit: NaN, gap: 0, exponent: 1, at };
  let least = Infinity;
  for (const exponent of EXPONENTS) {
    const falls = labels.map((count) => (count / at) ** -exponent);
    const meanFall = mean(falls);
    const meanScore = mean(scores);
    let along = 0;
    let square = 0;
    falls.forEach((fall, index) => {
      along += (fall - meanFall) * (scores[index]! - meanScore);
      square += (fall - meanFall) ** 2;
    });
    const gap = square > 0 ? Math.max(0, -along / square) : 0;
    const limit = meanScore + gap * meanFall;
    const loss = falls.reduce((sum, fall, index) => sum + (scores[index]! - limit + gap * fall) ** 2, 0);
    if (loss < least) [least, best] = [loss, { limit, gap, exponent, at }];
  }
  return best;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

import type { Matrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** Generated rows with the class of each. */
export interface GeneratedRows {
  readonly features: Matrix;
  /** Class indices, length features.rows. */
  readonly labels: Int32Array;
}

const COLUMNS = 21;
/** Each class mixes two triangular waves; these are the columns (1-based) of their peaks. */
const PEAKS = [
  [7, 15],
  [7, 11],
  [15, 11],
] as const;

export const waveformClasses = ['peaks 7 and 15', 'peaks 7 and 11', 'peaks 15 and 11'] as const;

/**
 * `n` rows of Breiman's waveform problem (Breiman et al. 1984, Classification and Regression Trees, pages 49 to 55):
 * x_i = u h(a, i) + (1 - u) h(b, i) + noise, with h(c, i) = max(6 - |i - c|, 0), u uniform in [0, 1) and standard
 * normal noise, i = 1..21; three equally likely classes. The Bayes error is about 14 %.
 */
export function generateWaveform(n: number, rng: Rng): GeneratedRows {
  const data = new Float32Array(n * COLUMNS);
  const labels = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const label = rng.integer(PEAKS.length);
    const [first, second] = PEAKS[label]!;
    const share = rng.uniform();
    labels[row] = label;
    for (let column = 0; column < COLUMNS; column++) {
      const mix = share * wave(first, column + 1) + (1 - share) * wave(second, column + 1);
      data[row * COLUMNS + column] = mix + rng.normal();
    }
  }
  return { features: { rows: n, columns: COLUMNS, data }, labels };
}

function wave(peak: number, position: number): number {
  return Math.max(6 - Math.abs(position - peak), 0);
}

import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import type { DenseMatrix } from '../../src/engine/numeric/matrix.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { Rng } from '../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../src/engine/numeric/shuffledIndices.ts';
import type { OracleData, OracleProblem } from '../../src/engine/oracle/oracleData.ts';

/** 100 labeled rows, as many to score on, and simulated problems on the labeled ones. */
export interface OracleBenchmark {
  readonly data: OracleData;
  readonly problems: readonly OracleProblem[];
}

const ROWS = 100;

interface Rows {
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
}

/** Breiman's waveform; two classes are the first two of its three. */
export function waveform(classCount: number, count: number): OracleBenchmark {
  const rng = createRng(11);
  const all = generateWaveform(2000, rng);
  return benchmark(all, { classCount, count, rng });
}

/** Other rows of the waveform, standardised in the same way. */
export function waveformPool(rows: number): DenseMatrix {
  return standardised(generateWaveform(rows, createRng(14))).features;
}

/** 119 one-hot columns of 14 categories and labels of a noisy linear rule; more columns than rows. */
export function oneHot(count: number): OracleBenchmark {
  const rng = createRng(12);
  const sizes = [5, 8, 5, 16, 5, 7, 14, 6, 5, 2, 5, 5, 5, 31];
  const columns = sizes.reduce((sum, size) => sum + size, 0);
  const rule = new Float64Array(columns).map(() => rng.normal());
  const rows = 2 * ROWS;
  const data = new Float64Array(rows * columns);
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let start = 0;
    let sum = 0.8 * rng.normal();
    for (const size of sizes) {
      // The square makes the first values of a category common and the last rare.
      const column = start + Math.floor(size * rng.uniform() ** 2);
      data[row * columns + column] = 1;
      sum += rule[column]!;
      start += size;
    }
    labels[row] = sum > 0 ? 1 : 0;
  }
  return benchmark({ features: { rows, columns, data }, labels }, { classCount: 2, count, rng });
}

/** Ten classes of 784 non-negative values around one prototype each. */
export function digitLike(count: number): OracleBenchmark {
  const rng = createRng(13);
  const columns = 784;
  const prototypes = new Float64Array(10 * columns).map(() => Math.max(0, 0.5 * rng.normal()));
  const rows = 2 * ROWS;
  const labels = new Int32Array(rows).map(() => rng.integer(10));
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const strength = 0.5 + rng.uniform();
    for (let column = 0; column < columns; column++) {
      const mean = strength * prototypes[labels[row]! * columns + column]!;
      data[row * columns + column] = Math.min(1, Math.max(0, mean + 0.45 * rng.normal()));
    }
  }
  return benchmark({ features: { rows, columns, data }, labels }, { classCount: 10, count, rng });
}

interface Settings {
  readonly classCount: number;
  /** Simulated problems. */
  readonly count: number;
  readonly rng: Rng;
}

/** The protocol of Bakker et al. 2023: a share of 0.1 to 0.9 of the labels is kept, the others become candidates. */
function benchmark(all: Rows, { classCount, count, rng }: Settings): OracleBenchmark {
  const kept = Array.from(all.labels.keys()).filter((row) => all.labels[row]! < classCount);
  const { columns } = all.features;
  const take = (rows: readonly number[]) => ({
    features: {
      rows: rows.length,
      columns,
      data: Float64Array.from(
        rows.flatMap((row) => [...all.features.data.subarray(row * columns, (row + 1) * columns)]),
      ),
    },
    labels: Int32Array.from(rows, (row) => all.labels[row]!),
  });
  const used = standardised(take(kept.slice(0, 2 * ROWS)));
  const part = (from: number) => ({
    features: {
      rows: ROWS,
      columns,
      data: used.features.data.slice(from * columns, (from + ROWS) * columns),
    },
    labels: used.labels.slice(from, from + ROWS),
  });
  const data = { rows: part(0), evaluation: part(ROWS), classCount };
  return { data, problems: Array.from({ length: count }, () => simulate(data.rows.labels, rng)) };
}

function simulate(labels: Int32Array, rng: Rng): OracleProblem {
  const size = (ROWS / 10) * (1 + rng.integer(9));
  for (;;) {
    const order = shuffledIndices(ROWS, rng);
    const labeled = order.slice(0, size);
    const classes = new Set(labeled.map((row) => labels[row]!)).size;
    if (classes >= 2) return { labeled, candidates: order.slice(size).sort() };
  }
}

/** One mean and one deviation over all entries, as in that protocol. */
function standardised({ features, labels }: Rows): Rows {
  const data = Float64Array.from(features.data);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const deviation = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  return {
    features: { ...features, data: data.map((value) => (value - mean) / deviation) },
    labels,
  };
}

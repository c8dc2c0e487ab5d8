import { createRng } from '../../../src/engine/numeric/rng.ts';
import { NO_LABEL, SKIPPED } from '../../../src/protocol/inspectorMap.ts';
import type { MapLabels, MapPlaces, MapPredictions, MapScores } from '../../../src/protocol/inspectorMap.ts';

/** What the map of the harness shows. */
export interface MapOptions {
  readonly points?: number;
  /** Rows with what was set on them in the test: class index, or -1. */
  readonly set?: Readonly<Record<number, number>>;
  readonly noModel?: boolean;
  readonly noProbabilities?: boolean;
}

const centres = [
  [-4, 1],
  [3, 3],
  [2, -4],
] as const;

/** Each third item belongs to one of three clouds; every row but each tenth is there. */
const classOf = (row: number): number => row % 3;

const rowsOf = ({ points = 600 }: MapOptions): Int32Array =>
  Int32Array.from({ length: points }, (_, place) => place + Math.floor(place / 9));

const lengthOf = (options: MapOptions): number => Math.max(0, ...rowsOf(options).subarray(-1)) + 1;

export const mapPlaces = (options: MapOptions, method: 'pca' | 'umap'): MapPlaces => {
  const rng = createRng(method === 'pca' ? 1 : 2);
  const rows = rowsOf(options);
  const places = new Float32Array(2 * rows.length);
  const spread = method === 'pca' ? 1.6 : 0.8;
  rows.forEach((row, place) => {
    const [x, y] = centres[classOf(row)]!;
    places[2 * place] = x + spread * rng.normal();
    places[2 * place + 1] = y + spread * rng.normal();
  });
  return {
    rows,
    places,
    explained: method === 'pca' ? [0.314, 0.187] : null,
    fitted: Math.min(rows.length, method === 'pca' ? rows.length : 20_000),
    columns: 256,
  };
};

export const mapLabels = (options: MapOptions): MapLabels => {
  const length = lengthOf(options);
  const classes = new Int16Array(length).fill(NO_LABEL);
  const rounds = new Int32Array(length).fill(NO_LABEL);
  for (let row = 0; row < length; row += 1 + (length >> 6)) {
    classes[row] = row % 23 === 11 ? SKIPPED : classOf(row);
    if (classes[row]! >= 0) rounds[row] = row % 13;
  }
  for (const [row, code] of Object.entries(options.set ?? {})) {
    classes[Number(row)] = code;
    rounds[Number(row)] = code < 0 ? NO_LABEL : 12;
  }
  return { classes, rounds };
};

export const mapPredictions = (options: MapOptions): MapPredictions => {
  const length = lengthOf(options);
  if (options.noModel === true) {
    const classes = new Int16Array(length).fill(-1);
    const why = 'Round 12 had no model yet: fewer than two classes were labeled.';
    return { why, classes, confidence: null, entropy: null };
  }
  const certain = Float32Array.from({ length }, (_, row) => 0.4 + (0.6 * ((row * 7919) % 1000)) / 1000);
  const gives = options.noProbabilities !== true;
  return {
    why: '',
    classes: Int16Array.from({ length }, (_, row) =>
      row % 17 === 0 ? (classOf(row) + 1) % 3 : classOf(row),
    ),
    confidence: gives ? certain : null,
    entropy: gives ? certain.map((share) => 1.1 * (1 - share)) : null,
  };
};

export const mapScores = (options: MapOptions, strategy: string): MapScores => {
  const length = lengthOf(options);
  const scores = new Float32Array(length).fill(NaN);
  const ranks = new Int32Array(length);
  if (strategy === 'kCenterGreedy') {
    return { why: 'k-center needs features that this model does not give.', note: '', scores, ranks };
  }
  const { classes } = mapLabels(options);
  const pool = [...classes.keys()].filter((row) => classes[row] === NO_LABEL);
  pool.forEach((row) => (scores[row] = -((row * 7919) % 1000) / 1000));
  [...pool].sort((a, b) => scores[b]! - scores[a]!).forEach((row, place) => (ranks[row] = place + 1));
  return { why: '', note: '', scores, ranks };
};

export const mapIds = (options: MapOptions): readonly string[] =>
  Array.from({ length: lengthOf(options) }, (_, row) => `m${row}`);

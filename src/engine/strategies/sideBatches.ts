import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import type { TwoSides } from './labeledDiscriminator.ts';
import { narrowRows, WIDE } from './narrowRows.ts';
import { drawSample, sampleParam, withinBudget } from './onSample.ts';
import type { PoolView } from './strategy.ts';

export const adversarialParams: readonly ParamInfo[] = [
  {
    name: 'steps',
    description:
      'Optimiser steps of at most 64 labeled and 64 other items; fewer for small pools and many features.',
    kind: 'number',
    default: 300,
    minimum: 1,
    maximum: 100_000,
  },
  {
    name: 'width',
    description: 'Units in each hidden layer, but no more than twice the features or 16; 512 in the paper.',
    kind: 'number',
    default: 64,
    minimum: 1,
    maximum: 512,
  },
  sampleParam(10_000),
];

/** Rows of either side in a step, labeled rows that are learned from, and values that are held at a time. */
const [BATCH, LABELED, VALUES] = [64, 1000, 8e6];
/** Multiplications that training may cost, and the fewest steps whatever they cost. */
const [WORK, FEWEST] = [4e9, 50];
/** Passes over the pool at most (Sinha et al. 2019 train for 100 epochs). */
const PASSES = 100;
/** Rows that go through a network at a time where all are scored. */
const BLOCK = 1024;

/** The view with its parameter `sample` lowered to what memory holds of standardised rows. */
export const boundedSides = (view: PoolView, params: readonly ParamInfo[]): PoolView =>
  withinBudget(view, params, { cost: view.features.columns, work: VALUES, fewest: 500 });

/** Units of a hidden layer: few features are not worth more. */
export const layerWidth = (width: number, columns: number): number =>
  Math.min(Math.round(width), Math.max(16, 2 * columns));

export interface Sides {
  /** Candidates in their order, then a seeded sample of the labeled rows. */
  readonly points: DenseMatrix;
  readonly candidates: number;
  /** Indices into the view's labeled rows of those in `points`. */
  readonly drawn: Int32Array;
}

/** Standardised columns, or principal components where there are many. */
export const evenRows = (rows: DenseMatrix, rng: Rng): DenseMatrix =>
  rows.columns > WIDE ? narrowRows(rows, rng.fork('narrow')) : standardisedRows(rows);

/** `pointsOf` gives the rows of the view as the networks look at them. There must be one labeled row at least. */
export function sidesOf(view: PoolView, rng: Rng, pointsOf: (rows: Int32Array) => DenseMatrix): Sides {
  const { candidates, labeledRows } = view;
  const drawn = drawSample(labeledRows.length, LABELED, rng.fork('labeled'));
  const rows = concatIndices(
    candidates,
    drawn.map((index) => labeledRows[index]!),
  );
  return { points: pointsOf(rows), candidates: candidates.length, drawn };
}

/** A batch for a step: labeled rows first, by their places in `points`. */
export interface SideBatch extends TwoSides {
  readonly places: Int32Array;
  readonly values: Float64Array;
}

/** Calls `step` with a batch as often as is asked for and affordable at `cost` multiplications a row. */
export function trainOnSides(
  { points, candidates, drawn }: Sides,
  { steps, cost, rng, signal }: { steps: number; cost: number; rng: Rng; signal: PoolView['signal'] },
  step: (batch: SideBatch) => void,
): void {
  const [labeled, pool] = [Math.min(BATCH, drawn.length), Math.min(BATCH, candidates)];
  const affordable = Math.max(FEWEST, Math.floor(WORK / (cost * (labeled + pool))));
  const passing = Math.ceil((PASSES * candidates) / pool);
  for (let done = 0; done < Math.min(steps, affordable, passing); done++) {
    throwIfCancelled(signal);
    const places = Int32Array.from({ length: labeled + pool }, (_, row) =>
      row < labeled ? candidates + rng.integer(drawn.length) : rng.integer(candidates),
    );
    step({ labeled, pool, places, values: Float64Array.from(gatherRows(points, places).data) });
  }
}

/** What `score` gives for blocks of the candidates, one value each. */
export function scoreCandidates(
  { points, candidates }: Sides,
  signal: PoolView['signal'],
  score: (values: Float64Array) => Float64Array,
): Float64Array {
  const scores = new Float64Array(candidates);
  for (let start = 0; start < candidates; start += BLOCK) {
    throwIfCancelled(signal);
    const end = Math.min(candidates, start + BLOCK);
    const values = points.data.subarray(start * points.columns, end * points.columns);
    scores.set(score(Float64Array.from(values)), start);
  }
  return scores;
}

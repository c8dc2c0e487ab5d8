import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { resolveParams } from '../models/params.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import { createDiscriminator } from './discriminator.ts';
import { drawSample, sampleParam, selectOnSample } from './onSample.ts';
import { pickGreedily } from './pickGreedily.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'subBatch',
    description: 'Picks after which the discriminator is trained again, with the picks as labeled.',
    kind: 'number',
    default: 10,
    minimum: 1,
    maximum: 10_000,
  },
  {
    name: 'width',
    description:
      'Units in each of the three hidden layers; 20 for few features, 256 in the paper for images.',
    kind: 'number',
    default: 20,
    minimum: 1,
    maximum: 512,
  },
  {
    name: 'steps',
    description:
      'Optimiser steps of 64 items, at most, each time it is trained; it stops when it is accurate.',
    kind: 'number',
    default: 500,
    minimum: 1,
    maximum: 100_000,
  },
  sampleParam(10_000),
];

/** The discriminator sees ten times as many items of the pool as labeled ones (as released), within these bounds. */
const [LABELED, POOL] = [300, 1000];

/**
 * Discriminative active learning: a binary classifier learns to tell labeled items from the pool; the items it is surest
 * to be of the pool are picked, in sub-batches between which it is trained again. Utility: that probability.
 */
export const discriminative: BatchStrategy = {
  kind: 'batch',
  id: 'discriminative',
  title: 'Discriminative',
  description: 'Items that a second model can best tell from what is labeled; makes labels like the pool.',
  reference: 'Gissin and Shalev-Shwartz 2019, Discriminative Active Learning, section 3.',
  needs: [],
  params,
  sampling: 'stochastic',
  selectBatch: (view, k, rng) =>
    selectOnSample(view, { params, k, rng }, (part) => chooseUnlike(part, k, rng)),
};

function chooseUnlike(view: PoolView, k: number, rng: Rng): Selection {
  const { subBatch, width, steps } = resolveParams(params, view.params);
  const { candidates, labeledRows, features, signal } = view;
  const rows = concatIndices(candidates, labeledRows);
  const points = standardisedRows(gatherRows(features, rows));
  const options = { width: Number(width), steps: Number(steps) };
  const discriminator = createDiscriminator(features.columns, options, rng.fork('discriminator'));
  const isLabeled = rows.map((_, place) => (place < candidates.length ? 0 : 1));
  const scores = new Float64Array(candidates.length);
  const rescore = (turn: number) => {
    throwIfCancelled(signal);
    const data = trainingData(points, isLabeled, rng.fork(`data ${turn}`));
    // Before anything is labeled, all of the pool is alike.
    if (data === null) return;
    discriminator.train(data.points, data.targets);
    scores.set(discriminator.score(points).subarray(0, scores.length));
  };
  rescore(0);
  let turn = 0;
  return pickGreedily(view, k, { scores, rng: rng.fork('ties') }, (position) => {
    isLabeled[position] = 1;
    turn++;
    if (turn % Number(subBatch) === 0 && turn < k) rescore(turn);
  });
}

function trainingData(points: DenseMatrix, isLabeled: Int32Array, rng: Rng) {
  const sides = [1, 0].map((side) =>
    Int32Array.from(isLabeled.keys()).filter((place) => isLabeled[place] === side),
  );
  const [labeled, pool] = sides as [Int32Array, Int32Array];
  if (labeled.length === 0) return null;
  const knownSample = drawSample(labeled.length, LABELED, rng.fork('labeled')).map(
    (index) => labeled[index]!,
  );
  const size = Math.min(POOL, 10 * knownSample.length);
  const poolSample = drawSample(pool.length, size, rng.fork('pool')).map((index) => pool[index]!);
  return {
    points: gatherRows(points, concatIndices(knownSample, poolSample)),
    targets: Uint8Array.from({ length: knownSample.length + poolSample.length }, (_, place) =>
      place < knownSample.length ? 0 : 1,
    ),
  };
}

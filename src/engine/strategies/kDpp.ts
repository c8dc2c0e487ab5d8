import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { mapKDpp } from '../numeric/mapKDpp.ts';
import type { Rng } from '../numeric/rng.ts';
import { sampleKDpp } from '../numeric/sampleKDpp.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { topK } from '../numeric/topK.ts';
import type { DppKernel } from './dppKernel.ts';
import { dppKernel } from './dppKernel.ts';
import { shannonEntropy } from './entropy.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'method',
    description:
      'map: greedily the likeliest set; sample: a set drawn with its probability (batches up to 300).',
    kind: 'string',
    default: 'map',
    choices: ['map', 'sample'],
  },
  {
    name: 'beta',
    description:
      'The batch is chosen from this many times its size, the most doubtful items (300 to sample from).',
    kind: 'number',
    default: 10,
    minimum: 1,
    maximum: 1000,
  },
  {
    name: 'quality',
    description: 'Exponent of doubt against diversity: 0 looks at diversity alone.',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 100,
  },
];

/** Items that an O(n^3) decomposition is worth. */
const SAMPLED = 300;

/**
 * A batch from a determinantal point process: P(S) is proportional to det L_S, L = diag(q) S diag(q) with entropy as
 * quality q and a Gaussian similarity S. A pick's utility by `map` is the factor it brings to the determinant; the
 * other items follow by entropy, below 0.
 */
export const kDpp: BatchStrategy = {
  kind: 'batch',
  joint: true,
  id: 'kDpp',
  title: 'Determinantal batch',
  description: 'Doubtful items that repel each other: a batch without near-duplicates.',
  reference:
    'Kulesza and Taskar 2011, k-DPPs; Biyik et al. 2019, Batch Active Learning Using Determinantal Point Processes.',
  needs: ['probabilities'],
  params,
  sampling: 'stochastic',
  selectBatch: chooseRepelling,
};

function chooseRepelling(view: PoolView, k: number, rng: Rng): Selection {
  const { method, beta, quality } = resolveParams(params, view.params);
  const doubt = mapProbabilities(view, shannonEntropy).map((value) => value / Math.log(view.classCount));
  const isSampled = method === 'sample' && k <= SAMPLED;
  const size = Math.min(Math.ceil(Number(beta) * k), isSampled ? SAMPLED : Infinity);
  const listed = topK(doubt, size, rng.fork('prefilter')).sort();
  const kernel = dppKernel(
    view.features,
    listed.map((position) => view.candidates[position]!),
    Float64Array.from(listed, (position) => doubt[position]! ** Number(quality)),
  );
  const order = shuffledIndices(listed.length, rng.fork('ties'));
  const likeliest = () => mapKDpp(kernel.row, kernel.diagonal, order, Math.min(k, listed.length));
  const { picks, factors } = isSampled ? drawSet(kernel, { k, order, rng }) : likeliest();
  const utilities = doubt.map((value) => value - 2);
  picks.forEach((place, turn) => (utilities[listed[place]!] = factors[turn]!));
  return { rowIds: Int32Array.from(picks, (place) => view.candidates[listed[place]!]!), utilities };
}

/** A set drawn by its probability, filled up where the kernel's rank is too low; a set has no order but by quality. */
function drawSet(
  { row, diagonal }: DppKernel,
  { k, order, rng }: { readonly k: number; readonly order: Int32Array; readonly rng: Rng },
): ReturnType<typeof mapKDpp> {
  const n = diagonal.length;
  const matrix = new Float64Array(n * n);
  for (let item = 0; item < n; item++) matrix.set(row(item), item * n);
  const set = new Set(sampleKDpp(matrix, n, k, rng.fork('set')).sort((a, b) => diagonal[b]! - diagonal[a]!));
  const factors = Array.from(set, (item) => diagonal[item]!);
  for (const item of order) if (set.size < Math.min(k, n)) set.add(item);
  const picks = [...set];
  return { picks, factors: picks.map((_, turn) => factors[turn] ?? 0) };
}

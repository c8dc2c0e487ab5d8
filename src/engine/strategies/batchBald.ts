import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { mutualInformation } from './bald.ts';
import { probabilitiesOf } from './committeeProbabilities.ts';
import { shannonEntropy } from './entropy.ts';
import { firstConfigurations, jointEntropies } from './jointEntropies.ts';
import type { Draws } from './jointEntropies.ts';
import { sampleParam, selectOnSample, withinBudget } from './onSample.ts';
import { pickGreedily } from './pickGreedily.ts';
import { posteriorMembers, posteriorParams } from './posterior.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  ...posteriorParams
    .filter(({ name }) => name !== 'sample')
    .map((param) => (param.name === 'draws' ? { ...param, default: 50 } : param)),
  {
    name: 'configurations',
    description:
      'Labels of the whole batch that are told apart: all of them up to this number, else so many drawn.',
    kind: 'number',
    default: 500,
    minimum: 2,
    maximum: 100_000,
  },
  sampleParam(2000),
];

/** BALD of the batch as a whole: what all its labels together would tell of the model, so that copies add nothing. */
export const batchBald: BatchStrategy = {
  kind: 'batch',
  id: 'batchBald',
  title: 'BatchBALD',
  description: 'A batch whose labels together tell most of the model; no two items that tell the same.',
  reference:
    'Kirsch, van Amersfoort and Gal 2019, BatchBALD: Efficient and Diverse Batch Acquisition, algorithm 1 and equations 9 to 13.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  selectBatch(view, k, rng) {
    const settings = resolveParams(params, view.params);
    const cost = Number(settings['draws']) * Number(settings['configurations']) * view.classCount * k;
    const bounded = withinBudget(view, params, { cost, fewest: Math.max(100, k) });
    return selectOnSample(bounded, { params, k, rng }, (part) => choose(part, k, { rng, settings }));
  },
};

interface Choice {
  readonly rng: Rng;
  readonly settings: ParamValues;
}

function choose(view: PoolView, k: number, { rng, settings }: Choice): Selection {
  const members = posteriorMembers(view, settings, rng);
  const scores = new Float64Array(view.candidates.length);
  if (members.length === 0) return pickGreedily(view, k, { scores, rng }, () => undefined);
  const draws: Draws = { all: probabilitiesOf(members, view), classCount: view.classCount };
  const limit = Math.round(Number(settings['configurations']));
  return pickJointly(view, k, { draws, limit, rng });
}

/** A pick's utility is what its label adds, in nats, to what those picked before it tell. */
export function pickJointly(
  view: PoolView,
  k: number,
  { draws, limit, rng }: { readonly draws: Draws; readonly limit: number; readonly rng: Rng },
): Selection {
  const count = view.candidates.length;
  const scores = Float64Array.from({ length: count }, (_, index) =>
    mutualInformation(drawsOf(draws, index), draws.classCount),
  );
  const expected = Float64Array.from({ length: count }, (_, index) => expectedEntropy(draws, index));
  let configurations = firstConfigurations(draws.all.length);
  let places = 0;
  return pickGreedily(view, k, { scores, rng }, (picked) => {
    places++;
    if (places >= k) return;
    configurations = configurations.with(draws, picked, limit, rng.fork(`pick ${places}`));
    const joint = jointEntropies(draws, configurations, count);
    // What the picked tell together is the same for all candidates; what each adds is at least nothing.
    scores.set(
      joint.map((entropy, index) => Math.max(0, entropy - configurations.entropy - expected[index]!)),
    );
  });
}

/** What the draws say of one item, T x classCount. */
function drawsOf({ all, classCount }: Draws, index: number): Float64Array {
  const drawsTC = new Float64Array(all.length * classCount);
  all.forEach((each, draw) =>
    drawsTC.set(each.subarray(index * classCount, (index + 1) * classCount), draw * classCount),
  );
  return drawsTC;
}

const expectedEntropy = ({ all, classCount }: Draws, index: number): number =>
  all.reduce((sum, each) => sum + shannonEntropy(each, index * classCount, classCount) / all.length, 0);

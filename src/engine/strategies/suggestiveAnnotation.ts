import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { unitRows } from '../numeric/unitRows.ts';
import { membersParam } from './committee.ts';
import { divergencesFromConsensus } from './committeeKl.ts';
import { mapCommittee } from './committeeProbabilities.ts';
import { drawSample, sampleParam } from './onSample.ts';
import { pickGreedily } from './pickGreedily.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  membersParam(4),
  {
    name: 'shortlist',
    description: 'The batch is chosen from this many times its size, the items of most disagreement.',
    kind: 'number',
    default: 2,
    minimum: 1,
    maximum: 100,
  },
  {
    name: 'targets',
    description: 'A batch must represent the pool; of larger pools, a random sample of this size.',
    kind: 'number',
    default: 2000,
    minimum: 1,
    maximum: 100_000,
  },
  sampleParam(20_000),
];

/**
 * Suggestive annotation: from the items on which bootstrap members disagree most, greedily those that add most to
 * F(S) = sum over pool items u of max over s in S of cos(u, s). A pick's utility is what it adds; the items that are
 * not on the short list follow by disagreement, below 0.
 */
export const suggestiveAnnotation: BatchStrategy = {
  kind: 'batch',
  joint: true,
  id: 'suggestiveAnnotation',
  title: 'Suggestive annotation',
  description: 'Of the items on which a committee disagrees, those that best represent the pool.',
  reference: 'Yang et al. 2017, Suggestive Annotation, section 3; 4 members, 16 to 8 items.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  selectBatch: chooseRepresentative,
};

function chooseRepresentative(view: PoolView, k: number, rng: Rng): Selection {
  const { shortlist, targets } = resolveParams(params, view.params);
  const disagreement = mapCommittee(view, params, rng, (members, classCount) => {
    const divergences = divergencesFromConsensus(members, classCount);
    return divergences.reduce((sum, value) => sum + value, 0) / divergences.length;
  });
  const listed = topK(disagreement, Math.ceil(Number(shortlist) * k), rng.fork('shortlist')).sort();
  const { features, candidates } = view;
  const sample = drawSample(candidates.length, Number(targets), rng.fork('targets'));
  const cover = createCoverage(
    features,
    sample.map((position) => candidates[position]!),
    listed.map((position) => candidates[position]!),
  );
  // A divergence is at most ln C; shifted, all of them stay below 0, the least that a listed item can add.
  const scores = disagreement.map((value) => value - Math.log(view.classCount) - 1);
  const rescore = () => cover.gains().forEach((gain, place) => (scores[listed[place]!] = gain));
  rescore();
  return pickGreedily(view, k, { scores, rng: rng.fork('ties') }, (position) => {
    const place = listed.indexOf(position);
    if (place < 0) return;
    cover.add(place);
    rescore();
  });
}

/** F(S) over growing S; a similarity below 0 covers nothing. */
export function createCoverage(features: DenseMatrix, targets: Int32Array, options: Int32Array) {
  const { columns } = features;
  const goals = unitRows(features, targets);
  const units = unitRows(features, options);
  const cosines = Array.from(options, (_, option) =>
    new Float64Array(targets.length).map((__, target) => {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += goals[target * columns + column]! * units[option * columns + column]!;
      }
      return sum;
    }),
  );
  const covered = new Float64Array(targets.length);
  return {
    /** What each option would add to F. */
    gains: () =>
      cosines.map((row) =>
        row.reduce((sum, cosine, target) => sum + Math.max(0, cosine - covered[target]!), 0),
      ),
    add(option: number): void {
      cosines[option]!.forEach((cosine, target) => (covered[target] = Math.max(covered[target]!, cosine)));
    },
  };
}

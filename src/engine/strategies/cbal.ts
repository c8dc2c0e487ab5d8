import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { shannonEntropy } from './entropy.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import { pickGreedily } from './pickGreedily.ts';
import { releaseCompatible } from './releaseCompatible.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'lambda',
    description: 'Weight of class balance against the entropy of the prediction.',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 1e6,
  },
  releaseCompatible(
    'counts stay as they were within a batch, and items after the first are reported by a shifted row number',
  ),
];

/**
 * Class-balanced active learning, greedy: picks the lowest sum_c p_c ln p_c + lambda sum_c |Omega_c - p_c|, with
 * Omega_c = max(0, n / C - n_c) for n labels of which n_c are of class c. After a pick its probabilities are added to
 * the counts, as what to expect of its label.
 */
export const cbal: BatchStrategy = {
  kind: 'batch',
  id: 'cbal',
  title: 'Class-balanced',
  description: 'Doubtful items of the classes that have too few labels; for rare classes.',
  reference:
    'Bengar et al. 2022, Class-Balanced Active Learning for Image Classification, greedy form of equation 6.',
  needs: ['probabilities'],
  params,
  sampling: 'deterministic',
  selectBatch: chooseBalanced,
};

function chooseBalanced(view: PoolView, k: number, rng: Rng): Selection {
  const settings = resolveParams(params, view.params);
  const asReleased = settings['releaseCompatible'] === true;
  const { probabilities, classCount } = view;
  const entropies = mapProbabilities(view, shannonEntropy);
  const counts = new Float64Array(classCount);
  for (const label of view.labels) counts[label]!++;
  let total = view.labels.length;
  const scores = new Float64Array(view.candidates.length);
  const update = () => {
    const missing = counts.map((count) => Math.max(0, total / classCount - count));
    for (let index = 0; index < scores.length; index++) {
      let distance = 0;
      for (let label = 0; label < classCount; label++) {
        distance += Math.abs(missing[label]! - probabilities![index * classCount + label]!);
      }
      scores[index] = entropies[index]! - Number(settings['lambda']) * distance;
    }
  };
  update();
  const picks: number[] = [];
  const selection = pickGreedily(view, k, { scores, rng }, (position) => {
    picks.push(position);
    total++;
    if (!asReleased) {
      for (let label = 0; label < classCount; label++) {
        counts[label]! += probabilities![position * classCount + label]!;
      }
    }
    update();
  });
  return asReleased ? misplace(view, selection, picks) : selection;
}

/**
 * The released code deletes each chosen row from its matrix and reports the next one by its place among the rows that
 * are left. Its repeats are left out here: the rows really chosen take their places, as a batch holds no item twice.
 */
function misplace({ candidates }: PoolView, selection: Selection, picks: readonly number[]): Selection {
  const reported = new Set(
    picks.map(
      (position, turn) => position - picks.slice(0, turn).filter((before) => before < position).length,
    ),
  );
  for (const position of picks) reported.add(position);
  const chosen = [...reported].slice(0, picks.length);
  const utilities = selection.utilities.slice();
  const lowest = selection.utilities[picks.at(-1) ?? 0] ?? 0;
  for (const position of picks) utilities[position] = lowest;
  chosen.forEach((position, turn) => (utilities[position] = selection.utilities[picks[turn]!]!));
  return { rowIds: Int32Array.from(chosen, (position) => candidates[position]!), utilities };
}

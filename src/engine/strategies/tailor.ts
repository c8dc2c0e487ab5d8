import type { ParamInfo } from '../../protocol/engine.ts';
import { armSelection } from '../bandits/armSelection.ts';
import { goesOnParam } from '../bandits/bookkeeping.ts';
import { takeTurns } from '../bandits/takeTurns.ts';
import { packTailor, unpackTailor } from '../bandits/tailorMemory.ts';
import type { TailorMemory } from '../bandits/tailorMemory.ts';
import { resolveParams } from '../models/params.ts';
import { drawDirichlet } from '../numeric/drawDirichlet.ts';
import type { Rng } from '../numeric/rng.ts';
import { askCandidates } from '../votes/askCandidates.ts';
import { candidatesOf, candidatesParam, SEVEN } from '../votes/candidates.ts';
import type { FindStrategy } from '../votes/candidates.ts';
import { labelsByRow } from '../votes/labelsByRow.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection, Strategy } from './strategy.ts';

/** What labels of the batch before still count, of the authors' code. */
const DECAY = 0.9;

const params: readonly ParamInfo[] = [candidatesParam(`${SEVEN}, random`), goesOnParam, sampleParam(5000)];

/**
 * Thompson sampling over strategies: what classes an arm's items are of is drawn from what they were, and the arm is asked
 * whose draw holds most of the classes that have few labels. `find` looks up candidates.
 */
export function createTailor(find: FindStrategy): BatchStrategy {
  return {
    kind: 'batch',
    id: 'tailor',
    title: 'TAILOR',
    description: 'Draws which of several strategies asks next, those more often that find rare classes.',
    reference: 'Zhang et al. 2024, TAILOR, algorithm 1 with the class-diversity reward.',
    needs: ['probabilities'],
    retrains: true,
    asks: (values) => candidatesOf(params, values, find),
    params,
    sampling: 'stochastic',
    selectBatch(given, k, rng) {
      const view = labelsByRow(given);
      const strategies = candidatesOf(params, view.params, find);
      const cells = strategies.length * view.classCount;
      const goesOn = resolveParams(params, view.params)['warmStart'] === true;
      const kept = goesOn ? unpackTailor(view.memory, cells) : null;
      const counts = kept === null ? new Float64Array(cells) : countLabels(kept, view);
      return selectOnSample(view, { params, k, rng }, (part) =>
        drawBatch(part, k, { strategies, counts, rng }),
      );
    },
  };
}

/** Counts that are older count less; then come the labels that pending picks got since. */
export function countLabels(
  { counts, pending }: TailorMemory,
  { labeledRows, labels, classCount }: Pick<PoolView, 'labeledRows' | 'labels' | 'classCount'>,
): Float64Array {
  const next = counts.map((count) => DECAY * count);
  const labelOf = new Map(Array.from(labeledRows, (row, place) => [row, labels[place]!]));
  for (const { row, arm } of pending) {
    const label = labelOf.get(row);
    if (label !== undefined) next[arm * classCount + label]!++;
  }
  return next;
}

/** What an item of each class is worth: one over the labels that the class has, 1 where it has none. */
export function classValues(labels: Int32Array, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label]!++;
  return counts.map((count) => 1 / Math.max(1, count));
}

interface Draw {
  readonly strategies: readonly Strategy[];
  readonly counts: Float64Array;
  readonly rng: Rng;
}

function drawBatch(view: PoolView, k: number, { strategies, counts, rng }: Draw): Selection {
  const asked = askCandidates(strategies, view, rng);
  const values = classValues(view.labels, view.classCount);
  const draws = rng.fork('arms');
  const picks = takeTurns(asked.ranks, () => drawArm(counts, values, draws), rng.fork('turns'));
  const arms = strategies.length;
  const batch = picks.slice(0, asked.batch);
  const weights = Float64Array.from(
    strategies,
    (_, arm) => batch.filter((pick) => pick.arm === arm).length / Math.max(1, batch.length),
  );
  const shares = picks.map(({ arm }) =>
    Float64Array.from({ length: arms }, (_, own) => (own === arm ? 1 : 0)),
  );
  const selection = armSelection(view, k, { asked, picks, weights, shares, rng });
  const pending = picks.slice(0, k).map(({ place, arm }) => ({ row: view.candidates[place]!, arm }));
  return { ...selection, memory: packTailor({ counts, pending }) };
}

/** The arm whose drawn class shares are worth most; `counts` K x C. */
export function drawArm(counts: Float64Array, values: Float64Array, rng: Rng): number {
  const classes = values.length;
  let best = 0;
  let highest = -Infinity;
  for (let arm = 0; arm < counts.length / classes; arm++) {
    const concentrations = counts.subarray(arm * classes, (arm + 1) * classes).map((count) => count + 1);
    const worth = drawDirichlet(concentrations, rng).reduce(
      (sum, share, label) => sum + share * values[label]!,
      0,
    );
    if (worth > highest) [best, highest] = [arm, worth];
  }
  return best;
}

import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createDenseSearch } from '../../../src/engine/autoal/denseSearch.ts';
import type { FitNet } from '../../../src/engine/autoal/fitNet.ts';
import { learnSearch } from '../../../src/engine/autoal/learnSearch.ts';
import type { LossChoice, SearchOptions, SearchProblem } from '../../../src/engine/autoal/learnSearch.ts';
import { runForward } from '../../../src/engine/autoal/perceptron.ts';
import type { Perceptron } from '../../../src/engine/autoal/perceptron.ts';
import { meanWeights, voteOnChoices } from '../../../src/engine/autoal/searchLoss.ts';
import { besideEachOther, softChoices } from '../../../src/engine/autoal/softChoices.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { rankNormalised } from '../../../src/engine/votes/rankNormalised.ts';
import { normalMatrix } from '../syntheticData.ts';

const CANDIDATES = 5;

interface PlantedProblem extends SearchProblem {
  /** What a dense search network sees of the items. */
  readonly items: DenseMatrix;
}

/** The first candidate says what the items will cost, the others guess. */
function plantedProblem(seed: number, rows = 100): PlantedProblem {
  const rng = createRng(seed);
  const losses = new Float64Array(rows).map(() => -Math.log(1 - rng.uniform()));
  const ranks = Array.from({ length: CANDIDATES }, (_, k) =>
    rankNormalised(k === 0 ? losses : losses.map(() => rng.uniform())),
  );
  const traits = normalMatrix(rows, 4, seed);
  const columns = 4 + CANDIDATES;
  const data = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    data.set(traits.data.subarray(row * 4, row * 4 + 4), row * columns);
    data.set(
      ranks.map((own) => own[row]!),
      row * columns + 4,
    );
  }
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const net: FitNet = { step: () => undefined, losses: () => losses };
  return {
    items: { rows, columns, data },
    candidates: CANDIDATES,
    softNK: besideEachOther(ranks.map((own) => softChoices(own, rows / 10))),
    share: 0.1,
    folds: [{ inside: all, outside: all, net }],
  };
}

function learn(problem: PlantedProblem, options: SearchOptions): Perceptron {
  const search = createDenseSearch(problem.items, problem.candidates, options.rng);
  learnSearch(search, problem, options);
  return search.perceptron;
}

function weightsOf(problem: PlantedProblem, seed: number, losses: LossChoice = 'both'): Float64Array {
  const search = learn(problem, { steps: 400, losses, rng: createRng(seed) });
  const logits = Float64Array.from(runForward(search, problem.items).at(-1)!.data);
  return meanWeights(voteOnChoices(logits, problem).weightsNK, problem.candidates);
}

describe('learnSearch', () => {
  it('gives the candidate that knows the losses the largest mean weight, in at least 9 of 10 seeds', () => {
    const won = Array.from({ length: 10 }, (_, seed) => {
      const [first, ...others] = weightsOf(plantedProblem(seed), seed);
      return first! > Math.max(...others);
    });
    expect(won.filter(Boolean).length).toBeGreaterThanOrEqual(9);
  }, 60_000);

  it('learns the same under the same seed, and another network under another', () => {
    const problem = plantedProblem(1, 40);
    expect(weightsOf(problem, 1)).toEqual(weightsOf(problem, 1));
    expect(weightsOf(problem, 1)).not.toEqual(weightsOf(problem, 2));
  });

  it('learns another network from each choice of losses', () => {
    const problem = plantedProblem(2, 40);
    const [both, search, module] = (['both', 'search', 'lossModule'] as const).map((losses) =>
      weightsOf(problem, 1, losses),
    );
    expect(both).not.toEqual(search);
    expect(search).not.toEqual(module);
    // The loss module knows nothing of candidates: without the search loss their weights stay nearly equal.
    for (const weight of module!) expect(weight).toBeCloseTo(1 / CANDIDATES, 0);
  });

  it('tells how far it is, and ends when it is told to', () => {
    const told: number[] = [];
    learn(plantedProblem(3, 20), {
      steps: 60,
      losses: 'both',
      rng: createRng(1),
      onProgress: (fraction) => told.push(fraction),
    });
    // FitNet's first 200 steps too.
    expect(told).toEqual(Array.from({ length: 13 }, (_, time) => (20 * time) / 260));
    const signal = { aborted: true };
    expect(() =>
      learn(plantedProblem(3, 20), { steps: 60, losses: 'both', rng: createRng(1), signal }),
    ).toThrow(CancelledError);
  });
});

import { describe, expect, it } from 'vitest';
import { objectiveScore } from '../../../src/engine/metrics/objectiveScore.ts';
import { measureGains } from '../../../src/engine/neuralProcess/measureGains.ts';
import type { MeasuredProblem } from '../../../src/engine/neuralProcess/measureGains.ts';
import { oracleBounds } from '../../../src/engine/neuralProcess/oracleBounds.ts';
import { drawProblems } from '../../../src/engine/neuralProcess/simulateProblems.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { Rng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { spendBudget } from '../../../src/engine/oracle/spendBudget.ts';
import { spread } from '../../../src/engine/statistics/spread.ts';
import { gaussianClasses } from '../syntheticData.ts';

/** A problem of which everything is known, as a budget of seven and three leaves it. */
interface Known {
  readonly gains: Float64Array;
  readonly estimates: Float64Array;
}

interface Cut {
  readonly problem: MeasuredProblem;
  /** Of the gains that were not measured: errors in deviations, and whether each is above the best chosen one. */
  readonly unseen: readonly { readonly error: number; readonly better: boolean }[];
}

function cut({ gains, estimates }: Known, rng: Rng): Cut {
  const order = shuffledIndices(gains.length, rng);
  const spent = spendBudget(estimates, { likely: 7, uniform: 3, order });
  const measured = new Set([...spent.likely, ...spent.uniform]);
  const likelihood = estimates.map((estimate, place) => (measured.has(place) ? gains[place]! : estimate));
  const deviation = spread([...likelihood]).sd!;
  const best = Math.max(...Array.from(spent.likely, (place) => gains[place]!));
  return {
    problem: {
      context: Int32Array.of(0),
      targets: Int32Array.from(gains.keys()),
      score: gains.map((gain, place) => (measured.has(place) ? gain : NaN)),
      likelihood,
      spent: { ...spent, estimates },
    },
    unseen: [...gains.keys()]
      .filter((place) => !measured.has(place))
      .map((place) => ({
        error: Math.abs(gains[place]! - estimates[place]!) / deviation,
        better: gains[place]! > best,
      })),
  };
}

/** Gains of simulated problems by the full oracle, and their estimates with noise of so many deviations. */
function knownProblems(classCount: number, noise: number): readonly Known[] {
  const labeled = gaussianClasses(70, 5, { classCount, seed: 5 });
  const score = objectiveScore({ kind: 'accuracy' }, classCount);
  const reward = gaussianClasses(60, 5, { classCount, seed: 6 });
  const all = Int32Array.from(labeled.labels.keys());
  const fold = { open: all, reward: new Int32Array(0) };
  const model = { id: 'logisticRegression', c: 1 } as const;
  const task = { labeled, classCount, model, score, reward, folds: [fold] };
  const problems = drawProblems(labeled.labels, 40, createRng(7)).filter(
    ({ targets }) => targets.length > 10,
  );
  const budget = { likely: 1, uniform: 0, order: new Int32Array(0) };
  const thrifty = measureGains(
    task,
    fold,
    problems.map((problem) => ({ ...problem, budget })),
    true,
  );
  const rng = createRng(8);
  return measureGains(task, fold, problems, true).map(({ likelihood }, index) => {
    const spoil = noise * spread([...likelihood!]).sd!;
    const estimates = thrifty[index]!.spent!.estimates.map((estimate) => estimate + spoil * rng.normal());
    return { gains: likelihood!, estimates };
  });
}

/** Shares, each problem counting as much as another. */
const meanOver = (cuts: readonly Cut[], share: (unseen: Cut['unseen']) => number): number =>
  cuts.reduce((sum, { unseen }) => sum + share(unseen), 0) / cuts.length;

describe('what an oracle with a budget may have missed', () => {
  it.each([
    [2, 0],
    [2, 3],
    [3, 1],
  ])('is bounded 9 times of 10: %i classes, estimates spoilt by %i deviations', (classCount, noise) => {
    const known = knownProblems(classCount, noise);
    const rng = createRng(9);
    const times = 200;
    const held = { missed: 0, error: 0 };
    for (let time = 0; time < times; time++) {
      const cuts = known.map((each) => cut(each, rng));
      const { missed, error } = oracleBounds(cuts.map(({ problem }) => problem))!;
      const better = meanOver(cuts, (unseen) => unseen.filter((each) => each.better).length / unseen.length);
      const within = meanOver(
        cuts,
        (unseen) => unseen.filter((each) => each.error <= error.atMost!).length / unseen.length,
      );
      if (better <= missed.atMost) held.missed++;
      if (within >= error.share) held.error++;
    }
    console.log(
      `Bounds of 90 % with ${classCount} classes and noise ${noise} held: share missed ` +
        `${((100 * held.missed) / times).toFixed(1)} %, error of nine in ten ${((100 * held.error) / times).toFixed(1)} %`,
    );
    expect(held.missed / times).toBeGreaterThan(0.85);
    expect(held.error / times).toBeGreaterThan(0.85);
  });

  it('is told as Clopper and Pearson do, also where nothing was found', () => {
    const known = {
      gains: Float64Array.from({ length: 20 }, (_, place) => place),
      estimates: new Float64Array(0),
    };
    const exact = { ...known, estimates: known.gains };
    const problems = Array.from({ length: 10 }, (_, index) => cut(exact, createRng(index)).problem);
    const bounds = oracleBounds(problems)!;
    expect(bounds).toMatchObject({ measured: 100, targets: 200, confidence: 0.9 });
    expect(bounds.missed.found).toBe(0);
    expect(bounds.missed.atMost).toBeCloseTo(1 - 0.1 ** (1 / 30), 12);
    // One error of 30 beyond the bound would be too many to be sure of nine in ten, of 22 even none.
    expect(bounds.error).toEqual({ share: 0.9, found: 0, atMost: 0 });
    expect(oracleBounds(problems.slice(0, 7))!.error.atMost).toBeNull();
  });

  it('is nothing where every gain was measured', () => {
    const gains = Float64Array.of(1, 2, 3);
    const [context, targets] = [Int32Array.of(3), Int32Array.of(0, 1, 2)];
    expect(oracleBounds([{ context, targets, score: gains, likelihood: gains }])).toBeNull();
    expect(oracleBounds([cut({ gains, estimates: gains }, createRng(1)).problem])).toBeNull();
  });
});

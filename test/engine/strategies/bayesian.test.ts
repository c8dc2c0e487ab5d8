import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { bald, mutualInformation } from '../../../src/engine/strategies/bald.ts';
import { batchBald, pickJointly } from '../../../src/engine/strategies/batchBald.ts';
import { ensembleVariationRatio } from '../../../src/engine/strategies/ensembleVariationRatio.ts';
import { firstConfigurations, jointEntropies } from '../../../src/engine/strategies/jointEntropies.ts';
import { meanDeviation } from '../../../src/engine/strategies/meanStd.ts';
import { perturb } from '../../../src/engine/strategies/powerBald.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { outvoted } from '../../../src/engine/strategies/variationRatio.ts';
import { randomPool, randomProbabilities, viewOfProbabilities } from './poolView.ts';

const rng = (seed = 1) => createRng(seed);

describe('scores of draws, by the cards', () => {
  it('(.9, .1) and (.5, .5) tell 0.101749 nats of the model, and deviate by .2', () => {
    const draws = Float64Array.of(0.9, 0.1, 0.5, 0.5);
    expect(mutualInformation(draws, 2)).toBeCloseTo(0.101749, 6);
    expect(meanDeviation(draws, 2)).toBeCloseTo(0.2, 12);
  });

  it('agreement tells nothing, and sure disagreement ln 2', () => {
    expect(mutualInformation(Float64Array.of(0.3, 0.7, 0.3, 0.7), 2)).toBe(0);
    expect(mutualInformation(Float64Array.of(1, 0, 0, 1), 2)).toBeCloseTo(Math.LN2, 12);
  });

  it('votes 0, 0, 1, 0, 2 have a variation ratio of .4', () => {
    const votes = [0, 0, 1, 0, 2].flatMap((vote) => [0, 1, 2].map((label) => (label === vote ? 1 : 0)));
    expect(outvoted(Float64Array.from(votes), 3)).toBeCloseTo(0.4, 12);
  });
});

describe('BatchBALD', () => {
  /** Four models that are sure of a class: what each says of x1, its copy x2, and x3. */
  const says = [
    [0, 0, 0],
    [0, 0, 1],
    [1, 1, 0],
    [1, 1, 0],
  ];
  const draws = {
    classCount: 2,
    all: says.map((classes) => Float64Array.from(classes.flatMap((label) => [1 - label, label]))),
  };
  const view = viewOfProbabilities([
    [0.5, 0.5],
    [0.5, 0.5],
    [0.5, 0.5],
  ]);

  it('picks x1 and x3 rather than a copy, by the card', () => {
    const { rowIds, utilities } = pickJointly(view, 2, { draws, limit: 100, rng: rng() });
    expect(rowIds).toContain(2);
    expect(utilities[2]! + Math.max(utilities[0]!, utilities[1]!)).toBeCloseTo(1.039721, 6);
    const copies = firstConfigurations(4).with(draws, 0, 100, rng());
    expect(jointEntropies(draws, copies, 3)[1]).toBeCloseTo(0.693147, 6);
    expect(jointEntropies(draws, copies, 3)[2]).toBeCloseTo(1.039721, 6);
  });

  it('has entropies of every label of the batch at once, compared with counting them out', () => {
    const [items, models, classCount] = [4, 3, 3];
    const random = { classCount, all: [1, 2, 3].map((seed) => randomProbabilities(items, classCount, seed)) };
    const grown = [0, 2].reduce(
      (all, item) => all.with(random, item, 1000, rng()),
      firstConfigurations(models),
    );
    const joint = jointEntropies(random, grown, items);
    let entropy = 0;
    for (const a of [0, 1, 2])
      for (const b of [0, 1, 2])
        for (const c of [0, 1, 2]) {
          const mean = random.all.reduce((sum, p) => sum + (p[a]! * p[6 + b]! * p[9 + c]!) / models, 0);
          entropy -= mean * Math.log(mean);
        }
    expect(joint[3]).toBeCloseTo(entropy, 12);
  });

  it('comes near the exact entropies where it draws configurations', () => {
    const random = { classCount: 2, all: [4, 5, 6].map((seed) => randomProbabilities(13, 2, seed)) };
    const grow = (limit: number) =>
      Array.from({ length: 12 }, (_, item) => item).reduce(
        (all, item) => all.with(random, item, limit, rng(item)),
        firstConfigurations(3),
      );
    const exact = grow(10_000);
    const drawn = grow(2000);
    expect([exact.isSample, exact.count]).toEqual([false, 4096]);
    expect([drawn.isSample, drawn.count]).toEqual([true, 2000]);
    // The logarithms of 2,000 chances deviate by about 1.5: their mean by 0.03.
    expect(Math.abs(drawn.entropy - exact.entropy)).toBeLessThan(0.15);
    const [found, expected] = [jointEntropies(random, drawn, 13), jointEntropies(random, exact, 13)];
    expect(Math.abs(found[12]! - expected[12]!)).toBeLessThan(0.15);
  });

  it('takes the item that BALD takes first', () => {
    const params = { draws: 8 };
    const [first] = select(batchBald, { ...randomPool(), params }, 4, rng(5)).rowIds;
    expect(first).toBe(select(bald, { ...randomPool(), params }, 1, rng(5)).rowIds[0]);
  });
});

describe('drawn BALD', () => {
  it('draws in proportion to the score', () => {
    const counts = [0, 0, 0];
    const source = rng(3);
    for (let draw = 0; draw < 4000; draw++) {
      const utilities = perturb(Float64Array.of(1, 2, 5), 1, source);
      counts[utilities.indexOf(Math.max(...utilities))]!++;
    }
    // Standard errors are below 32.
    [500, 1000, 2500].forEach((expected, index) => {
      expect(Math.abs(counts[index]! - expected)).toBeLessThan(120);
    });
  });

  it('leaves what has no score behind all that has one, and power 0 follows nothing', () => {
    const [none, some, absent] = perturb(Float64Array.of(0, 1e-9, NaN), 1, rng());
    expect(none).toBeLessThan(some!);
    expect(Number.isFinite(none)).toBe(true);
    expect(absent).toBeNaN();
    const first = [0, 0];
    const source = rng(4);
    for (let draw = 0; draw < 1000; draw++) {
      const [a, b] = perturb(Float64Array.of(0, 9), 0, source);
      first[a! > b! ? 0 : 1]!++;
    }
    expect(Math.abs(first[0]! - 500)).toBeLessThan(80);
  });
});

describe('draws from the posterior', () => {
  it('are refused in words where dropout is asked for and the model has none', () => {
    const view = { ...randomPool(), params: { posterior: 'dropout' } };
    expect(() => select(bald, view, 3, rng())).toThrow(
      /"posterior" is "dropout", which takes a neural network whose .*choose "auto" or one of: "bootstrap"/,
    );
  });

  it('come from the model where it has some, and by resampling where that is asked for', () => {
    const pool = randomPool();
    let drawn = 0;
    const model = {
      ...pool.model!,
      drawn: () => {
        drawn++;
        return pool.model!;
      },
    };
    const { utilities } = select(bald, { ...pool, model, params: { draws: 4 } }, 3, rng());
    expect(drawn).toBe(4);
    // All alike, they tell nothing.
    expect(utilities.every((value) => value === 0)).toBe(true);
    const resampled = { ...pool, model, params: { draws: 4, posterior: 'bootstrap' } };
    expect(select(bald, resampled, 3, rng()).utilities.some((value) => value > 0)).toBe(true);
    expect(drawn).toBe(4);
  });
});

it('an ensemble of networks learns the same labels from other seeds', () => {
  const pool = randomPool();
  const memory = { parameters: new Float32Array(0) } as NonNullable<typeof pool.model>['memory'];
  const seeds: (number | undefined)[] = [];
  const fit: typeof pool.fit = (training) => {
    seeds.push(training.seed);
    expect(training.labels).toEqual(pool.labels);
    return pool.fit!(training);
  };
  const view = { ...pool, model: { ...pool.model!, memory: memory! }, fit };
  select(ensembleVariationRatio, view, 3, rng());
  expect(new Set(seeds).size).toBe(5);
});

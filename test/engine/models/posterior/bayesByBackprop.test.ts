import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../src/engine/cancellation.ts';
import { fitLogisticRegression } from '../../../../src/engine/models/logisticRegression.ts';
import { bayesByBackprop } from '../../../../src/engine/models/posterior/bayesByBackprop.ts';
import { bayesianLogistic } from '../../../../src/engine/models/posterior/bayesianLogistic.ts';
import {
  divergenceFromPrior,
  divergenceSlopes,
  drawWeight,
  rhoOf,
} from '../../../../src/engine/models/posterior/weightDistribution.ts';
import { logistic, softplus } from '../../../../src/engine/numeric/logistic.ts';
import { createRng } from '../../../../src/engine/numeric/rng.ts';
import { gaussianClasses } from '../../syntheticData.ts';

const rng = (seed = 1) => createRng(seed);

describe('the distribution of a weight', () => {
  it('has the values of the card: mean 1, rho 0 and noise 1', () => {
    expect(softplus(0)).toBeCloseTo(0.693147, 6);
    expect(drawWeight(1, 0, 1)).toBeCloseTo(1.693147, 6);
    expect(divergenceFromPrior(1, softplus(0), 1)).toBeCloseTo(0.606739, 6);
  });

  it('is as far from its prior as numbers say: 0 from itself, and slopes are differences', () => {
    expect(divergenceFromPrior(0, 0.3, 0.3)).toBe(0);
    const [byMean, byDeviation] = divergenceSlopes(0.7, 0.4, 1.5);
    const at = (mean: number, deviation: number) => divergenceFromPrior(mean, deviation, 1.5);
    expect(byMean).toBeCloseTo((at(0.7 + 1e-5, 0.4) - at(0.7 - 1e-5, 0.4)) / 2e-5, 8);
    expect(byDeviation).toBeCloseTo((at(0.7, 0.4 + 1e-5) - at(0.7, 0.4 - 1e-5)) / 2e-5, 8);
    for (const deviation of [1e-6, 0.01, 1, 40])
      expect(softplus(rhoOf(deviation)) / deviation).toBeCloseTo(1, 9);
  });
});

describe('Bayes by backprop', () => {
  // One unknown mean, observed with noise of variance 1, under a prior of deviation 2: the posterior is known.
  const observed = Float64Array.from({ length: 16 }, (_, at) => 3 + Math.sin(7 * at));
  const total = observed.reduce((sum, value) => sum + value, 0);
  const precision = 16 + 1 / 4;

  it.each([1, 4])('finds the posterior that is known, in %i mini-batches', (batches) => {
    const size = 16 / batches;
    const problem = {
      means: Float64Array.of(0),
      deviations: Float64Array.of(1),
      priors: Float64Array.of(2),
      batches,
      gradient: (weights: Float64Array, batch: number) =>
        Float64Array.of(
          observed
            .subarray(batch * size, (batch + 1) * size)
            .reduce((sum, value) => sum + weights[0]! - value, 0),
        ),
    };
    const { means, deviations } = bayesByBackprop(problem, { epochs: 4000 / batches, rate: 0.03 }, rng());
    expect(Math.abs(means[0]! - total / precision)).toBeLessThan(0.03);
    // Were the divergence taken whole in each of four batches, it would count four times: 0.94 of this.
    expect(deviations[0]! / Math.sqrt(1 / precision)).toBeGreaterThan(0.96);
    expect(deviations[0]! / Math.sqrt(1 / precision)).toBeLessThan(1.04);
  });
});

describe.each([2, 3])('a Bayesian logistic regression of %i classes', (classCount) => {
  const training = gaussianClasses(80, 2, { classCount, seed: 3 });
  const others = gaussianClasses(50, 2, { classCount, seed: 4 }).features;
  const fit = fitLogisticRegression(training, { c: 0.5 });

  it('predicts as the fit does, on average over its draws', () => {
    const draws = fit.posterior.bayes!(300, rng()).map((member) => member.probabilities(others));
    const plain = fit.probabilities(others);
    let [gap, spread] = [0, 0];
    plain.forEach((share, index) => {
      const mean = draws.reduce((sum, each) => sum + each[index]! / 300, 0);
      gap = Math.max(gap, Math.abs(mean - share));
      spread = Math.max(spread, ...draws.map((each) => Math.abs(each[index]! - mean)));
    });
    expect(gap).toBeLessThan(0.08);
    expect(spread).toBeGreaterThan(0.08);
  });

  it('is the same under a seed, and ends where it is cancelled', () => {
    const says = (seed: number) =>
      fit.posterior.bayes!(2, rng(seed)).map((member) => member.probabilities(others));
    expect(says(1)).toEqual(says(1));
    expect(says(2)).not.toEqual(says(1));
    const signal = { aborted: false };
    const cancelled = fitLogisticRegression(training, { signal });
    signal.aborted = true;
    expect(() => cancelled.posterior.bayes!(2, rng())).toThrow(CancelledError);
  });
});

it('deviations are those of the curvature, averaged over the draws, and shrink with the labels', () => {
  const [few, many] = [30, 300].map((rows) => {
    const training = gaussianClasses(rows, 2, { seed: 5 });
    const { weights, intercepts, classes } = fitLogisticRegression(training);
    const learned = bayesianLogistic(
      { training, coefficients: { weights, intercepts, classes }, c: 1 },
      rng(),
    );
    return { training, learned };
  });
  const { training, learned } = few!;
  // On features as they are, draw by draw: 1 / deviation^2 = E[sum p (1 - p) x^2] + 1 / prior^2, with x standardised.
  const draws = learned.draws(400);
  const { data } = training.features;
  const xs = [...training.labels.keys()].map((row) => data[2 * row]!);
  const mean = xs.reduce((sum, x) => sum + x / xs.length, 0);
  const deviation = Math.sqrt(xs.reduce((sum, x) => sum + (x - mean) ** 2 / xs.length, 0));
  const curvature = draws.reduce((sum, { weights, intercepts }) => {
    const own = xs.map((x, row) => {
      const p = logistic(weights[0]! * x + weights[1]! * data[2 * row + 1]! + intercepts[0]!);
      return p * (1 - p) * ((x - mean) / deviation) ** 2;
    });
    return sum + own.reduce((all, each) => all + each, 0) / draws.length;
  }, 0);
  const expected = 1 / Math.sqrt(curvature + 1 / deviation ** 2);
  expect(Math.abs(learned.deviations[0]! / expected - 1)).toBeLessThan(0.15);
  expect(many!.learned.deviations[0]!).toBeLessThan(0.6 * learned.deviations[0]!);
});

it('draws tell most where there are no labels', () => {
  const training = gaussianClasses(60, 2, { seed: 6 });
  const members = fitLogisticRegression(training).posterior.bayes!(40, rng());
  const spread = (x: number) => {
    const shares = members.map(
      (member) => member.probabilities({ rows: 1, columns: 2, data: Float64Array.of(x, -x) })[0]!,
    );
    const logits = shares.map((p) => Math.log(p / (1 - p)));
    const mean = logits.reduce((sum, each) => sum + each / 40, 0);
    return Math.sqrt(logits.reduce((sum, each) => sum + (each - mean) ** 2 / 40, 0));
  };
  expect(spread(20)).toBeGreaterThan(5 * spread(0));
});

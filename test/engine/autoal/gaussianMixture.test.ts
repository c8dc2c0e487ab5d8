import { describe, expect, it } from 'vitest';
import {
  fitMixture,
  MIXTURE,
  mixtureQuantile,
  startMixture,
} from '../../../src/engine/autoal/gaussianMixture.ts';
import type { GaussianMixture } from '../../../src/engine/autoal/gaussianMixture.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { normalQuantile } from '../../../src/engine/statistics/normal.ts';

const single = (mean: number, variance: number) => ({
  weights: Float64Array.of(1),
  means: Float64Array.of(mean),
  variances: Float64Array.of(variance),
});

describe('fitMixture', () => {
  it('finds two clouds that lie apart, whatever the seed of its start', () => {
    const rng = createRng(1);
    const values = Float64Array.from({ length: 600 }, (_, index) =>
      index % 3 === 0 ? 10 + 0.5 * rng.normal() : rng.normal(),
    );
    for (const seed of [1, 2, 3]) {
      const options = { ...MIXTURE, components: 2, iterations: 200 };
      const { weights, means, variances } = fitMixture(
        values,
        startMixture(values, createRng(seed), options),
        options,
      );
      const high = means[0]! > means[1]! ? 0 : 1;
      expect(means[high]).toBeCloseTo(10, 0);
      expect(means[1 - high]).toBeCloseTo(0, 0);
      expect(weights[high]).toBeCloseTo(1 / 3, 5);
      expect(Math.sqrt(variances[high]!)).toBeCloseTo(0.5, 1);
    }
  });

  it('gives one component mean and variance of the values', () => {
    const values = Float64Array.of(1, 2, 3, 6);
    const options = { ...MIXTURE, components: 1 };
    const { means, variances } = fitMixture(values, startMixture(values, createRng(1), options), options);
    expect(means[0]).toBeCloseTo(3, 12);
    expect(variances[0]).toBeCloseTo(3.5, 12);
  });

  it('keeps variances above the floor where values repeat, and takes values that are all the same', () => {
    const values = Float64Array.of(...new Array<number>(50).fill(0), 1, 2, 3);
    const { variances } = fitMixture(values, startMixture(values, createRng(1)));
    for (const variance of variances) expect(variance).toBeGreaterThanOrEqual(MIXTURE.floor);
    const same = new Float64Array(20).fill(2);
    const fitted = fitMixture(same, startMixture(same, createRng(1)));
    expect(mixtureQuantile(fitted, 0.5)).toBeCloseTo(2, 6);
  });

  it('never lowers the likelihood from one step to the next', () => {
    const rng = createRng(5);
    const values = Float64Array.from({ length: 100 }, () => rng.normal() ** 3);
    let mixture = startMixture(values, createRng(2));
    let last = -Infinity;
    for (let step = 0; step < 20; step++) {
      const likelihood = values.reduce((sum, value) => sum + Math.log(density(mixture, value)), 0);
      expect(likelihood).toBeGreaterThanOrEqual(last - 1e-9);
      last = likelihood;
      mixture = fitMixture(values, mixture, { ...MIXTURE, iterations: 1 });
    }
  });
});

const density = ({ weights, means, variances }: GaussianMixture, value: number): number =>
  weights.reduce(
    (sum, weight, c) =>
      sum +
      (weight * Math.exp(-((value - means[c]!) ** 2) / (2 * variances[c]!))) /
        Math.sqrt(2 * Math.PI * variances[c]!),
    0,
  );

describe('mixtureQuantile', () => {
  it('is the normal quantile for a single component', () => {
    for (const share of [0.01, 0.5, 0.95, 0.999]) {
      expect(mixtureQuantile(single(3, 4), share)).toBeCloseTo(3 + 2 * normalQuantile(share), 6);
    }
  });

  it('lies between the components of equal weight at one half', () => {
    const mixture = {
      weights: Float64Array.of(0.5, 0.5),
      means: Float64Array.of(-4, 4),
      variances: Float64Array.of(1, 1),
    };
    expect(mixtureQuantile(mixture, 0.5)).toBeCloseTo(0, 5);
    // Half of the upper component lies above its mean.
    expect(mixtureQuantile(mixture, 0.75)).toBeCloseTo(4, 5);
  });
});

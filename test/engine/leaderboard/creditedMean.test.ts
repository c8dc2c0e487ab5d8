import { describe, expect, it } from 'vitest';
import { creditedMean, regretOf } from '../../../src/engine/leaderboard/creditedMean.ts';
import { meanInterval } from '../../../src/engine/statistics/meanInterval.ts';

const gains = Float64Array.of(0, 0.02, -0.01, 0.03, 0);

describe('credited gains', () => {
  it('are plain means where every label is the strategy’s own', () => {
    const found = creditedMean({ gains, shares: new Float64Array(5).fill(1) }, 0.95);
    const plain = meanInterval([...gains], 0.95);
    expect(found.mean).toBeCloseTo(plain.mean, 12);
    expect(found.low).toBeCloseTo(plain.low!, 12);
    expect(found.high).toBeCloseTo(plain.high!, 12);
  });

  it('count a label by its share: (1 x .02 + .5 x -.01) / 1.5 = .01', () => {
    const found = creditedMean(
      { gains: Float64Array.of(0.02, -0.01), shares: Float64Array.of(1, 0.5) },
      0.95,
    );
    expect(found.mean).toBeCloseTo(0.01, 12);
    // 1.5^2 / 1.25 = 1.8 labels' worth: less than a degree of freedom.
    expect(found).toMatchObject({ low: null, high: null });
  });

  it('do not grow more certain when all shares are smaller', () => {
    const small = creditedMean({ gains, shares: new Float64Array(5).fill(0.1) }, 0.95);
    expect(small.low).toBeCloseTo(meanInterval([...gains], 0.95).low!, 12);
  });

  it('say nothing of how sure they are where all gains are alike', () => {
    expect(creditedMean({ gains: new Float64Array(9), shares: new Float64Array(9).fill(1) }, 0.95)).toEqual({
      mean: 0,
      low: null,
      high: null,
    });
  });
});

describe('regret', () => {
  it('is what random labels gain more, with Welch’s interval', () => {
    const random = Float64Array.of(0.01, 0.02, 0.03);
    const { mean, low, high } = regretOf({ gains, shares: new Float64Array(5).fill(1) }, random, 0.95);
    expect(mean).toBeCloseTo(0.012, 12);
    // By SciPy: 5.93755 degrees of freedom, so that the quantile is 2.453164 and half the interval .022925.
    expect(high! - mean).toBeCloseTo(0.0229254, 6);
    expect(mean - low!).toBeCloseTo(0.0229254, 6);
  });
});

import { describe, expect, it } from 'vitest';
import { confusionScore, scoreGradient } from '../../../src/engine/forecast/confusionScore.ts';
import { measuredCounts, replayedCounts } from '../../../src/engine/forecast/forecastStages.ts';
import { kernelVotes } from '../../../src/engine/forecast/kernelVotes.ts';
import { labelPace } from '../../../src/engine/forecast/labelPace.ts';
import { fitPowerLaw } from '../../../src/engine/forecast/powerLaw.ts';
import { firstReached, neededInterval } from '../../../src/engine/forecast/reachTarget.ts';
import { replayPrior } from '../../../src/engine/forecast/replayPrior.ts';

describe('the score of a confusion matrix', () => {
  // Of class 0 six right and two wrong, of class 1 one wrong and three right.
  const confusion = Float64Array.of(6, 2, 1, 3);
  const weighted = { kind: 'weightedAccuracy', weights: [1, 3] } as const;

  it('is that of the objective', () => {
    expect(confusionScore(confusion, 2, { kind: 'accuracy' })).toBeCloseTo(9 / 12, 12);
    expect(confusionScore(confusion, 2, { kind: 'balancedAccuracy' })).toBeCloseTo((6 / 8 + 3 / 4) / 2, 12);
    expect(confusionScore(confusion, 2, weighted)).toBeCloseTo((6 + 9) / (8 + 12), 12);
    expect(confusionScore(confusion, 2, { kind: 'f1', positive: 1 })).toBeCloseTo(6 / (6 + 1 + 2), 12);
  });

  it('leaves out classes that do not occur', () => {
    const one = Float64Array.of(3, 1, 0, 0);
    expect(confusionScore(one, 2, { kind: 'balancedAccuracy' })).toBe(0.75);
    expect(confusionScore(new Float64Array(4), 2, { kind: 'accuracy' })).toBe(0);
  });

  it('has the gradient worked out by hand', () => {
    // F1 = 2 tp / (2 tp + fn + fp): by tp 2 (fn + fp) / D^2, by fn and fp -2 tp / D^2.
    const gradient = scoreGradient(confusion, 2, { kind: 'f1', positive: 1 });
    [0, -6 / 81, -6 / 81, 6 / 81].forEach((value, at) => expect(gradient[at]).toBeCloseTo(value, 6));
  });
});

it('finds the power law that scores lie on', () => {
  const labels = [10, 20, 50, 100, 300];
  const exponent = 0.1 * 30 ** (24 / 40);
  const law = fitPowerLaw(
    labels,
    labels.map((count) => 0.9 - 0.05 * (count / 100) ** -exponent),
    100,
  );
  expect(law.limit).toBeCloseTo(0.9, 9);
  expect(law.gap).toBeCloseTo(0.05, 9);
  expect(law.exponent).toBeCloseTo(exponent, 9);
  // A falling curve has no gap.
  expect(fitPowerLaw(labels, [0.9, 0.8, 0.7, 0.6, 0.5], 100).gap).toBe(0);
});

it('reads gap, exponent and luck off replays', () => {
  const counts = [10, 50, 100, 200];
  const curve = (luck: number) => counts.map((count) => 0.9 - 0.04 * (count / 100) ** -1 + luck);
  const prior = replayPrior(
    counts,
    [0.01, -0.01, 0.01, -0.01].map((luck, replay) => ({ fold: replay >> 1, scores: curve(luck) })),
    100,
  );
  expect(prior.gap).toBeCloseTo(0.04, 3);
  expect(prior.exponent).toBeCloseTo(1, 1);
  // Variance 2 x 0.01^2 / (2 - 1) in each fold, times n / 100 at 50, 100 and 200 labels: mean 7/6 of it.
  expect(prior.luck).toBeCloseTo(Math.sqrt(2e-4 * (7 / 6)), 9);
});

describe('when a target is reached', () => {
  it('is between two counts on the line over ln n', () => {
    expect(firstReached([100, 400], [0.8, 0.9], 0.85)).toBeCloseTo(200, 9);
    expect(firstReached([100, 400], [0.8, 0.9], 0.8)).toBe(100);
    expect(firstReached([100, 400], [0.8, 0.9], 0.91)).toBeNull();
  });

  const ranks = Array.from({ length: 100 }, (_, index) => index + 1);

  it('has an interval with tails alike where both ends are known', () => {
    expect(neededInterval(ranks, 0.9)).toEqual({ median: 51, low: 6, high: 96 });
  });

  it('leaves the end open beyond which more than a tail lies, and gives the other end all that may be missed', () => {
    const never = ranks.map((rank) => (rank > 90 ? Infinity : rank));
    expect(neededInterval(never, 0.9)).toEqual({ median: 51, low: 11, high: null });
    const already = ranks.map((rank) => (rank <= 20 ? 0 : rank));
    expect(neededInterval(already, 0.9)).toEqual({ median: 51, low: 0, high: 91 });
    const both = ranks.map((rank) => (rank <= 20 ? 0 : rank > 40 ? Infinity : rank));
    expect(neededInterval(both, 0.9)).toEqual({ median: null, low: 0, high: null });
  });
});

describe('what a label costs', () => {
  const day = 24 * 3600 * 1000;
  const timed = (seconds: readonly number[], every = 60_000) =>
    seconds.map((each, index) => ({ seconds: each, at: index * every }));

  it('is the mean without pauses', () => {
    const pace = labelPace(timed([2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 3600]))!;
    // Quartiles of the logarithms at ln 2 and ln 4: a pause is longer than 4 x 2^3.
    expect(pace).toMatchObject({ timed: 10, pauses: 1, secondsPerLabel: 3, labelsPerDay: null });
    expect(pace.standardError).toBeCloseTo(Math.sqrt(10 / 9 / 10), 12);
  });

  it('counts days without labels too, of the last four weeks', () => {
    const recent = labelPace(timed(new Array<number>(15).fill(3), 2 * day))!;
    // The first of 15 labels lies 28 days before the last and does not count: 14 labels in 26 days.
    expect(recent.labelsPerDay).toBeCloseTo(14 / 26, 12);
    expect(recent.pauses).toBe(0);
  });

  it('is not known from few labels, or from labels without a time', () => {
    expect(labelPace(timed(new Array<number>(9).fill(2)))).toBeNull();
    expect(labelPace(timed(new Array<number>(20).fill(0)))).toBeNull();
  });
});

it('lets labels vote by a kernel as wide as the median distance to a neighbour', () => {
  const features = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 3, 1000) };
  const known = { rows: Int32Array.of(0, 1, 2), labels: Int32Array.of(0, 0, 1) };
  const votes = kernelVotes({ features, known, classCount: 2, neighbours: 1 });
  // Squared distances to the nearest label are 1, 1 and 4: the width is 1.
  const [zero, one] = [Math.exp(-9 / 2) + Math.exp(-4 / 2) + 2e-3 / 3, 1 + 1e-3 / 3];
  expect(votes[2 * 2]).toBeCloseTo(zero / (zero + one), 12);
  // Far from all labels their shares decide.
  expect(votes[3 * 2]).toBeCloseTo(2 / 3, 12);
});

it('measures and replays at numbers of labels with equal ratios', () => {
  expect(measuredCounts(120, 9)).toEqual([11, 17, 26, 38, 56, 82, 120]);
  expect(measuredCounts(1, 9)).toEqual([1]);
  expect(measuredCounts(100_000, 9).length).toBe(9);
  expect(replayedCounts(10_240).slice(0, 3)).toEqual([10, 19, 35]);
  expect(replayedCounts(4)).toEqual([4]);
});

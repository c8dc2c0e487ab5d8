import { describe, expect, it } from 'vitest';
import { gainScale } from '../../../src/engine/neuralProcess/gainScale.ts';
import { networkTargets } from '../../../src/engine/neuralProcess/gainTargets.ts';
import type { MeasuredProblem } from '../../../src/engine/neuralProcess/measureGains.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const problem = (score: readonly number[], likelihood?: readonly number[]): MeasuredProblem => ({
  context: Int32Array.of(0, 1),
  targets: Int32Array.from(score, (_, index) => index + 2),
  score: Float64Array.from(score),
  ...(likelihood && { likelihood: Float64Array.from(likelihood) }),
});

describe('networkTargets', () => {
  const problems = [
    problem([0, 0.02, 0, 0], [0.1, -0.4, 0.3, 0.3]),
    problem([0.5, 0, 0, 0.01], [0, 0, 2, 1]),
  ];

  it('are the score as published, and say so', () => {
    expect(networkTargets(problems, 'score', false)).toEqual({
      values: problems.map(({ score }) => score),
      areScores: true,
    });
    expect(networkTargets(problems, 'logLikelihood', false)).toEqual({
      values: problems.map(({ likelihood }) => likelihood),
      areScores: false,
    });
  });

  it('let the likelihood decide where the score ties, and never more', () => {
    const { values } = networkTargets(problems, 'scoreThenLogLikelihood', false);
    values.forEach((targets, index) => {
      const { score, likelihood } = problems[index]!;
      for (let a = 0; a < score.length; a++) {
        for (let b = 0; b < score.length; b++) {
          if (score[a] === score[b])
            expect(Math.sign(targets![a]! - targets![b]!)).toBe(Math.sign(likelihood![a]! - likelihood![b]!));
          else if (score[a]! > score[b]!) expect(targets![a]!).toBeGreaterThan(targets![b]!);
        }
      }
    });
  });

  it('have mean 0 and deviation 1 in each problem when standardised; one without differences is left out', () => {
    const flat = problem([0.1, 0.1, 0.1]);
    const { values, areScores } = networkTargets([problem([0, 2, 4]), flat], 'score', true);
    [-Math.sqrt(1.5), 0, Math.sqrt(1.5)].forEach((value, at) =>
      expect(values[0]![at]).toBeCloseTo(value, 12),
    );
    expect(values[1]).toBeNull();
    expect(areScores).toBe(false);
  });

  it('fall back to the score where there is no likelihood', () => {
    expect(networkTargets([problem([0, 1])], 'logLikelihood', false).values[0]).toEqual(
      Float64Array.of(0, 1),
    );
  });
});

describe('gainScale', () => {
  const rng = createRng(1);
  const mean = new Float64Array(400).map(() => rng.normal());
  const deviation = new Float64Array(400).fill(0.5);

  it('leaves predictions of scores alone', () => {
    const { toScore, check } = gainScale(true, [{ predicted: { mean, deviation }, gains: mean }]);
    expect(toScore({ mean, deviation })).toEqual({ mean, deviation });
    expect(check).toEqual({ mean, deviation, gain: mean });
  });

  it('reads others by the least-squares line, with the residuals for deviation', () => {
    const gains = mean.map((x) => 0.01 + 0.02 * x + 0.005 * rng.normal());
    const { toScore, check } = gainScale(false, [
      {
        predicted: { mean: mean.slice(0, 150), deviation: deviation.slice(0, 150) },
        gains: gains.slice(0, 150),
      },
      { predicted: { mean: mean.slice(150), deviation: deviation.slice(150) }, gains: gains.slice(150) },
    ]);
    const read = toScore({ mean: Float64Array.of(0, 1), deviation: Float64Array.of(0.5, 1) });
    expect(read.mean[0]).toBeCloseTo(0.01, 3);
    expect(read.mean[1]).toBeCloseTo(0.03, 3);
    expect(read.deviation[0]).toBeCloseTo(0.005, 2);
    expect(read.deviation[1]! / read.deviation[0]!).toBeCloseTo(2, 12);
    expect(check.gain).toEqual(gains);
  });

  it('never turns the order around, and promises nothing where nothing was checked', () => {
    const { toScore } = gainScale(false, [{ predicted: { mean, deviation }, gains: mean.map((x) => -x) }]);
    expect(new Set(toScore({ mean, deviation }).mean).size).toBe(1);
    expect(
      gainScale(false, [])
        .toScore({ mean, deviation })
        .mean.every((gain) => gain === 0),
    ).toBe(true);
  });
});

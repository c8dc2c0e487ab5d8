import { describe, expect, it } from 'vitest';
import { learningCurve, relativeCurves } from '../../../../src/engine/experiments/report/curves.ts';
import type { Curve } from '../../../../src/protocol/experiment.ts';
import { groupOf, runOf } from './records.ts';

function expectNear(curve: Curve | undefined, labeled: readonly number[], mean: readonly number[]): void {
  expect(curve?.labeled).toEqual(labeled);
  expect(curve?.mean).toHaveLength(mean.length);
  mean.forEach((value, step) => expect(curve?.mean[step]).toBeCloseTo(value, 14));
}

describe('learningCurve', () => {
  it('is the mean over runs with its standard error', () => {
    const curve = learningCurve([
      runOf('random', [0.25, 0.5]),
      runOf('random', [0.5, 0.5], { seed: 1 }),
      runOf('random', [0.75, 0.5], { dataSeed: 1 }),
    ]);
    expectNear(curve, [10, 15], [0.5, 0.5]);
    expect(curve.standardError[0]).toBeCloseTo(0.25 / Math.sqrt(3), 15);
    expect(curve.standardError[1]).toBe(0);
  });

  it('is cut where the first pool ran out', () => {
    const curve = learningCurve([runOf('random', [0.5, 0.7, 0.9]), runOf('random', [0.3, 0.5], { seed: 1 })]);
    expectNear(curve, [10, 15], [0.4, 0.6]);
    expect(curve.standardError).toHaveLength(2);
  });
});

describe('relativeCurves', () => {
  it('take the mean of the strategies on each split away', () => {
    const curves = relativeCurves(
      groupOf(
        ['random', 'margin'],
        [
          runOf('random', [0.5, 0.6]),
          runOf('margin', [0.5, 0.8]),
          // Another split, harder for both: only the difference counts.
          runOf('random', [0.1, 0.2], { dataSeed: 1 }),
          runOf('margin', [0.1, 0.6], { dataSeed: 1 }),
        ],
      ),
    );
    expectNear(curves.get('random'), [10, 15], [0, (-0.1 - 0.2) / 2]);
    expectNear(curves.get('margin'), [10, 15], [0, (0.1 + 0.2) / 2]);
    // Values 0.1 and 0.2: deviation 0.1 / sqrt(2), error half of 0.1.
    expect(curves.get('margin')?.standardError[1]).toBeCloseTo(0.05, 14);
  });

  it('use only the splits on which every strategy ran', () => {
    const curves = relativeCurves(
      groupOf(
        ['random', 'margin'],
        [
          runOf('random', [0.5, 0.6]),
          runOf('random', [0.9, 0.9], { dataSeed: 1 }),
          runOf('margin', [0.5, 0.8]),
        ],
      ),
    );
    expectNear(curves.get('random'), [10, 15], [0, -0.1]);
    expect(curves.get('random')?.standardError).toEqual([null, null]);
  });

  it('have no points while the strategies share no split', () => {
    const curves = relativeCurves(
      groupOf(['random', 'margin'], [runOf('random', [0.5]), runOf('margin', [0.5], { dataSeed: 1 })]),
    );
    for (const name of ['random', 'margin']) {
      expect(curves.get(name)).toEqual({ labeled: [], mean: [], standardError: [] });
    }
  });

  it('are cut to the shortest run of any strategy', () => {
    const curves = relativeCurves(
      groupOf(['random', 'margin'], [runOf('random', [0.5, 0.6, 0.7]), runOf('margin', [0.7, 0.8])]),
    );
    expectNear(curves.get('random'), [10, 15], [-0.1, -0.1]);
    expectNear(curves.get('margin'), [10, 15], [0.1, 0.1]);
  });

  it('give each strategy the same weight in the mean, however many runs it has on a split', () => {
    const split = 'shared';
    const curves = relativeCurves(
      groupOf(
        ['random', 'margin'],
        [
          runOf('random', [0.2], { split }),
          runOf('random', [0.4], { split, seed: 1 }),
          runOf('margin', [0.7], { split }),
        ],
      ),
    );
    // The mean of 0.3 and 0.7.
    expectNear(curves.get('margin'), [10], [0.2]);
    expectNear(curves.get('random'), [10], [-0.2]);
  });
});

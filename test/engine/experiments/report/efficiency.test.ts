import { describe, expect, it } from 'vitest';
import { efficiencyOf, targetScore } from '../../../../src/engine/experiments/report/efficiency.ts';
import { groupOf, runOf, specOf } from './records.ts';

describe('targetScore', () => {
  const runs = [
    runOf('margin', [0.5, 0.9]),
    runOf('random', [0.5, 0.6]),
    runOf('random', [0.5, 0.8], { dataSeed: 1 }),
  ];

  it("is the spec's, else what random sampling ends with, else what the first strategy does", () => {
    const group = groupOf(['margin', 'random'], runs);
    expect(targetScore(specOf(['margin', 'random'], { target: 0.85 }), group)).toBe(0.85);
    expect(targetScore(specOf(['margin', 'random']), group)).toBeCloseTo(0.7, 15);
    expect(targetScore(specOf(['margin', 'random']), groupOf(['margin', 'random'], runs.slice(0, 1)))).toBe(
      0.9,
    );
  });

  it('knows random sampling by its id, whatever its name', () => {
    const { strategies, ...group } = groupOf(
      ['margin', 'chance'],
      [runOf('margin', [0.9]), runOf('chance', [0.4])],
    );
    const renamed = strategies.map(({ method, runs: own }) => ({
      method: { ...method, id: method.name === 'chance' ? 'random' : method.id },
      runs: own,
    }));
    expect(targetScore(specOf(['margin', 'chance']), { ...group, strategies: renamed })).toBe(0.4);
  });
});

describe('efficiencyOf', () => {
  const runs = [
    runOf('margin', [0.5, 0.7, 0.6]),
    runOf('margin', [0.5, 0.6, 0.7], { dataSeed: 1 }),
    runOf('margin', [0.5, 0.6, 0.6], { dataSeed: 2 }),
  ];

  it('counts the labels of the runs that reach the target, first time', () => {
    const { target, reached, labels } = efficiencyOf(runs, 0.7);
    expect([target, reached]).toEqual([0.7, 2]);
    expect(labels?.mean).toBe((15 + 20) / 2);
    expect(labels?.sd).toBeCloseTo(5 / Math.SQRT2, 14);
  });

  it('has nothing to count when none reaches it', () => {
    expect(efficiencyOf(runs, 0.95)).toEqual({ target: 0.95, reached: 0, labels: null });
  });

  it('takes a target that is missed by rounding as reached, also at the start', () => {
    // 0.1 + 0.2 is a little above 0.3.
    expect(efficiencyOf([runOf('margin', [0.3, 0.4])], 0.1 + 0.2)).toEqual({
      target: 0.1 + 0.2,
      reached: 1,
      labels: { mean: 10, sd: null },
    });
  });
});

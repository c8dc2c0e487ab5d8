import { expect, it } from 'vitest';
import { solveProblems } from '../../src/engine/neuralProcess/simulateProblems.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface Simulated {
  readonly annot_X: readonly (readonly number[])[];
  readonly annot_y: readonly number[];
  readonly reward_X: readonly (readonly number[])[];
  readonly reward_y: readonly number[];
  readonly datasets: readonly {
    readonly annot_indices: readonly number[];
    readonly pool_indices: readonly number[];
    readonly target_y: readonly number[];
  }[];
}

describeGolden('np_dataset.json', (golden: Simulated) => {
  it('has the gains of the released code', () => {
    const solved = solveProblems(
      golden.datasets.map(({ annot_indices, pool_indices }) => ({
        context: Int32Array.from(annot_indices),
        targets: Int32Array.from(pool_indices),
      })),
      {
        labeled: { features: matrixOf(golden.annot_X), labels: Int32Array.from(golden.annot_y) },
        reward: { features: matrixOf(golden.reward_X), labels: Int32Array.from(golden.reward_y) },
        classCount: 2,
        settings: { model: { id: 'logisticRegression', c: 1 } },
      },
    );
    solved.forEach(({ gains }, index) =>
      gains.forEach((gain, place) =>
        expect(Math.abs(gain - golden.datasets[index]!.target_y[place]!)).toBeLessThan(1e-9),
      ),
    );
    expect(solved).toHaveLength(golden.datasets.length);
  });
});

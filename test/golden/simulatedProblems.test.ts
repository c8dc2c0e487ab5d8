import { expect, it } from 'vitest';
import { objectiveScore } from '../../src/engine/metrics/objectiveScore.ts';
import { measureGains } from '../../src/engine/neuralProcess/measureGains.ts';
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
    const labeled = { features: matrixOf(golden.annot_X), labels: Int32Array.from(golden.annot_y) };
    const fold = { open: Int32Array.from(labeled.labels.keys()), reward: new Int32Array(0) };
    const measured = measureGains(
      {
        labeled,
        reward: { features: matrixOf(golden.reward_X), labels: Int32Array.from(golden.reward_y) },
        classCount: 2,
        model: { id: 'logisticRegression', c: 1 },
        score: objectiveScore({ kind: 'accuracy' }, 2),
        folds: [fold],
      },
      fold,
      golden.datasets.map(({ annot_indices, pool_indices }) => ({
        context: Int32Array.from(annot_indices),
        targets: Int32Array.from(pool_indices),
      })),
      false,
    );
    golden.datasets.forEach(({ target_y }, index) => {
      const { score } = measured[index]!;
      expect(score).toHaveLength(target_y.length);
      score.forEach((gain, place) => expect(Math.abs(gain - target_y[place]!)).toBeLessThan(1e-9));
    });
    expect(golden.datasets.length).toBeGreaterThan(0);
  });
});

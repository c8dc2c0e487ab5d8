import { expect, it } from 'vitest';
import { keptPerClass } from '../../src/engine/experiments/imbalance.ts';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import { describeGolden } from './goldenFile.ts';

interface Case {
  readonly class_counts: readonly number[];
  /** A single factor is that of every class. */
  readonly imbalance_factors: readonly number[];
  readonly ignore_existing_imbalance: boolean;
  readonly kept_per_class: readonly number[];
  readonly class_weights_balanced: readonly number[];
}

describeGolden('imbalance.json', ({ cases }: { readonly cases: readonly Case[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('case %i', (_, data) => {
    const counts = Float64Array.from(data.class_counts);
    const { imbalance_factors: given } = data;
    const factors = counts.map((_count, label) => given[given.length === 1 ? 0 : label]!);
    expect([...keptPerClass(counts, factors, data.ignore_existing_imbalance)]).toEqual(data.kept_per_class);
    classWeights(factors).forEach((weight, label) =>
      expect(weight).toBeCloseTo(data.class_weights_balanced[label]!, 14),
    );
  });
});

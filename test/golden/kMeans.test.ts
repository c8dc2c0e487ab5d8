import { expect, it } from 'vitest';
import { kMeans } from '../../src/engine/numeric/kMeans.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface Case {
  readonly X: readonly (readonly number[])[];
  readonly init: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly centers: readonly (readonly number[])[];
  readonly inertia: number;
}

describeGolden('kmeans.json', ({ cases }: { readonly cases: readonly Case[] }) => {
  it.each(cases.map((entry, index) => [index, entry] as const))(
    'case %i: labels, centres, inertia',
    (_, entry) => {
      const { labels, centres, distances } = kMeans(matrixOf(entry.X), Float64Array.from(entry.init.flat()));
      expect([...labels]).toEqual(entry.labels);
      entry.centers
        .flat()
        .forEach((value, index) => expect(Math.abs(value - centres[index]!)).toBeLessThan(1e-8));
      const inertia = distances.reduce((sum, distance) => sum + distance, 0);
      expect(Math.abs(inertia - entry.inertia)).toBeLessThan(1e-8);
    },
  );
});

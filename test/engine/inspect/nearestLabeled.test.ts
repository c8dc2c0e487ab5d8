import { expect, it } from 'vitest';
import { nearestLabeled } from '../../../src/engine/inspect/nearestLabeled.ts';
import { normalMatrix } from '../syntheticData.ts';

it('finds the labeled rows that a full sort finds, but not the row itself', () => {
  const features = normalMatrix(80, 5, 3);
  const labeledRows = Int32Array.from({ length: 40 }, (_, index) => 2 * index);
  const labels = labeledRows.map((row) => row % 3);
  const distance = (a: number, b: number): number =>
    Math.hypot(...[0, 1, 2, 3, 4].map((c) => features.data[a * 5 + c]! - features.data[b * 5 + c]!));
  for (const row of [1, 4, 33, 78]) {
    const expected = [...labeledRows]
      .filter((other) => other !== row)
      .sort((a, b) => distance(row, a) - distance(row, b))
      .slice(0, 3);
    const found = nearestLabeled(features, { labeledRows, labels }, row, 3);
    expect(found.map((each) => each.row)).toEqual(expected);
    found.forEach((each) => {
      expect(each.label).toBe(each.row % 3);
      expect(each.distance).toBeCloseTo(distance(row, each.row), 5);
    });
  }
  expect(nearestLabeled(features, { labeledRows: Int32Array.of(), labels: Int32Array.of() }, 1, 3)).toEqual(
    [],
  );
});

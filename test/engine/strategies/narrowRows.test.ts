import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { coreGcn } from '../../../src/engine/strategies/coreGcn.ts';
import { NARROWED, narrowRows } from '../../../src/engine/strategies/narrowRows.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { vaal } from '../../../src/engine/strategies/vaal.ts';
import { normalMatrix } from '../syntheticData.ts';
import { twoGroups } from './adversarialPool.ts';

it('leaves rows of few columns as they are', () => {
  const points = normalMatrix(5, 20, 1);
  expect(narrowRows(points, createRng(1))).toBe(points);
});

it('keeps distances, but for one scale, where rows lie in few directions', () => {
  const [rows, columns] = [30, 300];
  const factors = normalMatrix(rows, 3, 1).data;
  const directions = normalMatrix(3, columns, 2).data;
  const data = new Float64Array(rows * columns);
  for (let index = 0; index < data.length; index++) {
    const row = Math.floor(index / columns);
    for (let factor = 0; factor < 3; factor++)
      data[index]! += factors[3 * row + factor]! * directions[factor * columns + (index % columns)]!;
  }
  const narrow = narrowRows({ rows, columns, data }, createRng(1));
  expect(narrow.columns).toBe(NARROWED);
  const distance = (values: ArrayLike<number>, width: number, a: number, b: number) =>
    Math.hypot(
      ...Array.from(
        { length: width },
        (_, column) => values[a * width + column]! - values[b * width + column]!,
      ),
    );
  const ratio = (a: number, b: number) =>
    distance(narrow.data, NARROWED, a, b) / distance(data, columns, a, b);
  for (let row = 2; row < rows; row++) expect(ratio(0, row)).toBeCloseTo(ratio(0, 1), 6);
  const squares = Float64Array.from(narrow.data).reduce((sum, value) => sum + value * value, 0);
  expect(squares / narrow.data.length).toBeCloseTo(1, 9);
});

it('lets VAAL and core GCN find the group without labels in many columns', () => {
  const view = twoGroups();
  const columns = 400;
  const noise = normalMatrix(view.features.rows, columns, 6).data;
  const data = noise.map(
    (value, index) => value + view.features.data[4 * Math.floor(index / columns) + (index % 4)]!,
  );
  const wide = { ...view, features: { rows: view.features.rows, columns, data } };
  const first = select(vaal, wide, 10, createRng(1)).rowIds;
  expect([...first].filter((row) => row % 2 === 1).length).toBeGreaterThanOrEqual(9);
  expect(select(coreGcn, wide, 1, createRng(1)).rowIds[0]! % 2).toBe(1);
});

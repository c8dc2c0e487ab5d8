import { expect, it } from 'vitest';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';

it('copies rows in the order asked for, in the precision of the source', () => {
  const source = { rows: 3, columns: 2, data: Float64Array.of(1, 2, 3, 4, 5, 0.1) };
  const gathered = gatherRows(source, Int32Array.of(2, 0, 2));
  expect(gathered).toEqual({ rows: 3, columns: 2, data: Float64Array.of(5, 0.1, 1, 2, 5, 0.1) });
  gathered.data[0] = 9;
  expect(source.data[4]).toBe(5);
  const single = { rows: 1, columns: 1, data: Float32Array.of(0.1) };
  expect(gatherRows(single, Int32Array.of(0)).data).toEqual(Float32Array.of(0.1));
});

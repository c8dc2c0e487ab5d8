import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { concatIndices } from '../../../src/engine/numeric/concatIndices.ts';
import { mapRows } from '../../../src/engine/numeric/mapRows.ts';
import { standardisedRows } from '../../../src/engine/numeric/standardisedRows.ts';
import { unitRows } from '../../../src/engine/numeric/unitRows.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';

it('joins lists that are too long to be arguments', () => {
  const long = new Int32Array(300_000).fill(7);
  const joined = concatIndices(Int32Array.of(1, 2), long, Int32Array.of(3));
  expect(joined).toHaveLength(300_003);
  expect([joined[0], joined[2], joined.at(-1)]).toEqual([1, 7, 3]);
});

describe('mapRows', () => {
  it('puts what blocks of rows give into one list, whatever its width', () => {
    const features = normalMatrix(5000, 2, 1);
    const rows = Int32Array.from({ length: 5000 }, (_, index) => 4999 - index);
    const copied = mapRows(features, rows, (block) => Float64Array.from(block.data));
    expect(copied).toHaveLength(10_000);
    expect(copied[0]).toBe(features.data[2 * 4999]);
    expect(copied[9999]).toBe(features.data[1]);
    expect(mapRows(features, new Int32Array(0), () => new Float64Array(3))).toHaveLength(0);
  });

  it('ends when cancelled', () => {
    const run = () =>
      mapRows(normalMatrix(3, 1, 1), Int32Array.of(1), () => new Float64Array(1), { aborted: true });
    expect(run).toThrow(CancelledError);
  });
});

it('divides rows by their length, but not rows of zeros', () => {
  const units = unitRows(
    matrixOf([
      [3, 4],
      [9, 9],
      [0, 0],
    ]),
    Int32Array.of(2, 0),
  );
  expect([...units]).toEqual([0, 0, 0.6000000000000001, 0.8]);
});

it('standardises columns, and leaves a constant column at 0', () => {
  const { data } = standardisedRows(
    matrixOf([
      [1, 5],
      [3, 5],
    ]),
  );
  expect([...data]).toEqual([-1, 0, 1, 0]);
});

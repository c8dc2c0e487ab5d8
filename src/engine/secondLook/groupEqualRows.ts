import { fingerprint } from '../numeric/fingerprint.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

export interface RowGroups {
  /** Places in ascending order, for each group of equal rows. */
  readonly members: readonly (readonly number[])[];
  /** Group of each place. */
  readonly groupOf: Int32Array;
}

/** Groups the named rows of `features` that are equal in every column; places are indices into `rows`. */
export function groupEqualRows({ columns, data }: DenseMatrix, rows: Int32Array): RowGroups {
  const members: number[][] = [];
  const known = new Map<string, number>();
  const values = new Float64Array(columns);
  const bits = new Int32Array(values.buffer);
  const isEqual = (first: number, second: number): boolean => {
    for (let column = 0; column < columns; column++) {
      if (data[first * columns + column] !== data[second * columns + column]) return false;
    }
    return true;
  };
  const groupOf = rows.map((row, place) => {
    // Adding 0 makes -0 the same as 0.
    for (let column = 0; column < columns; column++) values[column] = data[row * columns + column]! + 0;
    let key = fingerprint('', bits);
    for (;;) {
      const group = known.get(key);
      if (group === undefined) {
        known.set(key, members.length);
        members.push([place]);
        return members.length - 1;
      }
      if (isEqual(row, rows[members[group]![0]!]!)) {
        members[group]!.push(place);
        return group;
      }
      key += '+';
    }
  });
  return { members, groupOf };
}

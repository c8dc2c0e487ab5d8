import { describe, expect, it } from 'vitest';
import { accumulateRows } from '../../../src/engine/numeric/accumulateRows.ts';
import { multiplyRows } from '../../../src/engine/numeric/multiplyRows.ts';
import { normalMatrix } from '../syntheticData.ts';

const shapes = [
  [1, 1, 1],
  [3, 2, 1],
  [4, 4, 4],
  [7, 5, 3],
  [9, 13, 6],
  [5, 0, 2],
] as const;

describe('multiplyRows', () => {
  it.each(shapes)('gives X Wᵀ for %i x %i and %i outputs', (rows, columns, outputs) => {
    const x = normalMatrix(rows, columns, 1);
    const w = Float64Array.from(normalMatrix(outputs, columns, 2).data);
    const out = new Float64Array(rows * outputs).fill(NaN);
    multiplyRows(x, w, out);
    for (let row = 0; row < rows; row++) {
      for (let output = 0; output < outputs; output++) {
        let sum = 0;
        for (let column = 0; column < columns; column++) {
          sum += x.data[row * columns + column]! * w[output * columns + column]!;
        }
        expect(out[row * outputs + output]).toBeCloseTo(sum, 12);
      }
    }
  });
});

describe('accumulateRows', () => {
  it.each(shapes)('adds Sᵀ X for %i x %i and %i outputs', (rows, columns, outputs) => {
    const x = normalMatrix(rows, columns, 3);
    const scales = Float64Array.from(normalMatrix(rows, outputs, 4).data);
    const out = new Float64Array(outputs * columns).fill(1);
    accumulateRows(x, scales, out);
    for (let output = 0; output < outputs; output++) {
      for (let column = 0; column < columns; column++) {
        let sum = 1;
        for (let row = 0; row < rows; row++) {
          sum += scales[row * outputs + output]! * x.data[row * columns + column]!;
        }
        expect(out[output * columns + column]).toBeCloseTo(sum, 12);
      }
    }
  });
});

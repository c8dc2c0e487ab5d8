import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { ConvexProblem } from '../../../src/engine/numeric/minimiseConvex.ts';
import { minimiseConvex } from '../../../src/engine/numeric/minimiseConvex.ts';

/** sum_i scale_i (x_i - i)^4 / 4 + scale_i (x_i - i)^2 / 2. */
function quartic(scales: readonly number[]): ConvexProblem {
  let point = new Float64Array(scales.length);
  const curvature = (index: number) => scales[index]! * (3 * (point[index]! - index) ** 2 + 1);
  return {
    size: scales.length,
    evaluate(x, gradient) {
      point = Float64Array.from(x);
      return scales.reduce((sum, scale, index) => {
        const offset = x[index]! - index;
        gradient[index] = scale * (offset ** 3 + offset);
        return sum + scale * (offset ** 4 / 4 + offset ** 2 / 2);
      }, 0);
    },
    hessianTimes: (v, out) => v.forEach((value, index) => (out[index] = curvature(index) * value)),
    hessianDiagonal: (out) => out.forEach((_, index) => (out[index] = curvature(index))),
  };
}

describe('minimiseConvex', () => {
  it('finds the minimum of a badly scaled quartic', () => {
    const minimum = minimiseConvex(quartic([1, 1e3, 1e-3, 10]), new Float64Array(4).fill(50));
    expect(minimum.gradientNorm).toBeLessThan(1e-8);
    [0, 1, 2, 3].forEach((target, index) => expect(minimum.x[index]).toBeCloseTo(target, 4));
  });

  it('stays at a start that is the minimum', () => {
    const minimum = minimiseConvex(quartic([1, 1]), Float64Array.of(0, 1));
    expect(minimum.iterations).toBe(0);
    expect([...minimum.x]).toEqual([0, 1]);
  });

  it('stops when it is cancelled', () => {
    const start = new Float64Array(2).fill(9);
    expect(() => minimiseConvex(quartic([1, 2]), start, { signal: { aborted: true } })).toThrow(
      CancelledError,
    );
    expect([...start]).toEqual([9, 9]);
  });
});

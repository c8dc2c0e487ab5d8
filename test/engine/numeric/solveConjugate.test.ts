import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { solveConjugate } from '../../../src/engine/numeric/solveConjugate.ts';

it('solves a positive definite system', () => {
  const n = 12;
  const rng = createRng(4);
  const factor = new Float64Array(n * n).map(() => rng.normal());
  const times = (v: Float64Array) => {
    const inner = new Float64Array(n);
    for (let i = 0; i < n * n; i++) inner[i % n]! += factor[i]! * v[Math.floor(i / n)]!;
    const out = v.slice();
    for (let i = 0; i < n * n; i++) out[Math.floor(i / n)]! += factor[i]! * inner[i % n]!;
    return out;
  };
  const x = new Float64Array(n).map(() => rng.normal());
  solveConjugate(times, times(x)).forEach((value, index) => expect(value).toBeCloseTo(x[index]!, 8));
});

it('leaves 0 for a right side of 0', () => {
  expect([...solveConjugate((v) => v, new Float64Array(3))]).toEqual([0, 0, 0]);
});

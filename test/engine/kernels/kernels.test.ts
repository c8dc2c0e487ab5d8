import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createKernels, kernelsRun } from '../../../src/engine/kernels/kernels.ts';
import { decodeBase64 } from '../../../src/engine/kernels/decodeBase64.ts';
import { projectOnSpan, spanBasis } from '../../../src/engine/numeric/spanBasis.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const rng = createRng(5);
const normals = (length: number) => new Float64Array(length).map(() => rng.normal());

function largestGap(a: Float64Array, b: Float64Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

interface CompiledModule {
  readonly source: string;
  readonly target: string;
  readonly name: string;
  readonly flags: string[];
}

describe('the compiled kernels', () => {
  it('are those of the sources', { timeout: 120_000 }, async () => {
    const { compileKernels, modules } = (await import('../../../src/engine/kernels/assembly/build.mjs')) as {
      compileKernels: (module: CompiledModule) => Promise<string>;
      modules: readonly CompiledModule[];
    };
    for (const module of modules) {
      expect(await compileKernels(module)).toBe(await readFile(module.target, 'utf8'));
    }
  });

  it('run here, and say when their memory is used up', () => {
    expect(kernelsRun()).toBe(true);
    const kernels = createKernels(1000);
    expect(() => kernels.float64(1_000_000)).toThrow(/too little memory/);
    const first = kernels.float64(10);
    const release = kernels.mark();
    const second = kernels.float64(10);
    release();
    expect(kernels.int32(4).at).toBe(second.at);
    kernels.clear();
    expect(kernels.bytes(1).at).toBe(first.at);
  });
});

describe('expArray', () => {
  it('equals Math.exp to two units in the last place, from underflow to overflow', () => {
    const kernels = createKernels(20_000);
    const x = kernels.float64(1000);
    const out = kernels.float64(1000);
    for (let index = 0; index < 1000; index++)
      x.values[index] = index < 500 ? -700 + 2.8 * index : normals(1)[0]!;
    kernels.expArray(x.at, out.at, 1000);
    x.values.forEach((value, index) => {
      expect(Math.abs(out.values[index]! / Math.exp(value) - 1)).toBeLessThan(5e-16);
    });
  });
});

describe('multiplyPanel', () => {
  it.each([
    [1, 1],
    [4, 3],
    [7, 22],
    [13, 120],
  ])('equals a plain product, %i rows and %i columns', (rows, columns) => {
    const kernels = createKernels(8 * (rows * columns + 4 * columns + 4 * rows) + 1000);
    const a = kernels.float64(rows * columns);
    const b = kernels.float64(4 * columns);
    const out = kernels.float64(4 * rows);
    a.values.set(normals(rows * columns));
    b.values.set(normals(4 * columns));
    kernels.multiplyPanel(a.at, 8 * columns, rows, columns, b.at, out.at);
    const plain = new Float64Array(4 * rows).map((_, index) => {
      const [row, lane] = [index >> 2, index & 3];
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += a.values[row * columns + k]! * b.values[4 * k + lane]!;
      return sum;
    });
    expect(largestGap(out.values, plain)).toBeLessThan(1e-12);
  });
});

describe('solveLower', () => {
  it.each([1, 2, 9, 40])('projects as its twin does, rank %i', (rank) => {
    const points = 17;
    const columns = rank + 3;
    const rows = normals(rank * columns);
    const products = new Float64Array(rank * rank).map((_, index) => {
      let sum = 0;
      for (let k = 0; k < columns; k++) {
        sum += rows[Math.floor(index / rank) * columns + k]! * rows[(index % rank) * columns + k]!;
      }
      return sum;
    });
    const basis = spanBasis(products, rank);
    expect(basis.rank).toBe(rank);
    const right = normals(rank * points);
    const kernels = createKernels(8 * (rank * rank + rank * points) + 1000);
    const lower = kernels.float64(rank * rank);
    const work = kernels.float64(rank * points);
    lower.values.set(basis.lower);
    work.values.set(right);
    kernels.solveLower(lower.at, rank, work.at, points);
    projectOnSpan(basis, right, points);
    expect(largestGap(work.values, right)).toBeLessThan(1e-9);
  });
});

describe('decodeBase64', () => {
  it.each([0, 1, 2, 3, 250])('gives back %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 37) % 256);
    expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
  });
});

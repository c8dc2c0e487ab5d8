import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('createRng', () => {
  it('repeats its stream under the same seed and differs under another', () => {
    const first = createRng(7);
    const second = createRng(7);
    const other = createRng(8);
    const stream = draw(50, () => first.uniform());
    expect(draw(50, () => second.uniform())).toEqual(stream);
    expect(draw(50, () => other.uniform())).not.toEqual(stream);
  });

  it('tells apart seeds that share their low 32 bits, and fractional and negative seeds', () => {
    const seeds = [1, 1 + 2 ** 32, 1 + 2 ** 52, 0.1, 0.2, -1, 0, Number.MAX_SAFE_INTEGER];
    const firsts = new Set(seeds.map((seed) => createRng(seed).uniform()));
    expect(firsts.size).toBe(seeds.length);
  });

  it('keeps its stream from release to release, because stored seeds must repeat their rounds', () => {
    const rng = createRng(42);
    expect([rng.integer(1000), rng.integer(1000), rng.fork('queue').integer(1000)]).toMatchInlineSnapshot(`
      [
        592,
        286,
        812,
      ]
    `);
  });

  it('draws uniforms that pass a chi-square test over 64 cells', () => {
    const rng = createRng(3);
    const cells = new Float64Array(64);
    const count = 64_000;
    for (let index = 0; index < count; index++) cells[Math.floor(rng.uniform() * 64)]!++;
    const expected = count / 64;
    const statistic = cells.reduce((sum, cell) => sum + (cell - expected) ** 2 / expected, 0);
    // 0.001 and 0.999 quantiles of chi-square with 63 degrees of freedom.
    expect(statistic).toBeGreaterThan(33);
    expect(statistic).toBeLessThan(103.5);
  });

  it('draws integers below a bound that is no power of two, all equally often', () => {
    const rng = createRng(11);
    const cells = new Float64Array(7);
    for (let index = 0; index < 70_000; index++) cells[rng.integer(7)]!++;
    const statistic = cells.reduce((sum, cell) => sum + (cell - 10_000) ** 2 / 10_000, 0);
    // 0.999 quantile of chi-square with 6 degrees of freedom.
    expect(statistic).toBeLessThan(22.5);
    expect(rng.integer(1)).toBe(0);
    expect(rng.integer(2 ** 40)).toBeLessThan(2 ** 40);
    expect(() => rng.integer(0)).toThrow(RangeError);
  });

  it('draws normals with mean 0, variance 1 and the right tails', () => {
    const rng = createRng(5);
    const count = 100_000;
    const values = draw(count, () => rng.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / count - mean * mean;
    const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / count;
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.003);
  });

  it('forks streams by name alone, whatever was drawn before', () => {
    const rng = createRng(9);
    const before = rng.fork('ties').uniform();
    draw(10, () => rng.uniform());
    expect(rng.fork('ties').uniform()).toBe(before);
    const names = ['ties', 'queue', 'eti s', '', 'ties '];
    expect(new Set(names.map((name) => rng.fork(name).uniform())).size).toBe(names.length);
    expect(rng.fork('a').fork('b').uniform()).not.toBe(rng.fork('b').fork('a').uniform());
  });

  it('forks streams that do not correlate with their parent or with each other', () => {
    const rng = createRng(13);
    const [a, b] = [rng.fork('a'), rng.fork('b')];
    const count = 20_000;
    let parent = 0;
    let sibling = 0;
    for (let index = 0; index < count; index++) {
      const x = a.uniform() - 0.5;
      parent += x * (rng.uniform() - 0.5);
      sibling += x * (b.uniform() - 0.5);
    }
    // Standard error of the correlation: 1 / sqrt(20,000) = 0.007.
    expect(Math.abs((parent / count) * 12)).toBeLessThan(0.025);
    expect(Math.abs((sibling / count) * 12)).toBeLessThan(0.025);
  });
});

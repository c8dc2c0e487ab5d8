import { describe, expect, it } from 'vitest';
import type { GeneratedData } from '../../../src/engine/generators/generator.ts';
import { findGenerator, generatorInfos, generators } from '../../../src/engine/generators/registry.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const make = (id: string, params = {}, seed = 1): GeneratedData =>
  findGenerator(id).generate(params, createRng(seed));

const count = (labels: Int32Array, label: number): number => labels.filter((value) => value === label).length;

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe.each(generators.map(({ id }) => id))('%s', (id) => {
  const data = make(id, { rows: 300 });

  it('has the stated shape, finite numbers and every class', () => {
    const { features, labels, classes, columns } = data;
    expect(features.rows).toBe(300);
    expect(features.columns).toBe(columns.length);
    expect(new Set(columns).size).toBe(columns.length);
    expect(features.data).toBeInstanceOf(Float64Array);
    expect(features.data.length).toBe(300 * columns.length);
    expect(features.data.every((value) => Number.isFinite(value))).toBe(true);
    expect([...new Set(labels)].sort()).toEqual([...classes.keys()]);
  });

  it('repeats under a seed and differs under another', () => {
    expect(make(id, { rows: 300 })).toEqual(data);
    expect(make(id, { rows: 300 }, 2).features.data).not.toEqual(data.features.data);
  });

  it('refuses parameters that make no sense', () => {
    expect(() => make(id, { rows: 1 })).toThrow('"rows" must be from 2');
    expect(() => make(id, { rows: 2.5 })).toThrow('whole number, not 2.5');
    expect(() => make(id, { colour: 'red' })).toThrow('Unknown parameter "colour"');
  });
});

describe('waveform', () => {
  it('has 5,000 rows by default, a third of class 1, and standardised columns', () => {
    const { features, labels } = make('waveform');
    expect([features.rows, features.columns]).toEqual([5000, 21]);
    // Binomial deviation 33.
    expect(Math.abs(count(labels, 1) - 5000 / 3)).toBeLessThan(120);
    for (let column = 0; column < 21; column++) {
      const values = features.data.filter((_, index) => index % 21 === column);
      expect(meanOf(values)).toBeCloseTo(0, 10);
      expect(meanOf(values.map((value) => value * value))).toBeCloseTo(1, 10);
    }
  });

  it('has class 1 rise between the peaks 7 and 11, where the other mixes are lower', () => {
    const { features, labels } = make('waveform');
    const meanAt = (position: number, label: number): number => {
      const rows = [...labels.keys()].filter((row) => labels[row] === label);
      return meanOf(rows.map((row) => features.data[row * 21 + position - 1]!));
    };
    expect(meanAt(9, 1)).toBeGreaterThan(meanAt(9, 0) + 0.5);
    expect(meanAt(15, 1)).toBeLessThan(meanAt(15, 0) - 0.5);
  });
});

describe('gaussianClouds', () => {
  it('draws the share of class 1 evenly from 10 to 90 %', () => {
    const shares = Array.from({ length: 400 }, (_, seed) => {
      const { labels } = make('gaussianClouds', { rows: 200 }, seed);
      return count(labels, 1) / 200;
    });
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.9);
    // Deviation of the mean: 0.8 / sqrt(12 * 400) = 0.012.
    expect(Math.abs(meanOf(shares) - 0.5)).toBeLessThan(0.05);
    // A quarter of a uniform distribution lies below its first quartile, 0.3; deviation 0.022.
    expect(Math.abs(shares.filter((share) => share < 0.3).length / 400 - 0.25)).toBeLessThan(0.08);
  });

  it('has variances as A A^T has them: each entry of A uniform in [-0.5, 0.5), so 1/6 in the mean', () => {
    const variances = Array.from({ length: 300 }, (_, seed) => {
      const { features, labels } = make('gaussianClouds', { rows: 200, smallestShare: 0.5 }, seed);
      const values = features.data.filter((_, index) => index % 2 === 0 && labels[index / 2] === 1);
      const mean = meanOf(values);
      return (meanOf(values.map((value) => (value - mean) ** 2)) * values.length) / (values.length - 1);
    });
    // A variance is a^2 + b^2 with deviation sqrt(2 / 180) = 0.105; over 300 of them 0.006.
    expect(Math.abs(meanOf(variances) - 1 / 6)).toBeLessThan(0.03);
  });

  it('keeps both classes in the smallest data set', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { labels } = make('gaussianClouds', { rows: 2, smallestShare: 0 }, seed);
      expect([...labels].sort()).toEqual([0, 1]);
    }
  });
});

describe('checkerboards', () => {
  const classAt = (id: string): ((x: number, y: number) => number) => {
    const { features, labels } = make(id, { rows: 20_000 });
    return (x, y) => {
      let nearest = 0;
      let smallest = Infinity;
      for (let row = 0; row < features.rows; row++) {
        const distance = Math.hypot(features.data[2 * row]! - x, features.data[2 * row + 1]! - y);
        if (distance < smallest) [nearest, smallest] = [row, distance];
      }
      return labels[nearest]!;
    };
  };

  it('colour the fields of 2x2 and 4x4 in turn, class 1 at the origin', () => {
    for (const side of [2, 4]) {
      const at = classAt(`checkerboard${side}x${side}`);
      for (let i = 0; i < side; i++) {
        for (let j = 0; j < side; j++) {
          expect(at((i + 0.5) / side, (j + 0.5) / side)).toBe((i + j) % 2 === 0 ? 1 : 0);
        }
      }
    }
  });

  it('turn the 2x2 board by 45 degrees: class 1 left and right', () => {
    const at = classAt('rotatedCheckerboard2x2');
    expect([at(0.1, 0.5), at(0.9, 0.5), at(0.5, 0.1), at(0.5, 0.9)]).toEqual([1, 1, 0, 0]);
  });

  it('have 1,000 uniform points by default, half of each class', () => {
    for (const id of ['checkerboard2x2', 'checkerboard4x4', 'rotatedCheckerboard2x2']) {
      const { features, labels } = make(id);
      expect(features.rows).toBe(1000);
      // Binomial deviation 16.
      expect(Math.abs(count(labels, 1) - 500)).toBeLessThan(64);
      expect(Math.abs(meanOf(features.data) - 0.5)).toBeLessThan(0.03);
      expect(features.data.every((value) => value >= 0 && value < 1)).toBe(true);
    }
  });
});

describe('glyphs', () => {
  it('gives pixels from 0 to 1 of as many shapes as asked for', () => {
    const { features, labels, classes } = make('glyphs', { rows: 200, size: 12, classes: 2 });
    expect(features.columns).toBe(144);
    expect(classes).toEqual(['circle', 'square']);
    expect(Math.abs(count(labels, 1) - 100)).toBeLessThan(30);
    expect(Math.min(...features.data)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...features.data)).toBeLessThanOrEqual(1);
    expect(Math.max(...features.data)).toBeGreaterThan(0.7);
    expect(() => make('glyphs', { classes: 9 })).toThrow('"classes" must be from 2 to 4');
  });
});

describe('findGenerator', () => {
  it('names the known generators when asked for another', () => {
    expect(() => findGenerator('moons')).toThrow(
      'Unknown generator "moons"; expected one of: waveform, gaussianClouds, checkerboard2x2, checkerboard4x4, rotatedCheckerboard2x2, glyphs.',
    );
  });

  it('lists each with words and parameters', () => {
    for (const { title, description, params } of generatorInfos()) {
      expect(title).not.toBe('');
      expect(description).toMatch(/\.$/);
      expect(params.map(({ name }) => name)).toContain('rows');
    }
  });
});

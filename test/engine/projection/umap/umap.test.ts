import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../../src/engine/numeric/rng.ts';
import { CURVE } from '../../../../src/engine/projection/umap/layOut.ts';
import { umap } from '../../../../src/engine/projection/umap/umap.ts';
import { gaussianClasses, normalMatrix } from '../../syntheticData.ts';

const allRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Share of the points whose nearest point on the map is of their class. */
function nearestAgree(places: Float32Array, labels: Int32Array): number {
  let agree = 0;
  for (let row = 0; row < labels.length; row++) {
    let best = -1;
    let least = Infinity;
    for (let other = 0; other < labels.length; other++) {
      if (other === row) continue;
      const square =
        (places[2 * row]! - places[2 * other]!) ** 2 + (places[2 * row + 1]! - places[2 * other + 1]!) ** 2;
      if (square < least) [least, best] = [square, other];
    }
    if (labels[best] === labels[row]) agree++;
  }
  return agree / labels.length;
}

const classes = gaussianClasses(400, 20, { classCount: 4, separation: 2, seed: 3 });

describe('umap', () => {
  it('keeps clusters apart, and gives the same map for the same seed', () => {
    const fit = (seed: number): Float32Array =>
      umap(classes.features, allRows(160), { rng: createRng(seed) }).places;
    const places = fit(1);
    expect(nearestAgree(places, classes.labels.subarray(0, 160))).toBeGreaterThan(0.97);
    expect(fit(1)).toEqual(places);
    expect(fit(2)).not.toEqual(places);
  });

  it('places rows beyond those that it fits in their own clusters', () => {
    const { places, fitted } = umap(classes.features, allRows(400), { rng: createRng(1), most: 150 });
    expect(fitted).toBe(150);
    expect(nearestAgree(places, classes.labels)).toBeGreaterThan(0.97);
  });

  it('maps the rows that it is given, in their order', () => {
    const rows = Int32Array.from({ length: 90 }, (_, place) => 399 - 4 * place);
    const { places } = umap(classes.features, rows, { rng: createRng(1) });
    expect(places).toHaveLength(180);
    expect(places.every(Number.isFinite)).toBe(true);
  });

  it('copes with few points, copies and a single column', () => {
    const finite = (features: Matrix): void => {
      const { places } = umap(features, allRows(features.rows), { rng: createRng(1) });
      expect(places).toHaveLength(2 * features.rows);
      expect(places.every(Number.isFinite)).toBe(true);
    };
    finite(normalMatrix(0, 3, 1));
    finite(normalMatrix(1, 3, 1));
    finite(normalMatrix(2, 3, 1));
    finite(normalMatrix(40, 1, 1));
    finite({ rows: 60, columns: 2, data: new Float32Array(120).fill(7) });
  });

  it('tells how far it is, and stops when it is told to', () => {
    const heard: number[] = [];
    const signal = { aborted: false };
    const onProgress = (fraction: number): void => {
      heard.push(fraction);
      signal.aborted = fraction > 0.5;
    };
    expect(() => umap(classes.features, allRows(400), { rng: createRng(1), signal, onProgress })).toThrow(
      'cancelled',
    );
    expect(heard.length).toBeGreaterThan(10);
    expect([...heard].sort((a, b) => a - b)).toEqual(heard);
    expect(heard.at(-1)).toBeLessThan(0.6);
  });
});

describe('the curve of distances', () => {
  it('is the one that lies nearest to its target', () => {
    const error = (a: number, b: number): number => {
      let sum = 0;
      for (let step = 0; step < 300; step++) {
        const distance = (3 * step) / 299;
        const target = distance < 0.1 ? 1 : Math.exp(0.1 - distance);
        sum += (1 / (1 + a * distance ** (2 * b)) - target) ** 2;
      }
      return sum;
    };
    const { a, b } = CURVE;
    for (const [other, power] of [
      [a * 1.002, b],
      [a / 1.002, b],
      [a, b * 1.002],
      [a, b / 1.002],
    ] as const) {
      expect(error(other, power)).toBeGreaterThan(error(a, b));
    }
  });
});

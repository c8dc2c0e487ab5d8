import { describe, expect, it } from 'vitest';
import { memberships } from '../../../../src/engine/projection/umap/smoothDistances.ts';
import { uniteNeighbours } from '../../../../src/engine/projection/umap/neighbourGraph.ts';

describe('memberships', () => {
  it('gives the nearest 1, and all together log2 of their number', () => {
    const strengths = memberships({ k: 4, distances: Float32Array.of(1, 2, 2.5, 7) });
    expect(strengths[0]).toBe(1);
    expect(strengths.reduce((sum, strength) => sum + strength, 0)).toBeCloseTo(2, 4);
    // exp(-(d - rho) / sigma): logarithms are in proportion to the distances beyond the nearest.
    expect(Math.log(strengths[2]!) / Math.log(strengths[1]!)).toBeCloseTo(1.5, 4);
    expect(Math.log(strengths[3]!) / Math.log(strengths[1]!)).toBeCloseTo(6, 3);
  });

  it('takes copies for the nearest too, and copes with nothing but copies', () => {
    expect(memberships({ k: 3, distances: Float32Array.of(0, 2, 2) })).toEqual(Float32Array.of(1, 1, 1));
    expect(memberships({ k: 2, distances: new Float32Array(2) })).toEqual(Float32Array.of(1, 1));
  });
});

describe('uniteNeighbours', () => {
  it('worked by hand: two that name each other, and one that is not named back', () => {
    const graph = uniteNeighbours(
      { k: 1, indices: Int32Array.of(1, 0, 0) },
      Float32Array.of(0.5, 0.25, 0.75),
    );
    const edges = Array.from(graph.heads, (head, edge) => [head, graph.tails[edge], graph.weights[edge]]);
    // 0.5 + 0.25 - 0.125.
    expect(edges).toEqual([
      [0, 1, 0.625],
      [1, 0, 0.625],
      [2, 0, 0.75],
      [0, 2, 0.75],
    ]);
  });
});

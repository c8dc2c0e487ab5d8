import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { coreGcn } from '../../../src/engine/strategies/coreGcn.ts';
import {
  graphForward,
  graphGradient,
  graphInputs,
  graphLoss,
  initialGraphParameters,
} from '../../../src/engine/strategies/graphNetwork.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { similarityGraph } from '../../../src/engine/strategies/similarityGraph.ts';
import { trainGraph } from '../../../src/engine/strategies/trainGraph.ts';
import { nearScore, uncGcn } from '../../../src/engine/strategies/uncGcn.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

const unitMatrix = (rows: number) =>
  Float64Array.from({ length: rows * rows }, (_, index) => (index % (rows + 1) === 0 ? 1 : 0));

describe('similarityGraph', () => {
  it('is [[1, .366025, 0], [1, 1, 1], [0, .633975, 1]] for unit vectors at 0, 60 and 90 degrees, by the card', () => {
    const angles = [0, 60, 90].map((degrees) => (degrees * Math.PI) / 180);
    const graph = similarityGraph(matrixOf(angles.map((angle) => [Math.cos(angle), Math.sin(angle)])));
    [1, 0.366025, 0, 1, 1, 1, 0, 0.633975, 1].forEach((value, index) =>
      expect(graph.multiply(unitMatrix(3))[index]).toBeCloseTo(value, 6),
    );
  });

  it('has columns of similarities (1 + cos) / 2 that sum to 1, beside the diagonal, where features are negative', () => {
    const graph = similarityGraph(matrixOf([[1], [-1], [-2], [3]]));
    // Items 0 and 3 point one way, 1 and 2 the other: each is joined to its like alone.
    const expected = [1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1];
    graph.multiply(unitMatrix(4)).forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 12));
  });

  it('multiplies by its transpose, and joins a row of zeros to nothing', () => {
    const rows = 6;
    const { columns, data } = normalMatrix(rows, 3, 4);
    const graph = similarityGraph({
      rows,
      columns,
      data: data.map((value, index) => (index < columns ? 0 : Math.abs(value))),
    });
    const dense = graph.multiply(unitMatrix(rows));
    graph
      .multiplyTransposed(unitMatrix(rows))
      .forEach((value, index) =>
        expect(value).toBeCloseTo(dense[(index % rows) * rows + Math.floor(index / rows)]!, 12),
      );
    expect([...dense.subarray(0, rows)]).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

describe('the graph network', () => {
  it('has a loss of .651153 at s = .8 labeled and .3 unlabeled, by the card', () => {
    expect(graphLoss(Float64Array.of(0.8, 0.3), Uint8Array.of(1, 0))).toBeCloseTo(0.651153, 6);
  });

  it('has the gradient of its loss, by finite differences', () => {
    const features = normalMatrix(9, 3, 1);
    const inputs = graphInputs(similarityGraph(features), features);
    const parameters = initialGraphParameters(3, 4, createRng(2)).map((value) => value + 0.05);
    const isLabeled = Uint8Array.from({ length: 9 }, (_, row) => (row > 5 ? 1 : 0));
    const kept = Float64Array.from({ length: 36 }, (_, index) => (index % 3 === 0 ? 0 : 1.5));
    const outputs = graphForward(inputs, parameters, kept);
    const gradient = graphGradient(inputs, parameters, { ...outputs, isLabeled, kept });
    const lossAt = (index: number, step: number) => {
      const moved = parameters.slice();
      moved[index]! += step;
      return graphLoss(graphForward(inputs, moved, kept).scores, isLabeled);
    };
    for (let index = 0; index < parameters.length; index++) {
      const slope = (lossAt(index, 1e-6) - lossAt(index, -1e-6)) / 2e-6;
      expect(gradient[index]).toBeCloseTo(slope, 6);
    }
  });

  it('asks for the score nearest .1: of (.05, .4, .12) the third, by the card', () => {
    const utilities = nearScore(Float64Array.of(0.05, 0.4, 0.12));
    expect(utilities.indexOf(Math.max(...utilities))).toBe(2);
  });
});

/** Items of two directions, even and odd rows; the first two even rows and no odd one are labeled. */
const twoWays = () => {
  const noise = normalMatrix(60, 4, 3).data;
  const rows = Array.from({ length: 60 }, (_, row) =>
    [0, 1, 2, 3].map((column) => (column % 2 === row % 2 ? 1 : 0) + 0.1 * Math.abs(noise[row * 4 + column]!)),
  );
  return viewOfPoints(matrixOf(rows), [10, 20, 30, 40]);
};

describe('uncGcn and coreGcn', () => {
  it('score each item by its own features, wherever labeled rows lie', () => {
    const view = twoWays();
    const { scores } = trainGraph(view, createRng(1));
    const meanOf = (side: number) => {
      const own = [...view.candidates.keys()].filter((index) => view.candidates[index]! % 2 === side);
      return own.reduce((sum, index) => sum + scores[index]!, 0) / own.length;
    };
    expect(meanOf(0)).toBeGreaterThan(meanOf(1) + 0.05);
  });

  it('cover with the first pick what has no label', () => {
    const [row] = select(coreGcn, twoWays(), 1, createRng(1)).rowIds;
    expect(row! % 2).toBe(1);
  });

  it('can be cancelled', () => {
    const view = { ...twoWays(), signal: { aborted: true } };
    for (const strategy of [uncGcn, coreGcn]) {
      expect(() => select(strategy, view, 2, createRng(1))).toThrow(CancelledError);
    }
  });
});

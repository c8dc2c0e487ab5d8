import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { discriminative } from '../../../src/engine/strategies/discriminative.ts';
import { createDiscriminator } from '../../../src/engine/strategies/discriminator.ts';
import { createPerceptron } from '../../../src/engine/strategies/perceptron.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

describe('discriminative', () => {
  it.each([1, 2, 3, 4, 5])(
    'takes 5 from the pool {.05, 5} where {0, .1} are labeled, by the card (%i)',
    (seed) => {
      const view = viewOfPoints(matrixOf([[0], [0.1], [0.05], [5]]), [0, 1]);
      expect([...discriminative.selectBatch(view, 1, createRng(seed)).rowIds]).toEqual([3]);
    },
  );

  it('turns elsewhere once it has picked from a region', () => {
    // Two far groups of six; what is labeled lies between them.
    const places = [0, 0.1, -0.1, 0.2, ...[9, 9.1, 9.2, 8.9, 9, 9.1], ...[-9, -9.1, -9.2, -8.9, -9, -9.1]];
    const view = { ...viewOfPoints(matrixOf(places.map((x) => [x])), [0, 1, 2, 3]), params: { subBatch: 3 } };
    const { rowIds } = discriminative.selectBatch(view, 8, createRng(3));
    expect(rowIds.filter((row) => places[row]! > 0).length).toBeGreaterThanOrEqual(2);
    expect(rowIds.filter((row) => places[row]! < 0).length).toBeGreaterThanOrEqual(2);
  });

  it('ends when cancelled', () => {
    const view = { ...viewOfPoints(normalMatrix(10, 2, 1), [0]), signal: { aborted: true } };
    expect(() => discriminative.selectBatch(view, 2, createRng(1))).toThrow(CancelledError);
  });
});

describe('createDiscriminator', () => {
  it('learns a rule that no line can tell', () => {
    const points = normalMatrix(300, 2, 4);
    const targets = Uint8Array.from({ length: 300 }, (_, row) =>
      points.data[2 * row]! ** 2 + points.data[2 * row + 1]! ** 2 > 1.4 ? 1 : 0,
    );
    const discriminator = createDiscriminator(2, { width: 20, steps: 1000 }, createRng(1));
    discriminator.train(points, targets);
    const correct = discriminator.score(points).filter((p, row) => p > 0.5 === (targets[row] === 1)).length;
    expect(correct).toBeGreaterThan(285);
  });
});

describe('createPerceptron', () => {
  it('steps down the slope of the loss', () => {
    const network = createPerceptron([3, 5, 4, 1], createRng(2));
    const points = normalMatrix(1, 3, 6);
    const before = network.forward(points, 0);
    for (let step = 0; step < 20; step++) {
      network.backward(network.forward(points, 0) - 1);
      network.step();
    }
    expect(network.forward(points, 0)).toBeGreaterThan(before);
  });
});

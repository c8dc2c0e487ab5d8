import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { mal } from '../../../src/engine/strategies/mal.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { trunkOf } from '../../../src/engine/strategies/trunk.ts';
import { vaal } from '../../../src/engine/strategies/vaal.ts';
import { waal } from '../../../src/engine/strategies/waal.ts';
import { normalMatrix } from '../syntheticData.ts';
import { imageKinds } from './adversarialPool.ts';

/** Images all in equal doubt, with labels of two classes that have nothing to do with their kind. */
function doubtfulImages(): PoolView {
  const view = imageKinds();
  const labels = view.labels.map((_, index) => index % 2);
  return { ...view, labels, probabilities: new Float64Array(2 * view.candidates.length).fill(0.5) };
}

/** The same with nothing said of pixels. */
function asNumbers(view: PoolView): PoolView {
  const { pixels, ...others } = view;
  expect(pixels).toBe(true);
  return others;
}

describe('the trunk of a view', () => {
  it('is two convolutions in place of the first hidden layer on pixels, and dense on other features', () => {
    const sizesOf = (view: PoolView) =>
      trunkOf(view, createRng(1))
        .network([7, 5], 3, createRng(2))
        .layers.map(({ inputs, outputs }) => [inputs, outputs]);
    const convolutions = [
      [9, 8],
      [72, 16],
    ];
    // A side of 8 becomes 4, then 2.
    expect(sizesOf(imageKinds())).toEqual([...convolutions, [2 * 2 * 16, 5], [5, 3]]);
    expect(sizesOf(asNumbers(imageKinds()))).toEqual([
      [64, 7],
      [7, 5],
      [5, 3],
    ]);
  });

  it('looks at large images as images of 16 x 16', () => {
    const view = { ...imageKinds(), features: normalMatrix(80, 20 * 20 * 3, 1) };
    const { sides, network } = trunkOf(view, createRng(1));
    expect([sides.points.rows, sides.points.columns]).toEqual([80, 10 * 10 * 3]);
    expect(network([4], 2, createRng(1)).layers[0]!.inputs).toBe(27);
  });
});

describe.each([vaal, mal, waal])('$title on pixels', (strategy) => {
  it('asks for the kind of images that has no label', () => {
    const { rowIds } = select(strategy, doubtfulImages(), 10, createRng(1));
    expect([...rowIds].filter((row) => row % 2 === 1).length).toBeGreaterThanOrEqual(9);
  });

  it('sees with convolutions, the same ones for a seed', () => {
    const view = { ...doubtfulImages(), params: { steps: 5 } };
    const utilitiesOf = (of: PoolView, seed = 1) => [...select(strategy, of, 3, createRng(seed)).utilities];
    const seen = utilitiesOf(view);
    expect(utilitiesOf(view)).toEqual(seen);
    expect(utilitiesOf(view, 2)).not.toEqual(seen);
    expect(utilitiesOf(asNumbers(view))).not.toEqual(seen);
  });

  it('says that features are none of square images', () => {
    const view = { ...doubtfulImages(), features: normalMatrix(80, 6, 1) };
    expect(() => select(strategy, view, 2, createRng(1))).toThrow(/square images/);
    expect(() => select(strategy, asNumbers(view), 2, createRng(1))).not.toThrow();
  });

  it('can be cancelled', () => {
    const view = { ...doubtfulImages(), signal: { aborted: true } };
    expect(() => select(strategy, view, 2, createRng(1))).toThrow(CancelledError);
  });
});

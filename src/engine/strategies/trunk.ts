import { imageShape } from '../models/imageShape.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { createDenseNetwork } from './denseNetwork.ts';
import type { LayeredNetwork } from './denseNetwork.ts';
import { createImageEncoder } from './imageEncoder.ts';
import { shrinkImages } from './shrinkImages.ts';
import { evenRows, sidesOf } from './sideBatches.ts';
import type { Sides } from './sideBatches.ts';
import type { PoolView } from './strategy.ts';

/** Of the two convolutions on pixels. */
const FILTERS = [8, 16];

/** The rows of a view as networks of a strategy's own look at them, and the layers that do so. */
export interface Trunk {
  readonly sides: Sides;
  /**
   * A network from rows of `sides` to `outputs` numbers each, behind hidden layers of so many units. On pixels two
   * convolutions stand in place of the first of them.
   */
  readonly network: (hidden: readonly number[], outputs: number, rng: Rng) => LayeredNetwork;
}

/**
 * On pixels convolutions, of images of 16 x 16 at most; on other features fully connected layers, on `pointsOf` rows of
 * the view: by default standardised columns, or principal components where there are many. Throws RangeError where pixels
 * are none of square images. There must be one labeled row at least.
 */
export function trunkOf(
  view: PoolView,
  rng: Rng,
  pointsOf: (rows: Int32Array) => DenseMatrix = (rows) => evenRows(gatherRows(view.features, rows), rng),
): Trunk {
  if (view.pixels === true) return imageTrunk(view, rng);
  const sides = sidesOf(view, rng, pointsOf);
  const { columns } = sides.points;
  return {
    sides,
    network: (hidden, outputs, draws) => createDenseNetwork([columns, ...hidden, outputs], draws),
  };
}

function imageTrunk(view: PoolView, rng: Rng): Trunk {
  let shape = imageShape(view.features.columns);
  const sides = sidesOf(view, rng, (rows) => {
    const shrunk = shrinkImages(gatherRows(view.features, rows), shape);
    shape = shrunk.shape;
    return shrunk.images;
  });
  return {
    sides,
    network: (hidden, outputs, draws) =>
      createImageEncoder(shape, { filters: FILTERS, hidden: hidden.slice(1), outputs }, draws),
  };
}

import { imageShape } from '../models/imageShape.ts';
import { scaleRows } from '../models/networkClassifier.ts';
import { resnet18Form } from '../models/resnet18.ts';
import { initialParameters } from '../networks/initialParameters.ts';
import type { LiveTask } from '../networks/liveNetwork.ts';
import { parameterPlaces, withoutLossModule } from '../networks/networkSpec.ts';
import type { NetworkSpec } from '../networks/networkSpec.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix, Matrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { measureScaling } from '../numeric/scaling.ts';
import type { ImageShape } from '../strategies/imageEncoder.ts';
import { shrinkImages } from '../strategies/shrinkImages.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** What looks at images; `embeddings` is the task model in place of layers of its own. */
export const trunkChoices = ['cnn', 'resnet18', 'embeddings'] as const;
export type TrunkChoice = (typeof trunkChoices)[number];
export type ImageTrunkChoice = Exclude<TrunkChoice, 'embeddings'>;

/** The small network: of images of 16 x 16 at most a step takes milliseconds on a CPU. */
const SMALL = { filters: [8, 16], hidden: [32] } as const;
/** Lengths of steps; a deep network with batch norms is stepped more carefully. */
const RATES = { cnn: 3e-3, resnet18: 1e-3 } as const;

/** Images as networks of a search look at them, and what these networks are. */
export interface ImageTrunk {
  /** n x inputs. */
  readonly labeled: Matrix;
  /** m x inputs. */
  readonly pool: Matrix;
  readonly rate: number;
  /** A network from an image to so many numbers; `lossUnits` = with a loss module. */
  readonly specOf: (head: ImageHead) => NetworkSpec;
}

export interface ImageHead {
  readonly outputs: number;
  /** Of the small network; the deep one has none, as in its paper. */
  readonly dropout: number;
  readonly lossUnits?: number;
}

/**
 * Labeled images and those of the pool, all scaled alike: for the small network shrunk, for ResNet-18 as they are. Throws
 * RangeError where the features are not the pixels of square images.
 */
export function imageTrunk(
  { features, candidates }: PoolView,
  labeledRows: Int32Array,
  choice: ImageTrunkChoice,
): ImageTrunk {
  const rows = gatherRows(features, concatIndices(labeledRows, candidates));
  const { images, shape } = choice === 'cnn' ? small(rows) : whole(rows);
  const cut = labeledRows.length * images.columns;
  const part = (count: number, data: Float32Array): Matrix => ({
    rows: count,
    columns: images.columns,
    data,
  });
  return {
    labeled: part(labeledRows.length, images.data.slice(0, cut)),
    pool: part(candidates.length, images.data.slice(cut)),
    rate: RATES[choice],
    specOf: ({ dropout, ...head }) =>
      choice === 'cnn'
        ? { kind: 'convolution', ...shape, ...SMALL, ...head, dropout }
        : { kind: 'residual', ...shape, ...resnet18Form(), ...head },
  };
}

interface ShapedImages {
  readonly images: Matrix;
  readonly shape: ImageShape;
}

function small(rows: DenseMatrix): ShapedImages {
  const { images, shape } = shrinkImages(rows, imageShape(rows.columns));
  return { images: { ...images, data: Float32Array.from(images.data) }, shape };
}

const whole = (rows: DenseMatrix): ShapedImages => ({
  images: scaleRows(rows, measureScaling(rows, 'global')),
  shape: imageShape(rows.columns),
});

export interface FreshStart {
  readonly weightDecay: number;
  /** How large the weights behind its outputs are, beside the usual ones. */
  readonly outputScale: number;
  readonly rng: Rng;
}

/** A network with fresh weights. */
export function freshTask(spec: NetworkSpec, { weightDecay, outputScale, rng }: FreshStart): LiveTask {
  const start = initialParameters(spec, rng);
  const { offset, length } = parameterPlaces(withoutLossModule(spec)).at(-2)!;
  for (let index = offset; index < offset + length; index++) start[index]! *= outputScale;
  return { spec, start, optimizer: 'adamW', weightDecay };
}

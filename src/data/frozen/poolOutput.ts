import { InputError } from '../tables/inputError.ts';
import type { ImageInput } from './imageInput.ts';
import type { ModelOutput } from './loadedModel.ts';

/** Output of several places: element `image * stride.image + place * stride.place + column * stride.column`. */
interface Grid {
  readonly places: number;
  readonly columns: number;
  readonly placeStride: number;
  readonly columnStride: number;
}

/**
 * One vector an image: images x columns, row by row. What has places (an image's rows and columns, or the parts of a
 * transformer) is averaged over them; channels lie where they do in the input, and last in outputs of three lengths.
 * Throws InputError for an output that holds no vector for each of `images` images.
 */
export function poolOutput(
  { type, dims, data }: ModelOutput,
  { images, layout, name }: { readonly images: number; readonly name: string } & Pick<ImageInput, 'layout'>,
): Float32Array {
  if (type !== 'float32' || !(data instanceof Float32Array)) {
    throw new InputError(`The output of the model ${name} is of ${type} numbers; expected float32.`);
  }
  const grid = gridOf(dims, layout);
  if (grid === null || dims[0] !== images || grid.columns * grid.places === 0) {
    throw new InputError(
      `The output of the model ${name} has the shape [${dims.join(', ')}]; expected ${images} as its first length, ` +
        'one for each image, and up to three more.',
    );
  }
  const { places, columns, placeStride, columnStride } = grid;
  const pooled = new Float32Array(images * columns);
  for (let image = 0; image < images; image += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      const first = image * places * columns + column * columnStride;
      for (let place = 0; place < places; place += 1) sum += data[first + place * placeStride]!;
      pooled[image * columns + column] = sum / places;
    }
  }
  return pooled;
}

function gridOf(dims: readonly number[], layout: ImageInput['layout']): Grid | null {
  const [, first = 1, second = 1, third = 1] = dims;
  switch (dims.length) {
    case 1:
    case 2:
      return { places: 1, columns: first, placeStride: 0, columnStride: 1 };
    case 3:
      return { places: first, columns: second, placeStride: second, columnStride: 1 };
    case 4: {
      if (layout === 'NHWC') {
        return { places: first * second, columns: third, placeStride: third, columnStride: 1 };
      }
      return { places: second * third, columns: first, placeStride: 1, columnStride: second * third };
    }
    default:
      return null;
  }
}

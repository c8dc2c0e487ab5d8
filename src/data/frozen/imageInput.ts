import { InputError } from '../tables/inputError.ts';
import type { ModelInput } from './loadedModel.ts';

const channels = 3;

/** How a model wants its images. */
export interface ImageInput {
  /** N images, C channels, H rows, W columns, in the order in which they lie in memory. */
  readonly layout: 'NCHW' | 'NHWC';
  readonly width: number;
  readonly height: number;
  /** Images a call; null = any number. */
  readonly batch: number | null;
}

/** The model's shape in words, such as `[any, 3, 224, 224]`. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  `[${shape.map((length) => length ?? 'any').join(', ')}]`;

/**
 * Reads from its inputs how a model wants images; `size` is the side in pixels where the model leaves it open. Throws
 * InputError where it does not take images of red, green and blue, or where the size is not known or another.
 */
export function imageInput(inputs: readonly ModelInput[], size: number | null, name: string): ImageInput {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) {
    const names = inputs.map((each) => each.name).join(', ');
    const count = inputs.length === 0 ? 'no input' : `${inputs.length} inputs (${names})`;
    throw new InputError(`The model ${name} has ${count}; expected one, for images.`);
  }
  if (input.type !== 'float32') {
    throw new InputError(`The model ${name} takes ${input.type} numbers; expected float32.`);
  }
  const [batch = null, ...rest] = input.shape;
  const layout = layoutOf(input.shape);
  if (layout === null) {
    throw new InputError(
      `The input of the model ${name} has the shape ${shapeText(input.shape)}, which is no image; expected four ` +
        `lengths: number of images, ${channels} channels, height and width, or the channels last.`,
    );
  }
  const [height = null, width = null] = layout === 'NCHW' ? rest.slice(1) : rest;
  const side = (said: number | null): number => sideOf(said, size, { shape: input.shape, name });
  return { layout, height: side(height), width: side(width), batch };
}

function layoutOf(shape: ModelInput['shape']): ImageInput['layout'] | null {
  if (shape.length !== 4) return null;
  if (shape[1] === channels) return 'NCHW';
  return shape[3] === channels ? 'NHWC' : null;
}

function sideOf(
  said: number | null,
  size: number | null,
  { shape, name }: { readonly shape: ModelInput['shape']; readonly name: string },
): number {
  const side = said ?? size;
  if (side === null) {
    throw new InputError(
      `The model ${name} leaves the size of its images open (${shapeText(shape)}); give it as "size" in pixels, ` +
        'as in { "model": ..., "size": 224 }.',
    );
  }
  if (size !== null && side !== size) {
    throw new InputError(
      `The model ${name} takes images of the shape ${shapeText(shape)}; "size" says ${size}. Leave "size" out.`,
    );
  }
  return side;
}

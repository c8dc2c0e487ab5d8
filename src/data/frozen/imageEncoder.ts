import type { FrozenModel } from '../../protocol/frozenModel.ts';
import { mostPixelColumns } from '../featurisers/featuriser.ts';
import { InputError } from '../tables/inputError.ts';
import { imageInput } from './imageInput.ts';
import type { ImageInput } from './imageInput.ts';
import type { LoadedModel } from './loadedModel.ts';
import { poolOutput } from './poolOutput.ts';

/** Eight images of 224 x 224: what a network has in the works for them stays far below its weights. */
const pixelsAtOnce = 8 * 224 * 224;
const mostImages = 32;

/** Turns images into vectors. */
export interface ImageEncoder {
  readonly width: number;
  readonly height: number;
  /** Images that `encode` takes at most. */
  readonly batch: number;
  /** Length of a vector. */
  readonly columns: number;
  /** `images`: pixels (height x width x RGB, 0 to 1). Returns images x columns, row by row. */
  encode(images: readonly Float32Array[]): Promise<Float32Array>;
}

/**
 * Looks at what goes into a model and what comes out, for which a black image is sent through it. Throws InputError
 * where it cannot make features of images; `name` is the model's in messages.
 */
export async function createEncoder(
  model: LoadedModel,
  spec: FrozenModel,
  name: string,
): Promise<ImageEncoder> {
  const input = imageInput(model.inputs, spec.size, name);
  const output = outputOf(model, spec.output, name);
  const { width, height, layout } = input;
  const batch = input.batch ?? Math.max(1, Math.min(mostImages, Math.floor(pixelsAtOnce / (width * height))));
  const encode = async (images: readonly Float32Array[]): Promise<Float32Array> => {
    // Where the model says how many images a call has, black ones fill up.
    const count = input.batch ?? images.length;
    const values = new Float32Array(count * width * height * 3);
    images.forEach((pixels, index) => arrange(pixels, values, { index, input, spec }));
    const dims = layout === 'NCHW' ? [count, 3, height, width] : [count, height, width, 3];
    const result = await run(() => model.run(values, dims, output), name);
    const pooled = poolOutput(result, { images: count, layout, name });
    return pooled.subarray(0, (pooled.length / count) * images.length);
  };
  const columns = (await encode([new Float32Array(width * height * 3)])).length;
  if (columns > mostPixelColumns) {
    const [most, found] = [mostPixelColumns, columns].map((each) => each.toLocaleString('en'));
    throw new InputError(
      `The output "${output}" of the model ${name} holds ${found!} numbers an image; expected at most ${most!}. Name ` +
        'an earlier output that still has height and width (it is averaged over them), or a shorter one.',
    );
  }
  return { width, height, batch, columns, encode };
}

function outputOf(model: LoadedModel, wanted: string | null, name: string): string {
  const [only] = model.outputs;
  const names = model.outputs.join(', ');
  if (wanted !== null) {
    if (model.has(wanted)) return wanted;
    throw new InputError(`The model ${name} has no output "${wanted}"; expected one of: ${names}.`);
  }
  if (only !== undefined && model.outputs.length === 1) return only;
  throw new InputError(
    `The model ${name} has ${model.outputs.length} outputs; say which in "output", one of: ${names}.`,
  );
}

/** Writes an image to its place in the batch, scaled and in the model's order. */
function arrange(
  pixels: Float32Array,
  values: Float32Array,
  { index, input, spec }: { readonly index: number; readonly input: ImageInput; readonly spec: FrozenModel },
): void {
  const places = input.width * input.height;
  const [placeStride, channelStride] = input.layout === 'NCHW' ? [1, places] : [3, 1];
  for (let channel = 0; channel < 3; channel += 1) {
    const [mean, deviation] = [spec.mean[channel]!, spec.deviation[channel]!];
    const first = index * places * 3 + channel * channelStride;
    for (let place = 0; place < places; place += 1) {
      values[first + place * placeStride] = (pixels[place * 3 + channel]! - mean) / deviation;
    }
  }
}

async function run<Result>(work: () => Promise<Result>, name: string): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const [line] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
    throw new InputError(`The model ${name} cannot be computed: ${line!}`, { cause });
  }
}

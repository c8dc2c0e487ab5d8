import type { FrozenModel } from '../../protocol/frozenModel.ts';
import { createEncoder } from '../frozen/imageEncoder.ts';
import type { ImageEncoder } from '../frozen/imageEncoder.ts';
import { findModelFiles } from '../frozen/modelFiles.ts';
import { InputError } from '../tables/inputError.ts';
import type { Features, Featuriser, FeaturiseRequest } from './featuriser.ts';
import { failureNotes, imagesOf } from './readImages.ts';
import type { ReadImage } from './readImages.ts';
import { scaleBlock } from './scaleBlock.ts';
import { sharedFloats } from './sharedFloats.ts';

/**
 * What a model that was trained elsewhere says of images, centred and scaled as a whole, so that its columns keep their
 * proportions. Images are stretched to the model's size.
 */
export const frozenFeaturiser: Featuriser = { kind: 'image', version: 1, featurise: featuriseByModel };

async function featuriseByModel(request: FeaturiseRequest): Promise<Features> {
  const { spec, openModel, onProgress, signal } = request;
  const { images: model } = spec;
  if (typeof model !== 'object' || openModel === undefined) throw new Error('No model can be opened here.');
  onProgress?.('Loading the model', null);
  const files = await findModelFiles(model.model);
  const loaded = await openModel(files);
  try {
    signal?.throwIfAborted();
    const encoder = await createEncoder(loaded, model, files.name);
    return await encodeAll(request, encoder, { model, name: files.name });
  } finally {
    await loaded.close();
  }
}

async function encodeAll(
  request: FeaturiseRequest,
  encoder: ImageEncoder,
  { model, name }: { readonly model: FrozenModel; readonly name: string },
): Promise<Features> {
  const { rowCount, signal } = request;
  const { columns, width, height } = encoder;
  const data = sharedFloats(rowCount * columns);
  const filled = new Uint8Array(rowCount);
  const failed: string[] = [];
  let batch: ReadImage[] = [];
  const finish = async (): Promise<void> => {
    signal?.throwIfAborted();
    const vectors = await encoder.encode(batch.map(({ pixels }) => pixels));
    batch.forEach(({ row, file }, index) => {
      const vector = vectors.subarray(index * columns, (index + 1) * columns);
      refuseNoNumbers(vector, file, name);
      data.set(vector, row * columns);
      filled[row] = 1;
    });
    batch = [];
  };
  let done = 0;
  for await (const image of imagesOf(request, { width, height }, failed)) {
    done += 1;
    if (image === null) continue;
    batch.push(image);
    if (batch.length < encoder.batch) continue;
    await finish();
    request.onProgress?.('Computing features', Math.min(1, done / rowCount));
  }
  if (batch.length > 0) await finish();
  signal?.throwIfAborted();
  const matrix = { rows: rowCount, columns, data };
  scaleBlock(matrix, { from: 0, to: columns, filled });
  const output = model.output === null ? '' : `, output "${model.output}"`;
  const made = `Images were scaled to ${width} x ${height} pixels and turned into ${columns} numbers by ${name}${output}.`;
  return { matrix, notes: [made, ...failureNotes(failed)] };
}

function refuseNoNumbers(vector: Float32Array, file: string, name: string): void {
  const wrong = vector.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw new InputError(
    `The model ${name} gives ${wrong} for ${file}; expected finite numbers. Check that "mean" and "deviation" are those ` +
      'that the model was trained with, or name another "output".',
  );
}

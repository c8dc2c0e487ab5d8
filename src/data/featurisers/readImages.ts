import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { contentHash } from '../contentHash.ts';
import { mapOrdered } from '../mapOrdered.ts';
import { openImage } from '../readers/decodeImage.ts';
import { isInside } from '../readers/folderWalk.ts';
import { imageFormat } from '../readers/signatures.ts';
import { writeThumbnails } from '../thumbnail.ts';
import type { FeaturiseRequest, ItemContent } from './featuriser.ts';
import { cellOf, parseContent } from './passes.ts';
import { sharedFloats } from './sharedFloats.ts';

/** Images under way at once: libuv's default pool has four threads. */
const width = 4;

export interface ImageReading {
  /** Images are stretched to side x side pixels. */
  readonly side: number;
  readonly columns: number;
  /** Turns pixels (side x side x RGB, 0 to 1) into the columns of a row, which are 0 before. */
  readonly write: (pixels: Float32Array, target: Float32Array) => void;
}

export interface ReadImages {
  readonly matrix: Matrix;
  /** 1 for rows that were read; the others are 0. */
  readonly filled: Uint8Array;
  /** What could not be read, for people. */
  readonly notes: readonly string[];
}

/** Reads the images of a project one by one, with their thumbnails. Rejects with the signal's reason when cancelled. */
export async function readImages(request: FeaturiseRequest, reading: ImageReading): Promise<ReadImages> {
  const { rowCount, signal } = request;
  const { columns } = reading;
  const data = sharedFloats(rowCount * columns);
  const filled = new Uint8Array(rowCount);
  const failed: string[] = [];
  let done = 0;
  const work = async (item: ItemContent): Promise<1> => {
    signal?.throwIfAborted();
    if (item.row < 0 || item.row >= rowCount) return 1;
    const file = cellOf(parseContent(item.content), 'file');
    try {
      const target = data.subarray(item.row * columns, (item.row + 1) * columns);
      await readImage(request, file, (pixels) => reading.write(pixels, target), reading.side);
      filled[item.row] = 1;
    } catch (cause) {
      signal?.throwIfAborted();
      failed.push(`${file} (${reasonOf(cause)})`);
    }
    return 1;
  };
  for await (const finished of mapOrdered(request.items(), width, work)) {
    done += finished;
    if (done % 16 === 0) request.onProgress?.('Reading images', Math.min(1, done / rowCount));
  }
  signal?.throwIfAborted();
  return { matrix: { rows: rowCount, columns, data }, filled, notes: failureNotes(failed) };
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);

const failureNotes = (failed: readonly string[]): readonly string[] =>
  failed.length === 0
    ? []
    : [
        `${failed.length} images could not be read, so their features are 0: ${failed.slice(0, 5).join(', ')}.`,
      ];

async function readImage(
  request: FeaturiseRequest,
  file: string,
  use: (pixels: Float32Array) => void,
  side: number,
): Promise<void> {
  const root = request.spec.path;
  if (!(await isInside(root, file))) throw new Error('it lies outside of the folder');
  const bytes = await readFile(join(root, file));
  const rgb = await openImage(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  use(toRgb(rgb.data, rgb.info.channels, side));
  if (request.thumbnails === undefined) return;
  const format = imageFormat(bytes.subarray(0, 64)) ?? 'unknown';
  await writeThumbnails(request.thumbnails, { hash: contentHash(bytes), format, bytes });
}

/** Values 0 to 1, three a pixel, from one or three channels. */
function toRgb(raw: Buffer, channels: number, side: number): Float32Array {
  const pixels = new Float32Array(side * side * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = Math.floor(index / 3);
    pixels[index] = raw[pixel * channels + Math.min(index % 3, channels - 1)]! / 255;
  }
  return pixels;
}

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
const readingAtOnce = 4;

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
  const { columns, side } = reading;
  const data = sharedFloats(rowCount * columns);
  const filled = new Uint8Array(rowCount);
  const failed: string[] = [];
  let done = 0;
  for await (const image of imagesOf(request, { width: side, height: side }, failed)) {
    done += 1;
    if (done % 16 === 0) request.onProgress?.('Reading images', Math.min(1, done / rowCount));
    if (image === null) continue;
    const { row, pixels } = image;
    reading.write(pixels, data.subarray(row * columns, (row + 1) * columns));
    filled[row] = 1;
  }
  signal?.throwIfAborted();
  return { matrix: { rows: rowCount, columns, data }, filled, notes: failureNotes(failed) };
}

/** An image as features are made of it. */
export interface ReadImage {
  readonly row: number;
  /** Relative to the source folder. */
  readonly file: string;
  /** height x width x RGB, 0 to 1. */
  readonly pixels: Float32Array;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The images of a project in the order of its items, stretched to a size, with few in memory at once. Null stands for
 * one that has no row or cannot be read; `failed` gets the reasons. Rejects with the signal's reason when cancelled.
 */
export async function* imagesOf(
  request: FeaturiseRequest,
  size: ImageSize,
  failed: string[],
): AsyncGenerator<ReadImage | null> {
  const { rowCount, signal } = request;
  const read = async ({ row, content }: ItemContent): Promise<ReadImage | null> => {
    signal?.throwIfAborted();
    if (row < 0 || row >= rowCount) return null;
    const file = cellOf(parseContent(content), 'file');
    try {
      return { row, file, pixels: await readImage(request, file, size) };
    } catch (cause) {
      signal?.throwIfAborted();
      failed.push(`${file} (${reasonOf(cause)})`);
      return null;
    }
  };
  yield* mapOrdered(request.items(), readingAtOnce, read);
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);

/** What could not be read, for people. */
export const failureNotes = (failed: readonly string[]): readonly string[] =>
  failed.length === 0
    ? []
    : [
        `${failed.length} images could not be read, so their features are 0: ${failed.slice(0, 5).join(', ')}.`,
      ];

async function readImage(
  request: FeaturiseRequest,
  file: string,
  { width, height }: ImageSize,
): Promise<Float32Array> {
  const root = request.spec.path;
  if (!(await isInside(root, file))) throw new Error('it lies outside of the folder');
  const bytes = await readFile(join(root, file));
  const rgb = await openImage(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = toRgb(rgb.data, rgb.info.channels, width * height);
  if (request.thumbnails !== undefined) {
    const format = imageFormat(bytes.subarray(0, 64)) ?? 'unknown';
    await writeThumbnails(request.thumbnails, { hash: contentHash(bytes), format, bytes });
  }
  return pixels;
}

/** Values 0 to 1, three a pixel, from one or three channels. */
function toRgb(raw: Buffer, channels: number, places: number): Float32Array {
  const pixels = new Float32Array(places * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = Math.floor(index / 3);
    pixels[index] = raw[pixel * channels + Math.min(index % 3, channels - 1)]! / 255;
  }
  return pixels;
}

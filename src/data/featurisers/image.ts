import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash } from '../contentHash.ts';
import { mapOrdered } from '../mapOrdered.ts';
import { openImage } from '../readers/decodeImage.ts';
import { isInside } from '../readers/folderWalk.ts';
import { imageFormat } from '../readers/signatures.ts';
import { writeThumbnails } from '../thumbnail.ts';
import type { Features, Featuriser, FeaturiseRequest, ItemContent } from './featuriser.ts';
import { gradientColumns, gradientSide, greySide, writeGradients } from './gradients.ts';
import { cellOf, parseContent } from './passes.ts';
import { scaleBlock } from './scaleBlock.ts';
import { sharedFloats } from './sharedFloats.ts';

/** Side of the coarse colour image; 8 x 8 x 3 = 192 columns. */
const colourSide = 8;
const colourColumns = colourSide * colourSide * 3;
const columns = colourColumns + gradientColumns;
/** Images under way at once: libuv's default pool has four threads. */
const width = 4;

/**
 * Coarse colours (8 x 8 x RGB) and gradient histograms (6 x 6 cells x 8 orientations): 480 columns. Each of the two
 * groups is centred and scaled as a whole, so that both weigh the same but their own columns keep their proportions.
 */
export const imageFeaturiser: Featuriser = { kind: 'image', version: 1, featurise: featuriseImages };

const bands = [
  ['top', 'middle', 'bottom'],
  ['left', 'centre', 'right'],
] as const;

/** The columns that show a ninth of the picture, its colours and its edges apart. */
export function imageRegions(): readonly { readonly name: string; readonly columns: readonly number[] }[] {
  const colours = cellsOf(colourSide, 3, 0);
  const edges = cellsOf(gradientSide, gradientColumns / gradientSide ** 2, colourColumns);
  return [0, 1, 2].flatMap((y) =>
    [0, 1, 2].flatMap((x) => {
      const where = `${bands[0][y]!} ${bands[1][x]!}`;
      return [
        { name: `colours, ${where}`, columns: colours(x, y) },
        { name: `edges, ${where}`, columns: edges(x, y) },
      ];
    }),
  );
}

/** Columns of the cells of a square grid (row by row, `each` columns a cell) that lie in a third across and down. */
function cellsOf(side: number, each: number, first: number): (x: number, y: number) => readonly number[] {
  const third = (place: number): number => Math.floor((place * 3) / side);
  const cells = Array.from({ length: side * side }, (_, cell) => cell);
  return (x, y) =>
    cells
      .filter((cell) => third(cell % side) === x && third(Math.floor(cell / side)) === y)
      .flatMap((cell) => Array.from({ length: each }, (_, offset) => first + cell * each + offset));
}

async function featuriseImages(request: FeaturiseRequest): Promise<Features> {
  const data = sharedFloats(request.rowCount * columns);
  const filled = new Uint8Array(request.rowCount);
  const failed: string[] = [];
  let done = 0;
  const work = async (item: ItemContent): Promise<1> => {
    request.signal?.throwIfAborted();
    if (item.row < 0 || item.row >= request.rowCount) return 1;
    const file = cellOf(parseContent(item.content), 'file');
    try {
      await featuriseImage(request, file, data.subarray(item.row * columns, (item.row + 1) * columns));
      filled[item.row] = 1;
    } catch (cause) {
      request.signal?.throwIfAborted();
      failed.push(
        `${file} (${cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause)})`,
      );
    }
    return 1;
  };
  for await (const finished of mapOrdered(request.items(), width, work)) {
    done += finished;
    if (done % 16 === 0) request.onProgress?.('Reading images', Math.min(1, done / request.rowCount));
  }
  request.signal?.throwIfAborted();
  const matrix = { rows: request.rowCount, columns, data };
  scaleBlock(matrix, { from: 0, to: colourColumns, filled });
  scaleBlock(matrix, { from: colourColumns, to: columns, filled });
  const notes = ['Images were turned into 8 x 8 colours and histograms of gradients.'];
  if (failed.length > 0) {
    notes.push(
      `${failed.length} images could not be read, so their features are 0: ${failed.slice(0, 5).join(', ')}.`,
    );
  }
  return { matrix, notes };
}

async function featuriseImage(request: FeaturiseRequest, file: string, target: Float32Array): Promise<void> {
  const root = request.spec.path;
  if (!(await isInside(root, file))) throw new Error('it lies outside of the folder');
  const bytes = await readFile(join(root, file));
  const rgb = await openImage(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(greySide, greySide, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = toRgb(rgb.data, rgb.info.channels);
  writeColours(pixels, target);
  writeGradients(toGrey(pixels), target, colourColumns);
  if (request.thumbnails === undefined) return;
  const format = imageFormat(bytes.subarray(0, 64)) ?? 'unknown';
  await writeThumbnails(request.thumbnails, { hash: contentHash(bytes), format, bytes });
}

/** Values 0 to 1, three a pixel, from one or three channels. */
function toRgb(raw: Buffer, channels: number): Float32Array {
  const pixels = new Float32Array(greySide * greySide * 3);
  for (let index = 0; index < pixels.length; index += 1) {
    const pixel = Math.floor(index / 3);
    pixels[index] = raw[pixel * channels + Math.min(index % 3, channels - 1)]! / 255;
  }
  return pixels;
}

/** Luma of ITU-R BT.601. */
function toGrey(pixels: Float32Array): Float32Array {
  const grey = new Float32Array(greySide * greySide);
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    const at = pixel * 3;
    grey[pixel] = 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
  }
  return grey;
}

/** Means of 6 x 6 pixels. */
function writeColours(pixels: Float32Array, target: Float32Array): void {
  const step = greySide / colourSide;
  for (let y = 0; y < greySide; y += 1) {
    for (let x = 0; x < greySide; x += 1) {
      const cell = (Math.floor(y / step) * colourSide + Math.floor(x / step)) * 3;
      const at = (y * greySide + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        target[cell + channel]! += pixels[at + channel]! / (step * step);
      }
    }
  }
}

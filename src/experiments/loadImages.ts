import path from 'node:path';
import { readLabeledImages } from '../data/labeledImages.ts';
import { classIndices, classNames } from '../data/tables/classNames.ts';
import { InputError } from '../data/tables/inputError.ts';
import type { NamedDataset } from '../data/tables/namedDataset.ts';
import type { DatasetSpec } from '../protocol/experiment.ts';

/** What "label" says of a folder of images; there is nothing else to say. */
const LABEL = 'folder';
const COLOURS = ['red', 'green', 'blue'] as const;

/** A folder of images as a data set: classes are the names of sub-folders, features the pixels. Throws InputError. */
export async function loadImages(
  { name, source, testSource, label, features }: DatasetSpec,
  baseFolder: string,
): Promise<NamedDataset> {
  const folder = path.resolve(baseFolder, source!);
  if (label !== LABEL) {
    throw new InputError(
      `${folder} is a folder of images: "label" must be "${LABEL}", for the name of the sub-folder that an image lies ` +
        `in, not "${label ?? ''}".`,
    );
  }
  if (features !== null) {
    throw new InputError(`${folder} is a folder of images, whose features are pixels: leave out "features".`);
  }
  const images = await readLabeledImages(folder);
  const classes = classNames(images.labels);
  if (classes.length < 2) {
    throw new InputError(
      `${folder}: images must lie in at least two sub-folders; ${classes.length === 1 ? 'all lie' : 'none lies'} in one.`,
    );
  }
  const test = testSource === null ? null : await readLabeledImages(path.resolve(baseFolder, testSource));
  const stray = test?.labels.find((each) => !classes.includes(each));
  if (stray !== undefined) {
    throw new InputError(
      `${testSource!}: the class "${stray}" is not in ${folder}, which has ${classes.join(', ')}.`,
    );
  }
  const { pixels, files } = images;
  const columns = pixelNames(pixels.columns);
  const placeOf = new Map(columns.map((column, place) => [column, place]));
  const indicesOf = (labels: readonly string[]) =>
    classIndices(labels, Int32Array.from(labels.keys()), classes);
  return {
    rows: {
      name,
      classes,
      features: pixels,
      labels: indicesOf(images.labels),
      test: test && { features: test.pixels, labels: indicesOf(test.labels) },
    },
    columns: columns.map((column, first) => ({ name: column, first, width: 1 })),
    cell(row, column) {
      if (column === 'file') return files[row] ?? '';
      const value = pixels.data[row * pixels.columns + (placeOf.get(column) ?? NaN)];
      return value === undefined ? '' : String(Math.round(255 * value));
    },
  };
}

/** "r1c1 red" and so on, of square images of three channels. */
function pixelNames(count: number): readonly string[] {
  const side = Math.sqrt(count / COLOURS.length);
  return Array.from({ length: count }, (_, place) => {
    const pixel = Math.floor(place / COLOURS.length);
    return `r${Math.floor(pixel / side) + 1}c${(pixel % side) + 1} ${COLOURS[place % COLOURS.length]!}`;
  });
}

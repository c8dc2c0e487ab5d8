import type { Features, Featuriser, FeaturiseRequest } from './featuriser.ts';
import { gradientColumns, gradientSide, greySide, writeGradients } from './gradients.ts';
import { ninths } from './imageNinths.ts';
import { readImages } from './readImages.ts';
import { scaleBlock } from './scaleBlock.ts';

/** Side of the coarse colour image; 8 x 8 x 3 = 192 columns. */
const colourSide = 8;
const colourColumns = colourSide * colourSide * 3;
const columns = colourColumns + gradientColumns;

/**
 * Coarse colours (8 x 8 x RGB) and gradient histograms (6 x 6 cells x 8 orientations): 480 columns. Each of the two
 * groups is centred and scaled as a whole, so that both weigh the same but their own columns keep their proportions.
 */
export const imageFeaturiser: Featuriser = { kind: 'image', version: 1, featurise: featuriseImages };

/** The columns that show a ninth of the picture, its colours and its edges apart. */
export function imageRegions(): readonly { readonly name: string; readonly columns: readonly number[] }[] {
  const colours = ninths({ side: colourSide, each: 3, first: 0 });
  const edges = ninths({
    side: gradientSide,
    each: gradientColumns / gradientSide ** 2,
    first: colourColumns,
  });
  return colours.flatMap((colour, place) => [
    { name: `colours, ${colour.name}`, columns: colour.columns },
    { name: `edges, ${edges[place]!.name}`, columns: edges[place]!.columns },
  ]);
}

async function featuriseImages(request: FeaturiseRequest): Promise<Features> {
  const { matrix, filled, notes } = await readImages(request, {
    side: greySide,
    columns,
    write: (pixels, target) => {
      writeColours(pixels, target);
      writeGradients(toGrey(pixels), target, colourColumns);
    },
  });
  scaleBlock(matrix, { from: 0, to: colourColumns, filled });
  scaleBlock(matrix, { from: colourColumns, to: columns, filled });
  return { matrix, notes: ['Images were turned into 8 x 8 colours and histograms of gradients.', ...notes] };
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

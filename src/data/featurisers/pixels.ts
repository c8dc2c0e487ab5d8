import type { Features, Featuriser, FeaturiseRequest } from './featuriser.ts';
import { ninths } from './imageNinths.ts';
import type { ImageNinth } from './imageNinths.ts';
import { readImages } from './readImages.ts';

/** As in CIFAR: what a small network needs of most pictures, and 12 kB of memory for each. */
const side = 32;
const channels = 3;

/** Pixels of images, 32 x 32 x RGB, 0 to 1, row by row: 3,072 columns. For networks of convolutions. */
export const pixelFeaturiser: Featuriser = { kind: 'image', version: 1, featurise: featurisePixels };

async function featurisePixels(request: FeaturiseRequest): Promise<Features> {
  const { matrix, notes } = await readImages(request, {
    side,
    columns: side * side * channels,
    write: (pixels, target) => target.set(pixels),
  });
  return { matrix, notes: [`Images were scaled to ${side} x ${side} pixels.`, ...notes] };
}

/** The columns that show a ninth of the picture. */
export const pixelRegions = (): readonly ImageNinth[] => ninths({ side, each: channels, first: 0 });

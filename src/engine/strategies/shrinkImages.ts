import type { DenseMatrix } from '../numeric/matrix.ts';
import type { ImageShape } from './imageEncoder.ts';

/** Side of the images that come out, at most. */
const SIDE = 16;

/**
 * Images (n x pixels with channels) whose pixels are means over blocks, such that their side is 16 at most; minus the
 * mean of all values, divided by their deviation.
 */
export function shrinkImages(
  { rows, columns, data }: DenseMatrix,
  { side, channels }: ImageShape,
): { readonly images: DenseMatrix; readonly shape: ImageShape } {
  const block = Math.ceil(side / SIDE);
  const small = Math.ceil(side / block);
  const width = small * small * channels;
  const images = new Float64Array(rows * width);
  const counts = new Float64Array(width);
  const places = Int32Array.from({ length: columns }, (_, index) => {
    const pixel = Math.floor(index / channels);
    const [y, x] = [Math.floor(Math.floor(pixel / side) / block), Math.floor((pixel % side) / block)];
    return (y * small + x) * channels + (index % channels);
  });
  for (const place of places) counts[place]!++;
  for (let index = 0; index < rows * columns; index++) {
    const place = places[index % columns]!;
    images[Math.floor(index / columns) * width + place]! += data[index]! / counts[place]!;
  }
  const mean = images.reduce((sum, value) => sum + value, 0) / Math.max(1, images.length);
  const variance = images.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, images.length);
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
  return {
    images: { rows, columns: width, data: images.map((value) => (value - mean) * scale) },
    shape: { side: small, channels },
  };
}

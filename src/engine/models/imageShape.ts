/**
 * The square image that so many features are the pixels of: three channels where that comes out even, else one. Throws
 * RangeError where it is neither.
 */
export function imageShape(features: number): { readonly side: number; readonly channels: number } {
  for (const channels of [3, 1]) {
    const side = Math.sqrt(features / channels);
    if (Number.isInteger(side) && side > 1) return { side, channels };
  }
  throw new RangeError(
    `A network of convolutions needs the pixels of square images; ${features} features are none. Choose another model.`,
  );
}

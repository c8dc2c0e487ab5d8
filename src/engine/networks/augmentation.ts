import type { Rng } from '../numeric/rng.ts';

/** Images, one a row: side x side pixels, row by row, each with its channels. */
export interface ImageRows {
  readonly side: number;
  readonly channels: number;
  /** n x side x side x channels. */
  readonly data: Float32Array;
}

/** A cut-out moves by up to this share of the side: 4 of 32 pixels. */
const MARGIN = 1 / 8;

/**
 * Each image moved by a random number of pixels in both directions, as if it were padded and a cut-out of its own size
 * taken, and turned left to right in half of all cases (He et al. 2016, section 4.2). What comes in from outside is 0,
 * the mean of standardised pixels.
 */
export function cropAndFlip({ side, channels, data }: ImageRows, rng: Rng): Float32Array {
  const margin = Math.round(MARGIN * side);
  const size = side * side * channels;
  const moved = new Float32Array(data.length);
  for (let image = 0; image < data.length; image += size) {
    const down = rng.integer(2 * margin + 1) - margin;
    const across = rng.integer(2 * margin + 1) - margin;
    const flips = rng.uniform() < 0.5;
    for (let y = Math.max(0, -down); y < Math.min(side, side - down); y++) {
      for (let x = Math.max(0, -across); x < Math.min(side, side - across); x++) {
        const from = image + ((y + down) * side + x + across) * channels;
        const to = image + (y * side + (flips ? side - 1 - x : x)) * channels;
        for (let channel = 0; channel < channels; channel++) moved[to + channel] = data[from + channel]!;
      }
    }
  }
  return moved;
}

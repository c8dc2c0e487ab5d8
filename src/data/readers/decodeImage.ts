import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { ImageFormat } from './signatures.ts';

/** A picture of more pixels would take over 300 MB to decode; annotators cannot see it whole anyway. */
export const mostPixels = 100_000_000;

export interface ImageFacts {
  /** Pixels as shown: after the rotation that the file asks for. */
  readonly width: number;
  readonly height: number;
}

/** Why an image is refused, in words that complete "photo.png ...". */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}

/** An image as sharp reads it here: first frame, upright, damage is an error. */
export function openImage(bytes: Buffer): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, pages: 1 }).autoOrient();
}

/** Decodes the image once, whole, at a small size. Throws ImageError when it is over-large or damaged. */
export async function checkImage(bytes: Buffer, format: ImageFormat): Promise<ImageFacts> {
  let facts: ImageFacts;
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
    facts = { width: metadata.autoOrient.width, height: metadata.autoOrient.height };
  } catch (cause) {
    throw new ImageError(`does not decode as ${format.toUpperCase()}: ${reasonOf(cause)}`, { cause });
  }
  if (facts.width * facts.height > mostPixels) {
    const size = `${facts.width} x ${facts.height}`;
    throw new ImageError(`has ${size} pixels; expected at most ${mostPixels / 1e6} million`);
  }
  try {
    await openImage(bytes).resize(16, 16, { fit: 'fill' }).raw().toBuffer();
    return facts;
  } catch (cause) {
    throw new ImageError(`does not decode as ${format.toUpperCase()}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split('\n', 1)[0] ?? text;
}

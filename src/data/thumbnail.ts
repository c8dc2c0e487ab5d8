import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { previewFile, shownByChromium, thumbnailFile } from '../protocol/cacheFiles.ts';
import { openImage } from './readers/decodeImage.ts';

/** Longest side of a thumbnail in pixels. */
const thumbnailSide = 192;
/** Longest side of a preview; WebP itself ends at 16,383. */
const previewSide = 4096;

/** Where the thumbnail of an image lies; `hash` is ImportedItem.hash. */
export function thumbnailPath(cacheFolder: string, hash: string): string {
  return join(cacheFolder, thumbnailFile(safe(hash)));
}

/** Where the copy lies of an image in a format that a webview cannot show (TIFF). */
export function previewPath(cacheFolder: string, hash: string): string {
  return join(cacheFolder, previewFile(safe(hash)));
}

/** Writes the thumbnail, and the preview where one is needed; files that are there stay as they are. */
export async function writeThumbnails(
  cacheFolder: string,
  image: { readonly hash: string; readonly format: string; readonly bytes: Buffer },
): Promise<void> {
  const { hash, format, bytes } = image;
  await writeWebp(thumbnailPath(cacheFolder, hash), bytes, { side: thumbnailSide, quality: 80 });
  if (!shownByChromium.has(format))
    await writeWebp(previewPath(cacheFolder, hash), bytes, { side: previewSide, quality: 90 });
}

async function writeWebp(
  path: string,
  bytes: Buffer,
  { side, quality }: { readonly side: number; readonly quality: number },
): Promise<void> {
  if (await isThere(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}-${Math.trunc(performance.now() * 1000)}.part`;
  try {
    await openImage(bytes)
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toFile(unfinished);
    // Renamed when whole, so that nobody ever shows half a picture.
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** A hash names a file here, so nothing but hash digits may get into the path. */
function safe(hash: string): string {
  if (!/^[0-9a-f]{8,128}$/.test(hash)) throw new RangeError(`"${hash}" is not a content hash.`);
  return hash;
}

import type { ItemView } from '../../src/protocol/labeling.ts';

/** Decoded images of the next items; held so that the browser does not drop them. */
const held = new Map<string, HTMLImageElement>();

/** Loads and decodes the images that come next, so that a key press paints at once. */
export function preloadImages(items: readonly ItemView[]): void {
  const wanted = new Set(items.flatMap(({ content }) => (content.kind === 'image' ? [content.source] : [])));
  for (const source of held.keys()) {
    if (!wanted.has(source)) held.delete(source);
  }
  for (const source of wanted) {
    if (held.has(source)) continue;
    const image = new Image();
    image.src = source;
    held.set(source, image);
    // An image that does not decode says so when it is on screen.
    image.decode().catch(() => undefined);
  }
}

/**
 * Names of the files that the engine process writes into a project's cache folder and the labeling view shows. `hash`
 * is the item's content hash (ImportedItem.hash).
 */

/** At most 192 px wide and high. */
export const thumbnailFile = (hash: string): string => `thumbs/${hash}.webp`;

/** Full size, written only for formats that Chromium cannot show (TIFF). */
export const previewFile = (hash: string): string => `previews/${hash}.webp`;

/** Image formats that Chromium shows itself. */
export const shownByChromium: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'gif', 'avif']);

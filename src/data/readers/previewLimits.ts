/** A first look reads no more than this: enough rows for a guess, little enough to feel immediate. */
export const previewLimits = { rows: 10_000, bytes: 4 * 1024 * 1024, images: 2_000 } as const;

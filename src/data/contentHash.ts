import { createHash } from 'node:crypto';

/**
 * Hash of an item's content: SHA-256, first 32 hex digits (128 bits: no accidental collision below 10^18 items).
 *
 * `content` must be canonical. For rows that is the JSON text of all columns but the label column, ordered by column
 * name, so that neither labeling the source later nor a new order of its columns changes an id. For images it is the
 * file's bytes, so that renaming or moving a file keeps its label.
 */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

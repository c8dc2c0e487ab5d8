import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { pruneCache, readCacheFile, writeCacheFile } from './cacheFile.ts';

/** How many maps stay on disk. */
const keptFiles = 3;
const fileEnd = '.umap';
const magic = 0x504d4c4e;
/** Raise when the same features give another map than before. */
const version = 2;

export interface ProjectionKey {
  /** Absolute folder; made if absent. */
  readonly cacheFolder: string;
  readonly featuresId: string;
  /** Rows that are mapped. */
  readonly rows: Int32Array;
  readonly seed: number;
}

export interface Projection {
  /** Two for each row. */
  readonly places: Float32Array;
  /** How many rows were fitted. */
  readonly fitted: number;
}

const headerSchema = v.object({
  id: v.string(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  fitted: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * The map from disk if it was fitted to the same rows of the same features with the same seed, else from `fit`, which is
 * then written. A folder that cannot be written costs the cache, not the map.
 */
export async function loadOrFitProjection(key: ProjectionKey, fit: () => Projection): Promise<Projection> {
  const id = idOf(key);
  const current = id + fileEnd;
  const path = join(key.cacheFolder, current);
  const known = await readCacheFile({
    path,
    magic,
    header: headerSchema,
    lengthOf: (header) => (header.id === id && header.rows === key.rows.length ? 2 * header.rows : null),
    allocate: (length) => new Float32Array(length),
  });
  if (known !== null) return { places: known.values, fitted: known.header.fitted };
  const fitted = fit();
  try {
    const header = { id, rows: key.rows.length, fitted: fitted.fitted };
    await writeCacheFile({ path, magic }, { header, values: fitted.places });
    await pruneCache(key.cacheFolder, { fileEnd, current, kept: keptFiles });
  } catch {
    // It is fitted again the next time.
  }
  return fitted;
}

function idOf({ featuresId, rows, seed }: ProjectionKey): string {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  const text = JSON.stringify([version, featuresId, seed, rows.length]);
  return createHash('sha256').update(text).update(bytes).digest('hex').slice(0, 32);
}

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ImportSpec } from '../protocol/engine.ts';
import { pruneCache, readCacheFile, writeCacheFile } from './cacheFile.ts';
import type { CacheFile } from './cacheFile.ts';
import { mostPixelColumns } from './featurisers/featuriser.ts';
import type { Features } from './featurisers/featuriser.ts';
import { findModelFiles, hashModel } from './frozen/modelFiles.ts';
import { featuriserOf } from './featurisers/registry.ts';
import { sharedFloats } from './featurisers/sharedFloats.ts';

/** How many matrices stay on disk: this one, and a few to go back to. */
const keptFiles = 3;
const fileEnd = '.features';
const magic = 0x4d464c4e;

export interface FeatureCacheKey {
  /** Absolute folder; made if absent. */
  readonly cacheFolder: string;
  readonly spec: ImportSpec;
  readonly itemsVersion: string;
  readonly seed: number;
  /** Of the files of the model that `spec` takes features from, see `modelHashOf`. */
  readonly modelHash?: string | null;
}

export interface CachedFeatures extends Features {
  /** The cache's key: names these numbers. */
  readonly featuresId: string;
  readonly cached: boolean;
}

const headerSchema = v.object({
  featuresId: v.string(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  columns: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostPixelColumns)),
  notes: v.array(v.string()),
});

type Header = v.InferOutput<typeof headerSchema>;

/**
 * The features from disk if they were built from the same items with the same settings, else from `build`, which are then
 * written. A cache file that is damaged is built anew; a folder that cannot be written costs the cache, not the features.
 */
export async function loadOrBuildFeatures(
  key: FeatureCacheKey,
  build: () => Promise<Features>,
): Promise<CachedFeatures> {
  const featuresId = featuresIdOf(key);
  const path = join(key.cacheFolder, featuresId + fileEnd);
  const known = await load(path, featuresId);
  if (known !== null) return { ...known, featuresId, cached: true };
  const built = await build();
  try {
    await save(path, featuresId, built);
    await pruneCache(key.cacheFolder, { fileEnd, current: featuresId + fileEnd, kept: keptFiles });
    return { ...built, featuresId, cached: false };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const notes = [...built.notes, `The features could not be kept on disk (${why}).`];
    return { ...built, notes, featuresId, cached: false };
  }
}

/** The features from disk, or null; writes nothing. */
export async function loadFeatures(key: FeatureCacheKey): Promise<CachedFeatures | null> {
  const featuresId = featuresIdOf(key);
  const known = await load(join(key.cacheFolder, featuresId + fileEnd), featuresId);
  return known && { ...known, featuresId, cached: true };
}

/** SHA-256 of everything that the numbers depend on, first 32 hex digits. */
export function featuresIdOf(key: FeatureCacheKey): string {
  const { spec, itemsVersion, seed } = key;
  const { kind, path, idColumn, textColumn, labelColumn, featureColumns, ignoredColumns = [] } = spec;
  const settings: unknown[] = [kind, path, idColumn, textColumn, labelColumn, featureColumns, ignoredColumns];
  if (spec.images !== undefined) settings.push(imageSettings(spec.images, key.modelHash ?? null));
  const text = JSON.stringify([featuriserOf(spec).version, itemsVersion, seed, settings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** What a model says depends on what its files hold, not on where they lie. */
function imageSettings(images: NonNullable<ImportSpec['images']>, modelHash: string | null): unknown {
  if (images === 'pixels') return images;
  if (modelHash === null) throw new Error('Features of a model are named by its hash.');
  const { size, mean, deviation, output } = images;
  return [modelHash, size, mean, deviation, output];
}

/** The hash that belongs into the key of a spec's features; null where they come from no model. Reads its files. */
export async function modelHashOf({ images }: ImportSpec, signal?: AbortSignal): Promise<string | null> {
  return typeof images === 'object' ? hashModel(await findModelFiles(images.model), signal) : null;
}

async function save(path: string, featuresId: string, { matrix, notes }: Features): Promise<void> {
  const { rows, columns, data } = matrix;
  await writeCacheFile({ path, magic }, { header: { featuresId, rows, columns, notes }, values: data });
}

/** Null when the file is not there, is damaged, or is another's. */
async function load(path: string, featuresId: string): Promise<Features | null> {
  const file: CacheFile<Header> = {
    path,
    magic,
    header: headerSchema,
    lengthOf: (header) => (header.featuresId === featuresId ? header.rows * header.columns : null),
    allocate: sharedFloats,
  };
  const found = await readCacheFile(file);
  if (found === null) return null;
  const { rows, columns, notes } = found.header;
  return { matrix: { rows, columns, data: found.values }, notes };
}

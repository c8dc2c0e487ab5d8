import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ImportSpec } from '../protocol/engine.ts';
import { mostColumns } from './featurisers/featuriser.ts';
import type { Features } from './featurisers/featuriser.ts';
import { featurisers } from './featurisers/registry.ts';
import { sharedFloats } from './featurisers/sharedFloats.ts';

/** How many matrices stay on disk: this one, and a few to go back to. */
const keptFiles = 3;
const fileEnd = '.features';
const magic = 0x4d464c4e;
/** Magic number and header length. */
const leadBytes = 8;
const longestHeader = 16 * 1024 * 1024;

export interface FeatureCacheKey {
  /** Absolute folder; made if absent. */
  readonly cacheFolder: string;
  readonly spec: ImportSpec;
  readonly itemsVersion: string;
  readonly seed: number;
}

export interface CachedFeatures extends Features {
  /** The cache's key: names these numbers. */
  readonly featuresId: string;
  readonly cached: boolean;
}

const headerSchema = v.object({
  featuresId: v.string(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(0)),
  columns: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostColumns)),
  notes: v.array(v.string()),
  sha256: v.string(),
});

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
  if (known !== null) {
    // The newest files survive pruning: using one makes it new.
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return { ...known, featuresId, cached: true };
  }
  const built = await build();
  try {
    await save(path, featuresId, built);
    await prune(key.cacheFolder, featuresId + fileEnd);
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
export function featuresIdOf({ spec, itemsVersion, seed }: FeatureCacheKey): string {
  const { kind, path, idColumn, textColumn, labelColumn, featureColumns, ignoredColumns = [] } = spec;
  const settings = [kind, path, idColumn, textColumn, labelColumn, featureColumns, ignoredColumns];
  const text = JSON.stringify([featurisers[kind].version, itemsVersion, seed, settings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Layout: magic, header length (both uint32), header (JSON, padded by spaces to 4 bytes), float32 values; little-endian. */
async function save(path: string, featuresId: string, { matrix, notes }: Features): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const bytes = bytesOf(matrix.data);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const header = { featuresId, rows: matrix.rows, columns: matrix.columns, notes, sha256 };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
  const lead = Buffer.alloc(leadBytes);
  lead.writeUInt32LE(magic, 0);
  lead.writeUInt32LE(padded.length, 4);
  const unfinished = `${path}.${process.pid}.part`;
  try {
    const file = await open(unfinished, 'w');
    try {
      await file.writev([lead, padded]);
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

/** Null when the file is not there, is damaged, or is another's. */
async function load(path: string, featuresId: string): Promise<Features | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    return await read(file, featuresId);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, featuresId: string): Promise<Features | null> {
  const lead = Buffer.alloc(leadBytes);
  await readFully(file, lead, 0);
  const headerBytes = lead.readUInt32LE(4);
  if (lead.readUInt32LE(0) !== magic || headerBytes > longestHeader) return null;
  const json = Buffer.alloc(headerBytes);
  await readFully(file, json, leadBytes);
  const header = v.parse(headerSchema, JSON.parse(json.toString('utf8')));
  const { rows, columns, notes, sha256 } = header;
  const { size } = await file.stat();
  if (header.featuresId !== featuresId || size !== leadBytes + headerBytes + rows * columns * 4) return null;
  const data = sharedFloats(rows * columns);
  const bytes = bytesOf(data);
  await readFully(file, bytes, leadBytes + headerBytes);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
  return { matrix: { rows, columns, data }, notes };
}

function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await file.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw new RangeError('The file ends too early.');
    done += bytesRead;
  }
}

/** Removes all but the newest files, and what interrupted writes left. */
async function prune(folder: string, current: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.includes(fileEnd) && name !== current);
  const dated = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return { name, time: name.endsWith(fileEnd) ? (found?.mtimeMs ?? 0) : 0 };
    }),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(keptFiles - 1);
  const unfinished = dated.filter(({ name }) => !name.endsWith(fileEnd));
  await Promise.all([...old, ...unfinished].map(({ name }) => rm(join(folder, name), { force: true })));
}

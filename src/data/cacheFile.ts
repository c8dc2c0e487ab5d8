import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** Magic number and header length. */
const leadBytes = 8;
const longestHeader = 16 * 1024 * 1024;

/** One file of float32 values with what they are. */
export interface CacheFile<Header> {
  /** Absolute. */
  readonly path: string;
  /** Tells kinds of files apart. */
  readonly magic: number;
  readonly header: v.GenericSchema<unknown, Header>;
  /** How many values belong to a header, or null for a header that is another's. */
  readonly lengthOf: (header: Header) => number | null;
  /** Zeros to read values into. */
  readonly allocate: (length: number) => Float32Array;
}

export interface Cached<Header> {
  readonly header: Header;
  readonly values: Float32Array;
}

/**
 * Layout: magic, header length (both uint32), header (JSON with the SHA-256 of the values, padded by spaces to 4 bytes),
 * float32 values; little-endian. The file appears whole or not at all.
 */
export async function writeCacheFile<Header extends object>(
  { path, magic }: Pick<CacheFile<Header>, 'path' | 'magic'>,
  { header, values }: Cached<Header>,
): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  const bytes = bytesOf(values);
  const json = Buffer.from(JSON.stringify({ ...header, sha256: hashOf(bytes) }));
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

/** Null when the file is not there, is damaged, or is another's. Reading one makes it new, so that it is kept longer. */
export async function readCacheFile<Header>(file: CacheFile<Header>): Promise<Cached<Header> | null> {
  const handle = await open(file.path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const found = await read(handle, file);
    const now = new Date();
    if (found !== null) await utimes(file.path, now, now).catch(() => undefined);
    return found;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

async function read<Header>(
  handle: FileHandle,
  { magic, header: schema, lengthOf, allocate }: CacheFile<Header>,
): Promise<Cached<Header> | null> {
  const lead = Buffer.alloc(leadBytes);
  await readFully(handle, lead, 0);
  const headerBytes = lead.readUInt32LE(4);
  if (lead.readUInt32LE(0) !== magic || headerBytes > longestHeader) return null;
  const json = Buffer.alloc(headerBytes);
  await readFully(handle, json, leadBytes);
  const parsed: unknown = JSON.parse(json.toString('utf8'));
  const header = v.parse(schema, parsed);
  const { sha256 } = v.parse(v.object({ sha256: v.string() }), parsed);
  const length = lengthOf(header);
  const { size } = await handle.stat();
  if (length === null || size !== leadBytes + headerBytes + length * Float32Array.BYTES_PER_ELEMENT)
    return null;
  const values = allocate(length);
  const bytes = bytesOf(values);
  await readFully(handle, bytes, leadBytes + headerBytes);
  return hashOf(bytes) === sha256 ? { header, values } : null;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const bytesOf = (data: Float32Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < target.length;) {
    const { bytesRead } = await file.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw new RangeError('The file ends too early.');
    done += bytesRead;
  }
}

/** Removes all files of a name's ending but `current` and the newest `kept` - 1, and what interrupted writes left. */
export async function pruneCache(
  folder: string,
  { fileEnd, current, kept }: { readonly fileEnd: string; readonly current: string; readonly kept: number },
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.includes(fileEnd) && name !== current);
  const dated = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return { name, time: name.endsWith(fileEnd) ? (found?.mtimeMs ?? 0) : 0 };
    }),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(kept - 1);
  const unfinished = dated.filter(({ name }) => !name.endsWith(fileEnd));
  await Promise.all([...old, ...unfinished].map(({ name }) => rm(join(folder, name), { force: true })));
}

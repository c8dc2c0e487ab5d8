import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DataError } from '../dataError.ts';
import type { SourceHead } from './sourceHead.ts';

export const newline = 0x0a;
const carriageReturn = 0x0d;

/** A longer line is no row that a person could label; refused before it fills the memory. */
const longestLine = 64 * 1024 * 1024;
const chunkBytes = 512 * 1024;

/** Whole lines of a file, in order: every byte of the file is in exactly one block. */
export interface LineBlock {
  readonly bytes: Buffer;
  /** Byte offset of the block in the file. */
  readonly offset: number;
  readonly last: boolean;
}

export interface LineReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears the SHA-256 of the whole file once it is read to its end. */
  readonly onSourceHash?: (hash: string) => void;
  /** Which byte ends a line; `\r` for files of the old Mac OS. */
  readonly lineEnd: number;
}

/** Which byte ends lines: `\r` only where the head has no `\n` at all. */
export function lineEndOf(head: SourceHead): number {
  return !head.bytes.includes(newline) && head.bytes.includes(carriageReturn) ? carriageReturn : newline;
}

/**
 * Streams a file as blocks of whole lines of about 512 KiB, without the byte order mark. Memory: a few blocks, or one
 * line of at most 64 MiB; a longer one throws DataError.
 */
export async function* readLineBlocks(head: SourceHead, options: LineReadOptions): AsyncGenerator<LineBlock> {
  const digest: Hash = createHash('sha256');
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let offset = head.markBytes;
  let skip = head.markBytes;
  const stream = createReadStream(head.path, { highWaterMark: chunkBytes, signal: options.signal });
  for await (const piece of stream) {
    const raw = piece as Buffer;
    digest.update(raw);
    const chunk = raw.subarray(skip);
    skip = 0;
    const end = chunk.lastIndexOf(options.lineEnd) + 1;
    if (end > 0) {
      const bytes =
        pendingBytes === 0 ? chunk.subarray(0, end) : Buffer.concat([...pending, chunk.subarray(0, end)]);
      yield { bytes, offset, last: false };
      offset += bytes.length;
      pending = [];
      pendingBytes = 0;
    }
    if (end < chunk.length) {
      pending.push(chunk.subarray(end));
      pendingBytes += chunk.length - end;
    }
    if (pendingBytes > longestLine) refuseLongLine(head, offset);
  }
  yield { bytes: Buffer.concat(pending), offset, last: true };
  options.onSourceHash?.(digest.digest('hex'));
}

function refuseLongLine(head: SourceHead, offset: number): never {
  const limit = longestLine / 1024 / 1024;
  const message = `${head.name}: the line that begins at byte ${offset} is longer than ${limit} MiB; expected line breaks between rows.`;
  throw new DataError('malformedRow', message, { file: head.name });
}

/** A line with a byte sequence that is not UTF-8; offsets relative to the block. */
export interface BadLine {
  readonly start: number;
  readonly end: number;
  /** Offset of the first byte that does not belong. */
  readonly badByte: number;
}

/** The lines of a block that are not UTF-8; the usual answer, none, costs one native pass. */
export function badLines(bytes: Buffer, lineEnd: number): readonly BadLine[] {
  if (isUtf8(bytes)) return [];
  const found: BadLine[] = [];
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(lineEnd, start);
    const end = next < 0 ? bytes.length : next + 1;
    const line = bytes.subarray(start, end);
    if (!isUtf8(line)) found.push({ start, end, badByte: start + firstBadByte(line) });
    start = end;
  }
  return found;
}

/** Decoding replaces what is not UTF-8, so the bytes differ from there on when they are encoded again. */
function firstBadByte(line: Buffer): number {
  const again = Buffer.from(line.toString('utf8'));
  let at = line.findIndex((byte, index) => byte !== again[index]);
  // A sequence that is cut short agrees with the replacement character's first bytes when it begins with 0xef.
  while (at > 0 && !isUtf8(line.subarray(0, at))) at -= 1;
  return at;
}

/** Number of line ends in `bytes` from `start` to `end`. */
export function countLines(bytes: Buffer, start: number, end: number, lineEnd: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineEnd, start); at >= 0 && at < end; at = bytes.indexOf(lineEnd, at + 1)) {
    count += 1;
  }
  return count;
}

/** How a byte is named in messages. */
export function byteName(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}

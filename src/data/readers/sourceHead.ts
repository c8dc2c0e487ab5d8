import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { DataError } from '../dataError.ts';
import { binaryFormat } from './signatures.ts';

/** Enough for a format, a delimiter and a header; read before anything else. */
const headBytes = 256 * 1024;

/** What is known of a source before a reader is chosen. */
export interface SourceHead {
  readonly path: string;
  /** File or folder name, for messages. */
  readonly name: string;
  /** Lower case, with the dot. */
  readonly extension: string;
  readonly isFolder: boolean;
  /** Bytes of the file; 0 for a folder. */
  readonly size: number;
  /** The first bytes without a byte order mark; empty for a folder. */
  readonly bytes: Buffer;
  /** Length of the byte order mark that the file begins with. */
  readonly markBytes: number;
}

/** Looks at a file or folder. Throws DataError when it cannot be read as any source. */
export async function readSourceHead(path: string): Promise<SourceHead> {
  const name = basename(path);
  const found = await statSource(path, name);
  const base = { path, name, extension: extname(path).toLowerCase() };
  if (found.isDirectory()) {
    return { ...base, isFolder: true, size: 0, bytes: Buffer.alloc(0), markBytes: 0 };
  }
  if (!found.isFile()) {
    throw new DataError('wrongType', `${name} is neither a file nor a folder.`, { file: name });
  }
  const raw = await readStart(path, name, headBytes);
  refuseUtf16(raw, name);
  const binary = binaryFormat(raw);
  if (binary !== null) {
    const message = `${name} is ${binary}; expected a text file: CSV, TSV or JSONL. For images choose their folder.`;
    throw new DataError('wrongType', message, { file: name });
  }
  const markBytes = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  const bytes = raw.subarray(markBytes);
  if (found.size <= markBytes || (found.size <= raw.length && bytes.toString('utf8').trim() === '')) {
    throw new DataError('emptyFile', `${name} is empty; expected a header line and rows.`, { file: name });
  }
  return { ...base, isFolder: false, size: found.size, bytes, markBytes };
}

async function statSource(path: string, name: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    throw unreadable(name, path, cause);
  }
}

/** The first bytes of a file. Throws DataError of reason `unreadable`. */
export async function readStart(path: string, name: string, length: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(name, path, cause);
  }
}

function unreadable(name: string, path: string, cause: unknown): DataError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reasons = new Map([
    ['ENOENT', `does not exist (${path})`],
    ['EACCES', 'may not be read: permission denied'],
    ['EPERM', 'may not be read: permission denied'],
  ]);
  const reason = reasons.get(code) ?? `cannot be read (${code || String(cause)})`;
  return new DataError('unreadable', `${name} ${reason}.`, { file: name });
}

/** Spreadsheets save "Unicode text" as UTF-16; half of its bytes are NUL, so the lines cannot be trusted. */
function refuseUtf16(bytes: Buffer, name: string): void {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const sample = bytes.subarray(0, 512);
  const nulls = sample.reduce((count, byte, index) => count + (byte === 0 && index % 2 === 1 ? 1 : 0), 0);
  const looksWide = sample.length >= 8 && nulls > sample.length * 0.4;
  if (mark === 0xfffe || mark === 0xfeff || looksWide) {
    const message = `${name} is encoded as UTF-16; save it as UTF-8 and import it again.`;
    throw new DataError('notUtf8', message, { file: name, line: 1 });
  }
}

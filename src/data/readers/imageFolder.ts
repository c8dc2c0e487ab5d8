import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentHash } from '../contentHash.ts';
import { DataError, issue } from '../dataError.ts';
import { mapOrdered } from '../mapOrdered.ts';
import { requireColumns } from '../columnNames.ts';
import type { ImportIssue, ImportSpec } from '../../protocol/engine.ts';
import { checkImage, ImageError } from './decodeImage.ts';
import { walkFolder } from './folderWalk.ts';
import type { FoundFile } from './folderWalk.ts';
import { previewLimits } from './previewLimits.ts';
import type { ReadContext, Reader, SourceItem, SourceSample } from './reader.ts';
import { imageFormat, promisedImageFormat } from './signatures.ts';
import type { ImageFormat } from './signatures.ts';
import { readStart } from './sourceHead.ts';
import type { SourceHead } from './sourceHead.ts';

/** The columns that a folder has: the path of an image and the sub-folder it lies in. */
export const imageColumns = ['file', 'folder'] as const;

/** Images decoded at once: libuv's default pool has four threads. */
const width = 4;
const batchSize = 64;
/** Read to tell formats apart. */
const signatureBytes = 64;
/** A file of more bytes is not read: no image of 100 million pixels needs them. */
const mostBytes = 1024 * 1024 * 1024;

/** A folder of images, sub-folders included; the sub-folder's name may be the label. */
export const imageFolderReader: Reader = {
  id: 'imageFolder',
  claims: (head) => head.isFolder,
  format: () => 'imageFolder',
  sample: sampleFolder,
  read: readFolder,
};

type Outcome =
  | { readonly item: SourceItem; readonly issues: readonly ImportIssue[]; readonly trace: string }
  | { readonly item: null; readonly issues: readonly ImportIssue[]; readonly trace: string };

async function* readFolder(
  head: SourceHead,
  spec: ImportSpec,
  context: ReadContext,
): AsyncGenerator<readonly SourceItem[]> {
  requireColumns({ ...spec, textColumn: null, featureColumns: [] }, imageColumns, head.name);
  context.onColumns(imageColumns);
  const files: FoundFile[] = [];
  for await (const file of walkFolder(head.path)) {
    context.signal?.throwIfAborted();
    files.push(file);
  }
  const digest = createHash('sha256');
  let batch: SourceItem[] = [];
  let done = 0;
  let images = 0;
  for await (const outcome of mapOrdered(each(files), width, (found) => readImage(found, spec))) {
    context.signal?.throwIfAborted();
    digest.update(outcome.trace);
    for (const found of outcome.issues) context.issues.add(found);
    if (outcome.item !== null) batch.push(outcome.item);
    if (outcome.item !== null || outcome.issues.length > 0) images += 1;
    done += 1;
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
    context.onFraction(done / files.length);
  }
  yield batch;
  if (images === 0) throw noImages(head, files);
  context.onSourceHash(digest.digest('hex'));
}

async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  for (const value of values) yield await Promise.resolve(value);
}

/** Reads one file: an item, or issues, or (a file that neither is nor claims to be an image) nothing. */
async function readImage(found: FoundFile, spec: ImportSpec): Promise<Outcome> {
  const { file } = found;
  if (found.leaves) {
    const message = `${file} is a link that leaves the folder; it was not followed.`;
    return {
      item: null,
      issues: [issue('unreadable', 'error', message, { file })],
      trace: `${file}\0link\n`,
    };
  }
  let trace = `${file}\n`;
  try {
    const { size, mtimeMs } = await stat(found.path);
    trace = `${file}\0${size}\0${mtimeMs}\n`;
    const start = await readStart(found.path, file, signatureBytes);
    const promised = promisedImageFormat(extname(file));
    const format = imageFormat(start);
    if (format === null) return { item: null, issues: notAnImage(file, promised, size), trace };
    if (size > mostBytes) throw new ImageError('is larger than 1 GiB');
    const bytes = await readFile(found.path);
    const { width: wide, height } = await checkImage(bytes, format);
    const content = JSON.stringify({ file, width: wide, height, format, bytes: size });
    const item: SourceItem = {
      id: spec.idColumn === 'file' ? file : spec.idColumn === 'folder' ? folderOf(file) : null,
      hash: contentHash(bytes),
      line: null,
      content,
      label: spec.labelColumn === 'folder' ? folderOf(file) : spec.labelColumn === 'file' ? file : null,
    };
    return { item, issues: lyingName(file, promised, format), trace };
  } catch (cause) {
    return { item: null, issues: [failure(file, cause)], trace };
  }
}

function failure(file: string, cause: unknown): ImportIssue {
  if (cause instanceof ImageError) {
    return issue('undecodableImage', 'error', `${file} ${cause.message}.`, { file });
  }
  const text = cause instanceof Error ? cause.message : String(cause);
  return issue('unreadable', 'error', `${file} cannot be read: ${text}`, { file });
}

function notAnImage(file: string, promised: ImageFormat | null, size: number): readonly ImportIssue[] {
  if (promised === null) return [];
  if (size === 0) return [issue('undecodableImage', 'error', `${file} is empty (0 bytes).`, { file })];
  const message = `${file} is named like a ${promised.toUpperCase()} image, but its content is no image that NextLabel reads; it was left out.`;
  return [issue('wrongType', 'error', message, { file })];
}

function lyingName(file: string, promised: ImageFormat | null, format: ImageFormat): readonly ImportIssue[] {
  if (promised === null || promised === format) return [];
  const message = `${file} is named like a ${promised.toUpperCase()} image but is a ${format.toUpperCase()} image; it was read as that.`;
  return [issue('wrongType', 'warning', message, { file })];
}

/** The name of the sub-folder in which an image lies directly; null at the top, where no folder says anything. */
function folderOf(file: string): string | null {
  return file.split('/').at(-2) ?? null;
}

function noImages(head: SourceHead, files: readonly FoundFile[]): DataError {
  const extensions = [...new Set(files.map(({ file }) => extname(file).toLowerCase() || 'no extension'))];
  const others =
    files.length === 0
      ? 'it holds no files'
      : `its ${files.length} files are ${extensions.slice(0, 8).join(', ')}`;
  const message = `${head.name} has no PNG, JPEG, WebP, GIF, AVIF or TIFF images: ${others}.`;
  return new DataError('emptyFile', message, { file: head.name });
}

async function sampleFolder(head: SourceHead, signal: AbortSignal | undefined): Promise<SourceSample> {
  const rows: string[][] = [];
  const files: FoundFile[] = [];
  for await (const found of walkFolder(head.path)) {
    signal?.throwIfAborted();
    files.push(found);
    if (found.leaves) continue;
    const start = await readStart(found.path, found.file, signatureBytes).catch(() => Buffer.alloc(0));
    if (imageFormat(start) !== null) rows.push([found.file, folderOf(found.file) ?? '']);
    if (files.length >= previewLimits.images) break;
  }
  if (rows.length === 0) throw noImages(head, files);
  const folders = new Set(rows.map(([, folder]) => folder).filter((folder) => folder !== ''));
  const count =
    files.length >= previewLimits.images ? `the first ${rows.length} images` : `${rows.length} images`;
  const where =
    folders.size === 0 ? 'no sub-folders' : `in ${folders.size} sub-folder${folders.size === 1 ? '' : 's'}`;
  return { summary: `folder of images: ${count}, ${where}`, columns: imageColumns, rows, ownExport: false };
}

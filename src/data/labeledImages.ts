import type { Matrix } from '../engine/numeric/matrix.ts';
import type { ImportSpec } from '../protocol/engine.ts';
import { DataError } from './dataError.ts';
import { pixelFeaturiser } from './featurisers/pixels.ts';
import { IssueLog } from './issueLog.ts';
import { imageFolderReader } from './readers/imageFolder.ts';
import type { SourceItem } from './readers/reader.ts';
import { readSourceHead } from './readers/sourceHead.ts';
import { InputError } from './tables/inputError.ts';

/** The images of a folder whose classes are the names of its sub-folders. */
export interface LabeledImages {
  /** Paths within the folder, with `/`, in the order of the rows. */
  readonly files: readonly string[];
  readonly labels: readonly string[];
  /** As `pixelFeaturiser` has them: 32 x 32 x RGB. */
  readonly pixels: Matrix;
}

/** Issues that a message names. */
const SHOWN = 5;

/** Throws InputError where an image cannot be read or has no class: leaving it out would shift the rows after it. */
export async function readLabeledImages(folder: string): Promise<LabeledImages> {
  const spec: ImportSpec = {
    kind: 'image',
    path: folder,
    idColumn: 'file',
    textColumn: null,
    labelColumn: 'folder',
    featureColumns: [],
    images: 'pixels',
  };
  const items = await readItems(spec);
  const stray = items.find(({ label }) => label === null);
  if (stray !== undefined) {
    throw new InputError(
      `${folder}: ${stray.id ?? ''} lies in no sub-folder, whose name would be its class: move it into one.`,
    );
  }
  const { matrix, notes } = await pixelFeaturiser.featurise({
    spec,
    rowCount: items.length,
    items: () => contents(items),
    seed: 0,
  });
  // The first note says how they were scaled; others are of images that vanished since.
  if (notes.length > 1) throw new InputError(`${folder}: ${notes.slice(1).join(' ')}`);
  return {
    files: items.map(({ id }) => id!),
    labels: items.map(({ label }) => label!),
    pixels: matrix,
  };
}

async function readItems(spec: ImportSpec): Promise<readonly SourceItem[]> {
  const issues = new IssueLog();
  const items: SourceItem[] = [];
  try {
    const head = await readSourceHead(spec.path);
    const ignored = () => undefined;
    const context = {
      issues,
      signal: undefined,
      onFraction: ignored,
      onColumns: ignored,
      onSourceHash: ignored,
    };
    for await (const batch of imageFolderReader.read(head, spec, context)) items.push(...batch);
  } catch (error) {
    if (error instanceof DataError) throw new InputError(error.message, { cause: error });
    throw error;
  }
  const unread = issues.issues.filter(({ severity }) => severity === 'error');
  if (unread.length === 0) return items;
  const shown = unread.slice(0, SHOWN).map(({ message }) => message);
  const more = unread.length > SHOWN ? ` And ${unread.length - SHOWN} more.` : '';
  throw new InputError(
    `${spec.path}: an experiment needs every image that is there; take out what cannot be read. ${shown.join(' ')}${more}`,
  );
}

async function* contents(items: readonly SourceItem[]) {
  for (const [row, { content }] of items.entries()) yield await Promise.resolve({ row, content });
}

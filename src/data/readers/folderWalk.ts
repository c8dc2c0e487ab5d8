import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file of a folder, or a link in it that may not be followed. */
export interface FoundFile {
  readonly path: string;
  /** Relative to the folder, with `/`. */
  readonly file: string;
  /** A link whose target lies outside of the folder: naming it must not reveal what is there. */
  readonly leaves: boolean;
}

const collator = new Intl.Collator('en', { numeric: true });

/**
 * All files under a folder, sub-folders included, in the order people expect (img2 before img10). Hidden files and
 * folders (a leading dot, so `.nextlabel` too) are passed over. Linked folders are not entered: those inside the folder
 * are met anyway, those outside may not be read.
 */
export async function* walkFolder(root: string): AsyncGenerator<FoundFile> {
  const realRoot = await realpath(root);
  const pending = [root];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = (await readdir(folder, { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
    const folders: string[] = [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const file = relative(root, path).split(sep).join('/');
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) yield { path, file, leaves: false };
      else if (entry.isSymbolicLink()) yield* followLink(path, file, realRoot);
    }
    pending.push(...folders.reverse());
  }
}

async function* followLink(path: string, file: string, realRoot: string): AsyncGenerator<FoundFile> {
  try {
    const target = await realpath(path);
    const inside = target.startsWith(realRoot + sep);
    if (!inside) yield { path, file, leaves: true };
    else if ((await stat(target)).isFile()) yield { path, file, leaves: false };
  } catch {
    // A link to nothing is no file.
  }
}

/**
 * Whether `file`, a path from the outside, stays within `root` once `..` and links are resolved. For files named by
 * stored content, which anybody may have edited.
 */
export async function isInside(root: string, file: string): Promise<boolean> {
  const path = join(root, file);
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) return false;
  const info = await lstat(path);
  if (!info.isSymbolicLink() && !file.includes('/')) return true;
  return (await realpath(path)).startsWith((await realpath(root)) + sep);
}

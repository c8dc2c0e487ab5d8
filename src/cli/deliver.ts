import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../data/tables/inputError.ts';
import { writeTextFile } from '../data/textFile.ts';
import type { Outcome, Rendering } from './command.ts';

export interface Destination {
  readonly format: string;
  /** Of a file or a folder; undefined = printed. */
  readonly out: string | undefined;
  readonly print: (text: string) => void;
  readonly note: (message: string) => void;
}

/**
 * Prints a result or writes it to a file. A result of several parts goes to a folder, one file each, where `out` is a
 * folder, ends with a slash, or is new and has no extension. Throws InputError where the result is no single text and
 * no folder is named.
 */
export async function deliver(outcome: Outcome, { format, out, print, note }: Destination): Promise<void> {
  const { whole, files, advice } = renderingOf(outcome, format);
  if (out === undefined) {
    if (whole === null) throw new InputError(`--format ${format}: ${advice ?? 'name a folder with --out'}.`);
    print(ended(whole));
    return;
  }
  const several = whole === null || (files.length > 1 && path.extname(out) === '');
  if (files.length > 0 && (several || (await isFolder(out)))) {
    if (path.extname(out) === `.${format}` && !(await isFolder(out))) {
      throw new InputError(`--out ${out}: ${advice ?? 'name a folder'}.`);
    }
    await writing(out, () => mkdir(out, { recursive: true }));
    for (const { name, text } of files) {
      const file = path.join(out, name);
      await writing(file, () => writeTextFile(file, ended(text)));
    }
    note(`${files.length} ${files.length === 1 ? 'file' : 'files'} written to ${out}.`);
    return;
  }
  await writing(out, () => writeTextFile(out, ended(whole ?? '')));
  note(`Written to ${out}.`);
}

function renderingOf({ json, text, render }: Outcome, format: string): Rendering {
  if (format === 'json') return { whole: JSON.stringify(json), files: [] };
  return render?.(format) ?? { whole: text(), files: [] };
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

async function isFolder(out: string): Promise<boolean> {
  if (/[\\/]$/.test(out)) return true;
  try {
    return (await stat(out)).isDirectory();
  } catch {
    // It is yet to be made.
    return false;
  }
}

async function writing<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} could not be written: ${why}`, { cause: error });
  }
}

import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journalError } from './journalError.ts';

/** What git should not see of the state folder; the journal and project.txt are made for it. */
const GITIGNORE = `# Written by NextLabel. labels.jsonl, the journal of every label, belongs into git.
labels.db*
cache/
backups/
lock*
model.safetensors*
strategy.safetensors*
`;

/**
 * Two annotators append to the end of the same file, which git calls a conflict. The journal is a set of lines whose
 * order does not matter, so git may simply keep the lines of both sides.
 */
const GITATTRIBUTES = `# Written by NextLabel. The lines of both sides are labels: git keeps them all.
labels.jsonl merge=union
`;

/** Makes the state folder and what it tells git. The attributes are written once: a team may have its own. */
export const prepareFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    const ignore = join(folder, '.gitignore');
    const present = await readFile(ignore, 'utf8').catch(() => '');
    if (present !== GITIGNORE) await writeFile(ignore, GITIGNORE);
    const attributes = join(folder, '.gitattributes');
    const isThere = await access(attributes).then(
      () => true,
      () => false,
    );
    if (!isThere) await writeFile(attributes, GITATTRIBUTES);
  } catch (error) {
    throw journalError(error, folder, 'write');
  }
};

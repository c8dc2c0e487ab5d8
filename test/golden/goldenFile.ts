import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

/** Reference numbers made with other software; not part of the project, hence the tests that read them may skip. */
const folder = resolve(process.env['GOLDEN_DIR'] ?? join(import.meta.dirname, '../../../shared/golden'));

/**
 * Runs `tests` on the parsed content of a golden file. Where the file is missing, reports why nothing was compared.
 * `tests` states in its own parameter what the file holds; a file of another form fails them.
 */
export function describeGolden(name: string, tests: (content: never) => void): void {
  const path = join(folder, name);
  describe(`golden ${name}`, () => {
    if (existsSync(path)) {
      tests(JSON.parse(readFileSync(path, 'utf8')) as never);
      return;
    }
    console.warn(`Skipped: ${path} is missing; set GOLDEN_DIR to a folder with the reference numbers.`);
    it(`has nothing to compare with: ${path} is missing (set GOLDEN_DIR)`, (context) => context.skip());
  });
}

/** Names below the folder of reference numbers, such as `e2e/a.json`; empty where that folder is missing. */
export function goldenFilesIn(part: string): readonly string[] {
  const path = join(folder, part);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${part}/${name}`);
}

/** Data sets that belong to the reference numbers, in the folder DATA_DIR. */
const dataFolder = resolve(process.env['DATA_DIR'] ?? join(folder, '../data'));

/** Where a data set lies, or null where it is missing. */
export function findData(name: string): string | null {
  const path = join(dataFolder, name);
  return existsSync(path) ? path : null;
}

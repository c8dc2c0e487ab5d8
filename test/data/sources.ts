import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { importSource } from '../../src/data/importSource.ts';
import type { ImportOptions } from '../../src/data/importSource.ts';
import type { ImportedItem, ImportReport, ImportSpec } from '../../src/protocol/engine.ts';

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nextlabel-data-'));
  folders.push(folder);
  return folder;
}

export async function temporaryFile(name: string, content: string | Buffer): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

export function specOf(path: string, changes: Partial<ImportSpec> = {}): ImportSpec {
  return {
    kind: 'tabular',
    path,
    idColumn: null,
    textColumn: null,
    labelColumn: null,
    featureColumns: [],
    ...changes,
  };
}

export interface Imported {
  readonly report: ImportReport;
  readonly items: readonly ImportedItem[];
}

/** Imports a source and keeps every item; for small ones. */
export async function importAll(spec: ImportSpec, options?: ImportOptions): Promise<Imported> {
  const items: ImportedItem[] = [];
  const report = await importSource(
    spec,
    (itemsJson, count) => {
      const batch = JSON.parse(itemsJson) as ImportedItem[];
      if (batch.length !== count)
        throw new Error(`a batch of ${batch.length} items was announced as ${count}`);
      items.push(...batch);
      return Promise.resolve();
    },
    options,
  );
  return { report, items };
}

export async function importText(
  name: string,
  content: string | Buffer,
  changes: Partial<ImportSpec> = {},
): Promise<Imported> {
  return importAll(specOf(await temporaryFile(name, content), changes));
}

export function contentOf(item: ImportedItem | undefined): Record<string, unknown> {
  return JSON.parse(item?.content ?? 'null') as Record<string, unknown>;
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { previewSource } from '../../src/data/previewSource.ts';
import { writeSample } from '../../src/data/samples.ts';
import { importAll, temporaryFolder } from './sources.ts';

describe('sample data', () => {
  it.each(['tabular', 'text', 'image'] as const)('of kind %s import without an issue', async (kind) => {
    const sample = await writeSample(kind, join(await temporaryFolder(), 'made', 'here'), { count: 60 });
    const { source: path, idColumn, textColumn, labelColumn, featureColumns } = sample;
    const spec = { kind, path, idColumn, textColumn, labelColumn, featureColumns };
    const { items, report } = await importAll(spec);
    expect(items).toHaveLength(60);
    expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(60);
    expect(sample.truth).toHaveLength(60);
    for (const name of sample.truth) expect(sample.classes).toContain(name);
    for (const [index, { label }] of items.entries()) {
      if (label !== null) expect(label).toBe(sample.truth[index]);
    }
    const { guess } = await previewSource(path);
    expect(guess).toMatchObject({ kind, textColumn, labelColumn });
  });

  it('is the same for the same seed, and never overwrites', async () => {
    const folder = await temporaryFolder();
    const first = await writeSample('text', folder, { count: 5, seed: 3 });
    const second = await writeSample('text', await temporaryFolder(), { count: 5, seed: 3 });
    expect(await readFile(second.source, 'utf8')).toBe(await readFile(first.source, 'utf8'));
    await writeFile(first.source, 'mine');
    await writeSample('text', folder, { count: 5, seed: 4 });
    expect(await readFile(first.source, 'utf8')).toBe('mine');
  });
});

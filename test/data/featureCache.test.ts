import { open, readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featuresIdOf, loadOrBuildFeatures } from '../../src/data/featureCache.ts';
import type { CachedFeatures, FeatureCacheKey } from '../../src/data/featureCache.ts';
import { specOf, temporaryFolder } from './sources.ts';

function keyOf(cacheFolder: string, changes: Partial<FeatureCacheKey> = {}): FeatureCacheKey {
  return { cacheFolder, spec: specOf('/a.csv'), itemsVersion: 'v1', seed: 1, ...changes };
}

async function build(key: FeatureCacheKey, value = 0.5): Promise<CachedFeatures> {
  return loadOrBuildFeatures(key, () =>
    Promise.resolve({
      matrix: { rows: 3, columns: 2, data: new Float32Array([1, 2, 3, -4, value, Math.PI]) },
      notes: ['ü: a note'],
    }),
  );
}

describe('the feature cache', () => {
  it('gives back the same numbers and notes without building them again', async () => {
    const key = keyOf(await temporaryFolder());
    const first = await build(key);
    const second = await build(key, 99);
    expect(first.cached).toBe(false);
    expect(second).toEqual({ ...first, cached: true });
    expect(second.matrix.data[5]).toBe(Math.fround(Math.PI));
    expect(await readdir(key.cacheFolder)).toEqual([`${first.featuresId}.features`]);
  });

  it('names features by items, settings and seed', () => {
    const key = keyOf('/c');
    const ids = [
      key,
      keyOf('/c', { itemsVersion: 'v2' }),
      keyOf('/c', { seed: 2 }),
      keyOf('/c', { spec: specOf('/a.csv', { featureColumns: ['x'] }) }),
      keyOf('/c', { spec: specOf('/a.csv', { kind: 'text' }) }),
    ].map(featuresIdOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(featuresIdOf(keyOf('/elsewhere'))).toBe(ids[0]);
  });

  it.each([
    ['cut short', async (path: string) => truncate(path, (await readFile(path)).length - 4)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['changed in one byte of its values', (path: string) => flip(path, -3)],
    ['changed in its lead', (path: string) => flip(path, 5)],
    ['changed in its header', (path: string) => flip(path, 12)],
    ['something else', (path: string) => writeFile(path, 'not features at all')],
  ])('builds a file anew that was %s', async (_name, damage) => {
    const key = keyOf(await temporaryFolder());
    const { featuresId } = await build(key);
    await damage(join(key.cacheFolder, `${featuresId}.features`));
    const again = await build(key);
    expect(again.cached).toBe(false);
    expect((await build(key)).cached).toBe(true);
  });

  it('keeps the three newest', async () => {
    const folder = await temporaryFolder();
    const ids: string[] = [];
    for (let seed = 0; seed < 5; seed += 1) {
      const { featuresId } = await build(keyOf(folder, { seed }));
      ids.push(`${featuresId}.features`);
      const time = new Date(2020, 0, 1 + seed);
      await utimes(join(folder, `${featuresId}.features`), time, time);
    }
    expect((await readdir(folder)).sort()).toEqual(ids.slice(2).sort());
  });

  it('gives the features even where it cannot write, and says so', async () => {
    const file = join(await temporaryFolder(), 'a-file');
    await writeFile(file, '');
    const result = await build(keyOf(join(file, 'cache')));
    expect(result.matrix.rows).toBe(3);
    expect(result.notes[1]).toContain('could not be kept on disk');
  });
});

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  const position = at < 0 ? bytes.length + at : at;
  const file = await open(path, 'r+');
  await file.write(Buffer.from([(bytes[position] ?? 0) ^ 0x40]), 0, 1, position);
  await file.close();
}

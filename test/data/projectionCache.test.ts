import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrFitProjection } from '../../src/data/projectionCache.ts';
import type { ProjectionKey } from '../../src/data/projectionCache.ts';

let folder: string;
let fits: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-projection-'));
  fits = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (change: Partial<ProjectionKey> = {}) =>
  loadOrFitProjection(
    { cacheFolder: join(folder, 'cache'), featuresId: 'f', rows: Int32Array.of(0, 1, 4), seed: 3, ...change },
    () => ({ places: Float32Array.of(1, 2, 3, 4, 5, ++fits), fitted: 2 }),
  );

describe('loadOrFitProjection', () => {
  it('fits once for the same rows, features and seed', async () => {
    const first = await load();
    expect(await load()).toEqual(first);
    expect(fits).toBe(1);
    await load({ rows: Int32Array.of(0, 1, 3) });
    await load({ featuresId: 'g' });
    await load({ seed: 4 });
    expect(fits).toBe(4);
    // A few are kept, the newest.
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(3);
  });

  it('fits again where the file is damaged, and goes without a cache where it cannot write', async () => {
    await load();
    const [name] = readdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache', name!), 'damaged');
    expect((await load()).places[5]).toBe(2);
    writeFileSync(join(folder, 'file'), '');
    expect((await load({ cacheFolder: join(folder, 'file') })).places[5]).toBe(3);
  });
});

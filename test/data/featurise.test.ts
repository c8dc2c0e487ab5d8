import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { featuresIdOf } from '../../src/data/featureCache.ts';
import { featurise } from '../../src/data/featurise.ts';
import type { Features, FeaturiseRequest } from '../../src/data/featurisers/featuriser.ts';
import { writeSample } from '../../src/data/samples.ts';
import { previewPath, thumbnailPath } from '../../src/data/thumbnail.ts';
import { importAll, specOf, temporaryFolder } from './sources.ts';

async function* each(contents: readonly object[]): AsyncGenerator<{ row: number; content: string }> {
  for (const [row, content] of contents.entries())
    yield await Promise.resolve({ row, content: JSON.stringify(content) });
}

async function features(
  contents: readonly object[],
  changes: Partial<FeaturiseRequest> = {},
): Promise<Features> {
  return featurise({
    spec: specOf('/data/a.csv'),
    rowCount: contents.length,
    items: () => each(contents),
    seed: 7,
    ...changes,
  });
}

function row({ matrix }: Features, index: number): number[] {
  return [...matrix.data.subarray(index * matrix.columns, (index + 1) * matrix.columns)];
}

/** Share of rows whose nearest neighbour has the same class. */
function neighbourAccuracy({ matrix }: Features, classes: readonly string[]): number {
  const rows = classes.map((_, index) => row({ matrix, notes: [] }, index));
  const distance = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
  const hits = rows.filter((own, index) => {
    const others = rows.map((other, place) => (place === index ? Infinity : distance(own, other)));
    return classes[others.indexOf(Math.min(...others))] === classes[index];
  });
  return hits.length / rows.length;
}

describe('features of tables', () => {
  const table = [
    { age: '40', colour: 'red', same: 'x', joined: '2024-01-05', key: 'a1', ok: 'true' },
    { age: '', colour: 'blue', same: 'x', joined: '2024-02-05', key: 'b2', ok: 'false' },
    { age: '42', colour: 'red', same: 'x', joined: '2023-02-11', key: 'c3', ok: 'true' },
    { age: '41', colour: '', same: 'x', joined: '2023-02-12', key: 'd4', ok: 'true' },
  ];

  it('standardises numbers, sets missing ones to the median, and says so', async () => {
    const result = await features(table, { spec: specOf('/a.csv', { featureColumns: ['age'] }) });
    const deviation = Math.sqrt(2 / 3);
    expect(row(result, 0)[0]).toBeCloseTo(-1 / deviation, 6);
    expect(row(result, 1)[0]).toBeCloseTo(0, 6);
    expect(row(result, 2)[0]).toBeCloseTo(1 / deviation, 6);
    expect(result.notes).toEqual(['1 missing value in `age` was set to the median 41.']);
  });

  it('makes categories one-hot, and leaves out what says nothing', async () => {
    const result = await features(table, {
      spec: specOf('/a.csv', { featureColumns: ['colour', 'same', 'joined', 'ok'] }),
    });
    // red, blue, missing; true, false
    expect([0, 1, 2, 3].map((index) => row(result, index))).toEqual([
      [1, 0, 0, 1, 0],
      [0, 1, 0, 0, 1],
      [1, 0, 0, 1, 0],
      [0, 0, 1, 1, 0],
    ]);
    expect(result.notes).toEqual([
      '1 missing value in `colour` became a category of their own.',
      '`same` was left out: it has the same value in every row.',
      '`joined` was left out: it holds dates.',
    ]);
  });

  it('leaves out ids and free text, and bundles rare categories', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      id: `key-${n}`,
      town: n < 2900 ? `t${n % 49}` : `rare${n}`,
      x: String(n % 17),
    }));
    const result = await features(rows);
    expect(result.matrix.columns).toBe(52);
    expect(result.notes).toEqual([
      '`id` was left out: nearly every row has another value (an id or free text).',
      'The 99 rarest values of `town` share one feature.',
    ]);
  });

  it('never uses id and label, takes every other column, also one that comes late', async () => {
    const spec = specOf('/a.csv', { idColumn: 'id', labelColumn: 'y' });
    const result = await features(
      [
        { id: '1', x: '1' },
        { id: '2', x: '3' },
        { id: '3', x: '2', late: '5' },
        { id: '4', x: '2', late: '6' },
      ],
      { spec },
    );
    expect(result.matrix.columns).toBe(2);
    expect(result.notes).toEqual(['2 missing values in `late` were set to the median 5.5.']);
  });

  it('treats a few words among numbers as missing', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => ({ x: n === 3 ? 'unknown' : String(n) }));
    const result = await features(rows);
    expect(result.matrix.columns).toBe(1);
    expect(result.notes[0]).toContain('(1 of them no numbers, such as "unknown")');
  });

  it('projects wide tables to 512 columns and keeps distances', async () => {
    const wide = Array.from({ length: 30 }, (_, n) =>
      Object.fromEntries(
        Array.from({ length: 900 }, (__, c) => [
          `c${c}`,
          String((Math.sin(n * 12.9898 + c * 78.233) * 43758.5453) % 1),
        ]),
      ),
    );
    const result = await features(wide);
    expect(result.matrix.columns).toBe(512);
    expect(result.notes).toEqual(['900 features were projected at random to 512.']);
    const squares = result.matrix.data.reduce((sum, value) => sum + value * value, 0);
    expect(squares / (30 * 900)).toBeGreaterThan(0.8);
    expect(squares / (30 * 900)).toBeLessThan(1.2);
  });

  it('keeps rows that are never delivered at zero, and lives with no usable column', async () => {
    const result = await features([{ x: '1' }, { x: '2' }], { rowCount: 4 });
    expect(row(result, 3)).toEqual([0]);
    const none = await features([{ x: 'same' }, { x: 'same' }]);
    expect(none.matrix).toMatchObject({ rows: 2, columns: 1 });
    expect(none.notes.at(-1)).toContain('No column');
  });
});

describe('features of texts', () => {
  const spec = specOf('/a.jsonl', { kind: 'text', textColumn: 'text' });

  it('have length 1, 256 columns, and depend on the seed alone', async () => {
    const texts = [{ text: 'one two' }, { text: 'три четыре' }, { text: '机器学习' }, { text: '?!' }];
    const first = await features(texts, { spec });
    expect(first.matrix.columns).toBe(256);
    const lengths = texts.map((_, index) => Math.hypot(...row(first, index)));
    expect(lengths[0]).toBeCloseTo(1, 5);
    expect(lengths[1]).toBeCloseTo(1, 5);
    expect(lengths[2]).toBeCloseTo(1, 5);
    expect(lengths[3]).toBe(0);
    expect(first.notes[1]).toBe('1 text holds no words: all their features are 0.');
    expect((await features(texts, { spec })).matrix.data).toEqual(first.matrix.data);
    expect((await features(texts, { spec, seed: 8 })).matrix.data).not.toEqual(first.matrix.data);
  });

  it('bring texts about the same together, in any script', async () => {
    const topics = [
      ['the cat sat on the mat', 'a cat on a mat', 'my cat likes the mat'],
      ['stock markets fell sharply', 'the stock market fell again', 'sharply falling stocks'],
      ['我喜欢吃苹果和香蕉', '他喜欢吃苹果', '苹果和香蕉很好吃'],
    ];
    const classes = topics.flatMap((texts, topic) => texts.map(() => String(topic)));
    const result = await features(
      topics.flat().map((text) => ({ text })),
      { spec },
    );
    expect(neighbourAccuracy(result, classes)).toBe(1);
  });

  it('tell generated tickets apart far better than chance', async () => {
    const sample = await writeSample('text', await temporaryFolder(), { count: 200 });
    const { items } = await importAll(specOf(sample.source, { ...spec, path: sample.source }));
    const result = await features(
      items.map(({ content }) => JSON.parse(content) as object),
      { spec },
    );
    expect(neighbourAccuracy(result, sample.truth)).toBeGreaterThan(1.8 / sample.classes.length);
  });
});

describe('features of images', () => {
  it('tell glyphs apart, and write thumbnails', async () => {
    const sample = await writeSample('image', await temporaryFolder(), { count: 120 });
    const cache = await temporaryFolder();
    const spec = specOf(sample.source, { kind: 'image', idColumn: 'file' });
    const { items } = await importAll(spec);
    const contents = items.map(({ content }) => JSON.parse(content) as object);
    const progress: number[] = [];
    const result = await features(contents, {
      spec,
      thumbnails: cache,
      onProgress: (_message, fraction) => progress.push(fraction ?? -1),
    });
    expect(result.matrix).toMatchObject({ rows: 120, columns: 480 });
    expect(progress.at(-1)).toBeGreaterThan(0.8);
    expect(neighbourAccuracy(result, sample.truth)).toBeGreaterThan(0.5);
    expect(await readdir(join(cache, 'thumbs'))).toHaveLength(120);
    const thumbnail = await sharp(thumbnailPath(cache, items[0]?.hash ?? '')).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 64, height: 64 });
  });

  it('are their pixels for models that look at these', async () => {
    const folder = await temporaryFolder();
    const side = 64;
    // The left half is red, the right half is half transparent black on white paper.
    const pixels = Uint8Array.from({ length: side * side * 4 }, (_, at) => {
      const isLeft = Math.floor(at / 4) % side < side / 2;
      return (isLeft ? [255, 0, 0, 255] : [0, 0, 0, 127])[at % 4]!;
    });
    const raw = { width: side, height: side, channels: 4 } as const;
    await sharp(pixels, { raw }).png().toFile(join(folder, 'a.png'));
    const spec = specOf(folder, { kind: 'image', images: 'pixels' });
    const result = await features([{ file: 'a.png' }, { file: 'gone.png' }], { spec });
    expect(result.matrix).toMatchObject({ rows: 2, columns: 3072 });
    const pixel = (x: number, y: number) => [...row(result, 0).slice((y * 32 + x) * 3, (y * 32 + x) * 3 + 3)];
    expect(pixel(2, 5)).toEqual([1, 0, 0]);
    for (const value of pixel(30, 31)) expect(value).toBeCloseTo(0.5, 1);
    expect(result.notes).toHaveLength(2);
    const ids = [spec, specOf(folder, { kind: 'image' })].map((each) =>
      featuresIdOf({ cacheFolder: '', spec: each, itemsVersion: '1', seed: 1 }),
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('show TIFF through a preview, turn upright, and survive files that went away', async () => {
    const folder = await temporaryFolder();
    const cache = await temporaryFolder();
    const wide = sharp({
      create: { width: 600, height: 300, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
    });
    await writeFile(join(folder, 'a.tiff'), await wide.clone().tiff().toBuffer());
    await writeFile(
      join(folder, 'b.jpg'),
      await wide.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    await writeFile(join(folder, 'c.png'), await wide.clone().png().toBuffer());
    const spec = specOf(folder, { kind: 'image' });
    const { items } = await importAll(spec);
    expect(JSON.parse(items[1]?.content ?? '')).toMatchObject({ file: 'b.jpg', width: 300, height: 600 });
    await rm(join(folder, 'c.png'));
    const contents = [
      ...items.map(({ content }) => JSON.parse(content) as object),
      { file: '../secret.png' },
    ];
    await mkdir(cache, { recursive: true });
    const result = await features(contents, { spec, thumbnails: cache });
    expect(result.notes[1]).toContain('2 images could not be read');
    expect(row(result, 2).every((value) => value === 0)).toBe(true);
    expect(await sharp(previewPath(cache, items[0]?.hash ?? '')).metadata()).toMatchObject({ width: 600 });
    expect(await sharp(thumbnailPath(cache, items[0]?.hash ?? '')).metadata()).toMatchObject({
      width: 192,
      height: 96,
    });
    expect(await sharp(thumbnailPath(cache, items[1]?.hash ?? '')).metadata()).toMatchObject({
      width: 96,
      height: 192,
    });
    expect(() => thumbnailPath(cache, '../x')).toThrow(RangeError);
  });
});

describe('a long featurisation', () => {
  it('can be cancelled', async () => {
    const cancel = new AbortController();
    const rows = Array.from({ length: 5000 }, (_, n) => ({ x: String(n) }));
    const run = features(rows, { signal: cancel.signal, onProgress: () => cancel.abort() });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('turns 20,000 rows and texts into numbers quickly', { timeout: 60_000 }, async () => {
    async function* rows(): AsyncGenerator<{ row: number; content: string }> {
      for (let n = 0; n < 20_000; n += 1) {
        const content = {
          a: String(n % 100),
          b: String(-n / 3),
          c: `c${n % 9}`,
          text: `ticket ${n} about item ${n % 97} that is late`,
        };
        yield await Promise.resolve({ row: n, content: JSON.stringify(content) });
      }
    }
    for (const [kind, textColumn] of [
      ['tabular', null],
      ['text', 'text'],
    ] as const) {
      const started = performance.now();
      const spec = specOf('/a.csv', {
        kind,
        textColumn,
        featureColumns: kind === 'tabular' ? ['a', 'b', 'c'] : [],
      });
      const { matrix } = await featurise({ spec, rowCount: 20_000, items: rows, seed: 1 });
      const rate = 20_000 / ((performance.now() - started) / 1000);
      console.log(`${kind}: ${Math.round(rate)} items/s, ${matrix.columns} columns`);
      expect(matrix.rows).toBe(20_000);
      expect(rate).toBeGreaterThan(500);
    }
  });
});

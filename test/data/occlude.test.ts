import { describe, expect, it } from 'vitest';
import { featurise } from '../../src/data/featurise.ts';
import type { FeaturiseRequest } from '../../src/data/featurisers/featuriser.ts';
import { imageRegions } from '../../src/data/featurisers/image.ts';
import { pixelRegions } from '../../src/data/featurisers/pixels.ts';
import { createOccluder } from '../../src/data/occlude.ts';
import { specOf } from './sources.ts';

async function* each(contents: readonly object[]): AsyncGenerator<{ row: number; content: string }> {
  for (const [row, content] of contents.entries())
    yield await Promise.resolve({ row, content: JSON.stringify(content) });
}

async function occluderOf(contents: readonly object[], changes: Partial<FeaturiseRequest> = {}) {
  const request = {
    spec: specOf('/data/a.csv'),
    rowCount: contents.length,
    items: () => each(contents),
    seed: 7,
    ...changes,
  };
  const { matrix } = await featurise(request);
  const rows = Int32Array.from(contents.keys());
  const occluder = await createOccluder(request, matrix, rows);
  const occlude = (row: number) => occluder({ row, content: JSON.stringify(contents[row]) });
  const features = (row: number) => matrix.data.subarray(row * matrix.columns, (row + 1) * matrix.columns);
  return { occlude, features, matrix };
}

describe('features taken away from a table', () => {
  const table = [
    { age: '40', colour: 'red', same: 'x' },
    { age: '44', colour: 'blue', same: 'x' },
    { age: '42', colour: 'red', same: 'x' },
    { age: '41', colour: 'green', same: 'x' },
  ];

  it('are columns with their values, set to the mean of the pool, categories as one', async () => {
    const { occlude, features, matrix } = await occluderOf(table);
    const { names, whole, without } = occlude(1)!;
    expect(names).toEqual(['age = 44', 'colour = blue']);
    expect(whole).toEqual(Float32Array.from(features(1)));
    const mean = Array.from({ length: matrix.columns }, (_, column) =>
      [0, 1, 2, 3].reduce((sum, row) => sum + features(row)[column]! / 4, 0),
    );
    const row = (index: number) => [
      ...without.data.subarray(index * matrix.columns, (index + 1) * matrix.columns),
    ];
    // Age is the first column of the features.
    row(0).forEach((value, column) => expect(value).toBeCloseTo(column === 0 ? mean[0]! : whole[column]!, 6));
    row(1).forEach((value, column) => expect(value).toBeCloseTo(column === 0 ? whole[0]! : mean[column]!, 6));
  });

  it('have no names where the columns were projected', async () => {
    const wide = Array.from({ length: 3 }, (_, row) =>
      Object.fromEntries(Array.from({ length: 600 }, (__, column) => [`c${column}`, String(row * column)])),
    );
    const { occlude, matrix } = await occluderOf(wide);
    expect(matrix.columns).toBe(512);
    expect(occlude(0)).toBeNull();
  });
});

describe('words taken away from a text', () => {
  const spec = { ...specOf('/data/a.jsonl'), kind: 'text' as const, textColumn: 'text' };
  const texts = [
    { text: 'The printer is on fire, the printer!' },
    { text: 'Where is my invoice?' },
    { text: 'Fire the printer' },
    { text: '' },
  ];

  it('give the features that the text without them would have', async () => {
    const { occlude, features, matrix } = await occluderOf(texts, { spec });
    const { names, whole, without, note } = occlude(0)!;
    expect([names, note]).toEqual([['the', 'printer', 'is', 'on', 'fire'], '']);
    expect(whole).toEqual(Float32Array.from(features(0)));
    const row = (index: number) =>
      without.data.subarray(index * matrix.columns, (index + 1) * matrix.columns);
    // Less like the other text about printers once they are gone, and not less like the one about invoices.
    const likeness = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);
    const printer = row(names.indexOf('printer'));
    expect(likeness(printer, features(2))).toBeLessThan(likeness(whole, features(2)) - 0.1);
    expect(likeness(printer, printer)).toBeCloseTo(1, 5);
    expect(likeness(row(names.indexOf('is')), features(1))).toBeLessThan(likeness(whole, features(1)));
    expect(occlude(3)!.names).toEqual([]);
  });

  it('are the first 200 of a long text, which is said', async () => {
    const long = { text: Array.from({ length: 300 }, (_, index) => `word${index}`).join(' ') };
    const { occlude } = await occluderOf([long, ...texts], { spec });
    const { names, note } = occlude(0)!;
    expect(names).toHaveLength(200);
    expect(note).toBe('Of 300 different words only the first 200 were looked at.');
  });
});

it('takes a picture apart into ninths, colours and edges, every column once', () => {
  const regions = imageRegions();
  expect(regions).toHaveLength(18);
  expect(new Set(regions.map(({ name }) => name)).size).toBe(18);
  const columns = regions.flatMap((region) => region.columns);
  expect(columns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 480 }, (_, column) => column));
  // The first pixel and the first cell are at the top left, the last ones at the bottom right.
  const where = (column: number) => regions.find((region) => region.columns.includes(column))?.name;
  expect([where(0), where(191), where(192), where(479)]).toEqual([
    'colours, top left',
    'colours, bottom right',
    'edges, top left',
    'edges, bottom right',
  ]);
});

it('takes pixels apart into ninths of the picture, every column once', () => {
  const regions = pixelRegions();
  expect(regions.map(({ name }) => name)).toHaveLength(9);
  const columns = regions.flatMap((region) => region.columns);
  expect(columns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3072 }, (_, column) => column));
  const where = (x: number, y: number) =>
    regions.find((region) => region.columns.includes((y * 32 + x) * 3))?.name;
  expect([where(0, 0), where(31, 0), where(16, 16), where(0, 31)]).toEqual([
    'top left',
    'top right',
    'middle centre',
    'bottom left',
  ]);
});

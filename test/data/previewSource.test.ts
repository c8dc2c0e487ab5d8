import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { previewSource } from '../../src/data/previewSource.ts';
import { writeSample } from '../../src/data/samples.ts';
import type { DataPreview } from '../../src/protocol/engine.ts';
import { temporaryFile, temporaryFolder } from './sources.ts';

async function preview(name: string, content: string | Buffer): Promise<DataPreview> {
  return previewSource(await temporaryFile(name, content));
}

async function waveform(): Promise<string> {
  const golden = join(import.meta.dirname, '../../../shared/data/uci/waveform.csv');
  if (existsSync(golden)) return golden;
  const { features, source } = await writeSample('tabular', await temporaryFolder(), { count: 5000 }).then(
    ({ featureColumns, source: path }) => ({ features: featureColumns, source: path }),
  );
  expect(features).toHaveLength(21);
  return source;
}

describe('a first look', () => {
  it('at the waveforms: a table with 21 numbers and a label', async () => {
    const { format, guess, columns, problems, summary, sampledRows } = await previewSource(await waveform());
    expect(format).toBe('csv');
    expect(summary).toContain('comma-separated');
    expect(sampledRows).toBe(5000);
    expect(guess.kind).toBe('tabular');
    expect(guess.featureColumns).toHaveLength(21);
    expect(['y', 'label']).toContain(guess.labelColumn);
    expect(guess.classes.length).toBeGreaterThanOrEqual(2);
    expect(columns.filter(({ type }) => type === 'number').length).toBeGreaterThanOrEqual(21);
    expect(problems).toEqual([]);
  });

  it('at texts: id, text and a label that most rows lack', async () => {
    const lines = Array.from({ length: 40 }, (_, n) =>
      JSON.stringify({
        doc_id: `d${n}`,
        body: `This is sentence number ${n}.`,
        label: ['b', 'a', ''][n % 3],
      }),
    );
    const { format, guess } = await preview('a.jsonl', lines.join('\n'));
    expect(format).toBe('jsonl');
    expect(guess).toEqual({
      kind: 'text',
      idColumn: 'doc_id',
      textColumn: 'body',
      labelColumn: 'label',
      featureColumns: [],
      classes: ['a', 'b'],
    });
  });

  it('sorts classes by value, and tells types of columns', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, n) => `${n};${n % 12};${['red', 'blue'][n % 2] ?? ''};;${n}-note ${n}`,
    );
    const { guess, columns, format } = await preview(
      'a.tsv',
      `id;target;colour;nothing;remark\n${rows.join('\n')}\n`,
    );
    expect(format).toBe('csv');
    expect(columns.map(({ type }) => type)).toEqual(['number', 'number', 'category', 'empty', 'text']);
    expect(columns[2]).toMatchObject({ distinct: 2, missing: 0, example: 'red' });
    expect(columns[3]).toMatchObject({ distinct: 0, missing: 60 });
    expect(guess).toMatchObject({ idColumn: 'id', labelColumn: 'target', featureColumns: ['colour'] });
    expect(guess.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
  });

  it('guesses no label where no column is called like one', async () => {
    const { guess } = await preview('a.csv', 'width,height\n1,2\n3,4\n');
    expect(guess).toMatchObject({ kind: 'tabular', idColumn: null, labelColumn: null, classes: [] });
  });

  it('at images: sub-folders are classes', async () => {
    const folder = await temporaryFolder();
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#abc' } })
      .png()
      .toBuffer();
    for (const name of ['cat/1.png', 'cat/2.png', 'dog/1.png', 'dog/x.bin']) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), png);
    }
    const { format, guess, summary } = await previewSource(folder);
    expect(format).toBe('imageFolder');
    expect(summary).toBe('folder of images: 4 images, in 2 sub-folders');
    expect(guess).toMatchObject({ kind: 'image', labelColumn: 'folder', classes: ['cat', 'dog'] });
  });

  it.each([
    ['', 'emptyFile'],
    ['a,a\n1,2\n', 'duplicateHeader'],
    ['\x89PNG\r\n\x1a\n\0\0', 'wrongType'],
  ])('names the problem that would stop an import: %j', async (content, kind) => {
    const { problems } = await preview('a.csv', Buffer.from(content, 'latin1'));
    expect(problems.map((problem) => problem.kind)).toEqual([kind]);
  });

  it('rejects where there is nothing to look at', async () => {
    const path = join(await temporaryFolder(), 'none.csv');
    await expect(previewSource(path)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('reads content, not names: JSON lines called .txt', async () => {
    const { format } = await preview('a.txt', '{"text":"one"}\n{"text":"two"}\n');
    expect(format).toBe('jsonl');
  });

  it('reads no more than a part of a large file', async () => {
    const path = await temporaryFile('a.csv', `a,b\n${'1,2\n'.repeat(200_000)}`);
    const { sampledRows } = await previewSource(path);
    expect(sampledRows).toBe(10_000);
  });
});

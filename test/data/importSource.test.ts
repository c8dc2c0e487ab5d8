import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { importSource } from '../../src/data/importSource.ts';
import { importAll, importText, specOf, temporaryFile, temporaryFolder } from './sources.ts';

describe('ids and hashes', () => {
  it('keeps ids when the source is labeled later, grows, or has its columns in another order', async () => {
    const labelColumn = 'label';
    const before = await importText('a.csv', 'a,b,label\n1,2,\n3,4,\n', { labelColumn });
    const after = await importText('a.csv', 'label,b,a\nyes,2,1\n,6,5\nno,4,3\n', { labelColumn });
    const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);
    expect(ids(after.items)).toEqual([ids(before.items)[0], ids(after.items)[1], ids(before.items)[1]]);
    expect(new Set(ids(after.items)).size).toBe(3);
  });

  it('takes the id column where there is one, and 32 hex digits of SHA-256 otherwise', async () => {
    const named = await importText('a.csv', 'key,x\nk1,1\n', { idColumn: 'key' });
    expect(named.items[0]).toMatchObject({ id: 'k1', content: '{"key":"k1","x":"1"}', position: 0, line: 2 });
    const hashed = await importText('a.csv', 'x\nhello\n');
    const expected = createHash('sha256').update('{"x":"hello"}').digest('hex').slice(0, 32);
    expect(hashed.items[0]).toMatchObject({ id: expected, hash: expected });
  });

  it('reports the hash of the file', async () => {
    const { report } = await importText('a.csv', '\ufeffx\n1\n');
    expect(report.sourceHash).toBe(createHash('sha256').update('\ufeffx\n1\n').digest('hex'));
  });
});

describe('labels of the source', () => {
  it('warns of a single class and imports all the same', async () => {
    const { report } = await importText('a.csv', 'x,y\n1,a\n2,a\n3,\n', { labelColumn: 'y' });
    expect(report).toMatchObject({
      items: 3,
      rejected: 0,
      labels: [['a', 2]],
      issueCounts: { singleClass: 1 },
    });
    expect(report.issues[0]).toMatchObject({ severity: 'warning', column: 'y' });
  });

  it('lists classes by value where they are numbers', async () => {
    const { report } = await importText('a.csv', 'x,y\n1,10\n2,9\n3,1\n4,9\n', { labelColumn: 'y' });
    expect(report.labels).toEqual([
      ['1', 1],
      ['9', 2],
      ['10', 1],
    ]);
  });
});

describe('sources that cannot be imported', () => {
  const png = sharp({ create: { width: 4, height: 4, channels: 3, background: '#f00' } });
  it.each([
    ['an empty file', 'a.csv', '', 'emptyFile', 'a.csv is empty'],
    ['blank lines only', 'a.csv', ' \n\n', 'emptyFile', 'a.csv is empty'],
    ['a header only', 'a.csv', 'a,b\n', 'emptyFile', 'a header but no rows'],
    ['repeated header names', 'a.csv', 'a,b,a\n1,2,3\n', 'duplicateHeader', '"a" (columns 1 and 3)'],
    ['UTF-16', 'a.csv', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), 'notUtf8', 'UTF-16'],
    ['UTF-16 without mark', 'a.csv', Buffer.from('a,b\n1,2\n', 'utf16le'), 'notUtf8', 'UTF-16'],
    ['a ZIP', 'a.csv', Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), 'wrongType', 'ZIP archive'],
    ['a Parquet file', 'a.csv', Buffer.from('PAR1\x15\x04\x15\0', 'latin1'), 'wrongType', 'Parquet'],
    ['a gzip', 'a.jsonl', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), 'wrongType', 'gzip'],
    ['a header that is not UTF-8', 'a.csv', Buffer.from('caf\xe9,b\n1,2\n', 'latin1'), 'notUtf8', 'header'],
  ])('%s', async (...row) => {
    const [, file, content, reason, message] = row;
    const refused = importText(file, content);
    await expect(refused).rejects.toMatchObject({ name: 'DataError', reason });
    await expect(refused).rejects.toThrow(message);
  });

  it('a PNG that is called .csv', async () => {
    const refused = importText('a.csv', await png.png().toBuffer());
    await expect(refused).rejects.toMatchObject({ reason: 'wrongType' });
    await expect(refused).rejects.toThrow('a.csv is a PNG image');
  });

  it('a column that is not there, naming those that are', async () => {
    const refused = importText('a.csv', 'a,b\n1,2\n', { labelColumn: 'y', featureColumns: ['a', 'z'] });
    await expect(refused).rejects.toMatchObject({ reason: 'missingColumn' });
    await expect(refused).rejects.toThrow('a.csv has no columns "y", "z"; it has "a", "b".');
    const late = importText('a.jsonl', '{"a":1}\n{"b":2}\n', { labelColumn: 'y' });
    await expect(late).rejects.toThrow('has no column "y"; it has "a", "b"');
  });

  it('a file that is not there', async () => {
    const path = join(await temporaryFolder(), 'no.csv');
    await expect(importAll(specOf(path))).rejects.toMatchObject({ reason: 'unreadable' });
  });

  it('a file for images, a folder for rows', async () => {
    const path = await temporaryFile('a.csv', 'a\n1\n');
    await expect(importAll(specOf(path, { kind: 'image' }))).rejects.toMatchObject({ reason: 'wrongType' });
    await expect(importAll(specOf(await temporaryFolder()))).rejects.toMatchObject({ reason: 'wrongType' });
  });

  it('a line of 70 MiB, without keeping it', { timeout: 30_000 }, async () => {
    const path = await temporaryFile('a.csv', 'a,b\n1,2\n');
    await writeFile(path, Buffer.alloc(70 * 1024 * 1024, 'x'), { flag: 'a' });
    await expect(importAll(specOf(path))).rejects.toThrow('longer than 64 MiB');
  });
});

describe('streaming', () => {
  it('waits for each batch before it makes the next', async () => {
    const path = await temporaryFile(
      'a.csv',
      `n\n${Array.from({ length: 3500 }, (_, n) => `${n}\n`).join('')}`,
    );
    let open = 0;
    const sizes: number[] = [];
    await importSource(specOf(path), async (_json, count) => {
      open += 1;
      expect(open).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open -= 1;
      sizes.push(count);
    });
    expect(sizes).toEqual([1000, 1000, 1000, 500]);
  });

  it('stops when it is cancelled, with an AbortError', async () => {
    const path = await temporaryFile(
      'a.csv',
      `n\n${Array.from({ length: 200_000 }, (_, n) => `${n}\n`).join('')}`,
    );
    const cancel = new AbortController();
    let delivered = 0;
    const run = importSource(
      specOf(path),
      (_json, count) => {
        delivered += count;
        cancel.abort();
        return Promise.resolve();
      },
      { signal: cancel.signal },
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(delivered).toBe(1000);
    await expect(importAll(specOf(path), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('fails with the error of the receiver', async () => {
    const path = await temporaryFile('a.csv', 'n\n1\n');
    const run = importSource(specOf(path), () => Promise.reject(new Error('disk full')));
    await expect(run).rejects.toThrow('disk full');
  });

  it('tells how far it is', async () => {
    const path = await temporaryFile('a.csv', `n,t\n${`1,${'x'.repeat(200)}\n`.repeat(10_000)}`);
    const fractions: number[] = [];
    await importAll(specOf(path), { onProgress: (_message, fraction) => fractions.push(fraction ?? -1) });
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });
});

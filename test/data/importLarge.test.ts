import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { importSource } from '../../src/data/importSource.ts';
import { specOf, temporaryFolder } from './sources.ts';

const megabyte = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What the program holds once everything unreachable is gone: heap and buffers. */
function liveMegabytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / megabyte;
}

async function writeLarge(name: string, header: string, row: (n: number) => string): Promise<string> {
  const path = join(await temporaryFolder(), name);
  const file = await open(path, 'w');
  await file.write(header);
  let bytes = 0;
  for (let n = 0; bytes < 40 * megabyte;) {
    let block = '';
    for (let end = n + 5000; n < end; n += 1) block += row(n);
    bytes += Buffer.byteLength(block);
    await file.write(block);
  }
  await file.close();
  return path;
}

describe('a large source', () => {
  it.each([
    [
      'a.csv',
      'id,x,y,text\n',
      (n: number) => `r${n},${n / 7},${-n},"some ""quoted"" text, row ${n} ${'z'.repeat(120)}"\n`,
    ],
    [
      'a.jsonl',
      '',
      (n: number) => `{"id":"r${n}","x":${n / 7},"text":"some text, row ${n} ${'z'.repeat(150)}"}\n`,
    ],
  ])('is read in bounded memory and in good time: %s', { timeout: 60_000 }, async (name, header, row) => {
    const path = await writeLarge(name, header, row);
    const before = liveMegabytes();
    let peak = 0;
    let batches = 0;
    const report = await importSource(specOf(path, { idColumn: 'id' }), () => {
      batches += 1;
      if (batches % 50 === 0) peak = Math.max(peak, liveMegabytes() - before);
      return Promise.resolve();
    });
    const rate = report.items / (report.durationMs / 1000);
    console.log(`${name}: ${Math.round(rate)} rows/s, ${Math.round(peak)} MiB alive`);
    expect(report.rejected).toBe(0);
    expect(report.items).toBeGreaterThan(150_000);
    expect(batches).toBeGreaterThan(100);
    // One block of the file, its rows and a batch; all the rows would be 100 MiB.
    expect(peak).toBeLessThan(30);
    expect(rate).toBeGreaterThan(4000);
  });
});

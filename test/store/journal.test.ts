import { mkdtemp, open, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal } from '../../src/store/journal.ts';
import type { JournalEntry } from '../../src/store/journal.ts';
import { formatEvent } from '../../src/store/journalLine.ts';
import { labelEvent, withoutSequence } from './fixtures/labelEvents.ts';

const event = (n: number) =>
  labelEvent({ eventId: `e${n}`, actorCounter: n, lamport: n, value: `class ${n}` });
const line = (n: number): string => formatEvent(event(n));

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'journal-'));
  file = path.join(folder, 'labels.jsonl');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const entriesOf = async (journal: Journal): Promise<JournalEntry[]> => {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.read()) entries.push(entry);
  return entries;
};
/** What a fresh reader finds: event ids, and problems as `kind@line`. */
const found = async (content?: string | Uint8Array): Promise<string[]> => {
  if (content !== undefined) await writeFile(file, content);
  const entries = await entriesOf(await Journal.open(file, { write: false }));
  return entries.map((entry) =>
    'event' in entry ? entry.event.eventId : `${entry.problem.kind}@${entry.problem.line}`,
  );
};

describe('appending', () => {
  it('gives back what was appended, in order, also when appends overlap', async () => {
    const journal = await Journal.open(file, { write: true });
    await Promise.all([journal.append([event(1), event(2)]), journal.append([]), journal.append([event(3)])]);
    expect(await entriesOf(journal)).toEqual([1, 2, 3].map((n) => ({ event: withoutSequence(event(n)) })));
    expect(await journal.size()).toBe((await stat(file)).size);
    await journal.close();
    expect(await readFile(file, 'utf8')).toBe(line(1) + line(2) + line(3));
  });

  it('makes the file on opening, and only for a writer', async () => {
    const reader = await Journal.open(file, { write: false });
    expect([await entriesOf(reader), await reader.size()]).toEqual([[], 0]);
    await expect(reader.append([event(1)])).rejects.toMatchObject({ reason: 'readOnly' });
    await expect(stat(file)).rejects.toThrow('ENOENT');
    await Journal.open(file, { write: true });
    expect((await stat(file)).size).toBe(0);
  });

  it('starts a new line after a torn one', async () => {
    await writeFile(file, line(1) + line(2).slice(0, 40));
    await (await Journal.open(file, { write: true })).append([event(3)]);
    expect(await found()).toEqual(['e1', 'torn@2', 'e3']);
  });

  it('keeps a whole last line that only lacks its line feed', async () => {
    await writeFile(file, line(1).trimEnd());
    await (await Journal.open(file, { write: true })).append([event(2)]);
    expect(await found()).toEqual(['e1', 'e2']);
  });

  it('writes into the file that git put in its place', async () => {
    const journal = await Journal.open(file, { write: true });
    await journal.append([event(1)]);
    await writeFile(`${file}.new`, line(7) + line(8));
    await rename(`${file}.new`, file);
    await journal.append([event(2)]);
    await rm(file);
    await journal.append([event(3)]);
    expect(await found()).toEqual(['e3']);
  });

  it('rejects after a short write and goes on correctly', async () => {
    const journal = await Journal.open(file, { write: true });
    await journal.append([event(1)]);
    const handle = await open(file);
    const prototype = Object.getPrototypeOf(handle) as Pick<typeof handle, 'write'>;
    await handle.close();
    const write = prototype.write;
    vi.spyOn(prototype, 'write').mockImplementationOnce(function (this: typeof handle, ...args: unknown[]) {
      return Reflect.apply(write, this, [(args[0] as Buffer).subarray(0, 50)]) as ReturnType<
        typeof handle.write
      >;
    });
    await expect(journal.append([event(2)])).rejects.toMatchObject({ reason: 'diskFull' });
    await journal.append([event(2), event(3)]);
    expect(await found()).toEqual(['e1', 'torn@2', 'e2', 'e3']);
  });

  it('rejects when the data cannot be synced', async () => {
    const journal = await Journal.open(file, { write: true });
    const handle = await open(file);
    const prototype = Object.getPrototypeOf(handle) as Pick<typeof handle, 'datasync'>;
    await handle.close();
    vi.spyOn(prototype, 'datasync').mockRejectedValueOnce(Object.assign(new Error('EIO'), { code: 'EIO' }));
    await expect(journal.append([event(1)])).rejects.toMatchObject({ reason: 'ioError' });
    await journal.append([event(1)]);
    expect(await found()).toEqual(['e1', 'e1']);
  });

  it.runIf(process.platform === 'linux')(
    'says that the disk is full, and goes on once it is not',
    async () => {
      await symlink('/dev/full', file);
      const journal = await Journal.open(file, { write: true });
      await expect(journal.append([event(1)])).rejects.toMatchObject({
        name: 'StoreError',
        reason: 'diskFull',
      });
      await rm(file);
      await journal.append([event(1)]);
      expect(await found()).toEqual(['e1']);
    },
  );

  it('finishes what is under way before it closes, and takes nothing after', async () => {
    const journal = await Journal.open(file, { write: true });
    const appended = journal.append([event(1)]);
    await journal.close();
    expect(await found()).toEqual(['e1']);
    await appended;
    await expect(journal.append([event(2)])).rejects.toMatchObject({ reason: 'closed' });
  });

  it('names the file that cannot be opened', async () => {
    const nowhere = path.join(folder, 'none', 'labels.jsonl');
    await expect(Journal.open(nowhere, { write: true })).rejects.toMatchObject({
      reason: 'ioError',
      message: expect.stringContaining(nowhere) as string,
    });
  });
});

describe('reading', () => {
  it('takes both sides of a git conflict and reports the markers', async () => {
    const merged =
      line(1) +
      '<<<<<<< HEAD\n' +
      line(2) +
      '||||||| base\n=======\n' +
      line(3) +
      '>>>>>>> theirs\n' +
      line(4);
    expect(await found(merged)).toEqual([
      'e1',
      'conflictMarker@2',
      'e2',
      'conflictMarker@4',
      'conflictMarker@5',
      'e3',
      'conflictMarker@7',
      'e4',
    ]);
  });

  it('takes CRLF, byte order marks and empty lines', async () => {
    const text = `\ufeff${line(1)}\n\r\n\ufeff${line(2)}`.replaceAll(/(?<!\r)\n/g, '\r\n');
    expect(await found(text)).toEqual(['e1', 'e2']);
    expect(await found(`\ufeff${line(1)}<<<<<<< HEAD\r\n`)).toEqual(['e1', 'conflictMarker@2']);
  });

  it('repeats what is there twice', async () => {
    expect(await found(line(1) + line(1))).toEqual(['e1', 'e1']);
  });

  it('tells torn lines from malformed ones and goes on after either', async () => {
    expect(await found(`${line(1)}{"a":1}\nnonsense\n${line(2).slice(0, 30)}\n${line(3)}`)).toEqual([
      'e1',
      'malformed@2',
      'malformed@3',
      'torn@4',
      'e3',
    ]);
    expect(await found(line(1) + line(2).slice(0, -2))).toEqual(['e1', 'torn@2']);
    expect(await found(`${line(1)}\0\0\0\0`)).toEqual(['e1', 'torn@2']);
  });

  it('quotes only the beginning of a bad line', async () => {
    await writeFile(file, 'x'.repeat(5000));
    const [entry] = await entriesOf(await Journal.open(file, { write: false }));
    expect(entry).toEqual({ problem: { line: 1, kind: 'torn', text: 'x'.repeat(120) } });
  });

  it('does not take a line with broken UTF-8 for the label that it looks like', async () => {
    const bytes = Buffer.from(line(1).replace('class 1', 'class X'));
    bytes[bytes.indexOf('X')] = 0xff;
    expect(await found(Buffer.concat([bytes, Buffer.from(line(2))]))).toEqual(['malformed@1', 'e2']);
  });

  it('passes over a line of 40 MB and reads on', async () => {
    const long = Buffer.alloc(40 * 1024 * 1024, 'x');
    expect(await found(Buffer.concat([long, Buffer.from(`\n${line(1)}`)]))).toEqual(['malformed@1', 'e1']);
  });

  it('finds every event whatever the chunk it begins or ends in', async () => {
    const numbers = Array.from({ length: 3000 }, (_, n) => n);
    expect(await found(numbers.map(line).join(''))).toEqual(numbers.map((n) => `e${n}`));
  });

  it('reads only what stood there when reading began', async () => {
    const journal = await Journal.open(file, { write: true });
    await journal.append([event(1), event(2)]);
    const ids: string[] = [];
    for await (const entry of journal.read()) {
      if ('event' in entry) ids.push(entry.event.eventId);
      await journal.append([event(9)]);
    }
    expect(ids).toEqual(['e1', 'e2']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/data/dataError.ts';
import { previewSource } from '../../src/data/previewSource.ts';
import { contentOf, importAll, specOf, temporaryFile } from './sources.ts';
import type { Imported } from './sources.ts';

const fragments = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      ',',
      '"',
      '\n',
      '\r\n',
      '""',
      '{',
      '}',
      ':',
      '1',
      ';',
      '\t',
      "'",
      '[',
      '\\',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a,b,c\n', '{"a":"b"}\n', '"x","y","z"\r\n', '{"a":1,"text":"t"}\n'),
  },
);
const bytes = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fragments, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array)) },
);

async function importOrRefuse(path: string): Promise<Imported | null> {
  try {
    return await importAll(specOf(path));
  } catch (cause) {
    if (cause instanceof DataError) return null;
    throw cause;
  }
}

describe('any bytes', () => {
  it.each(['a.csv', 'a.jsonl'])('are imported or refused, never worse: %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.constant('a,b\n1,2\n'), bytes, async (start, noise) => {
        const path = await temporaryFile(
          name,
          name === 'a.csv' ? Buffer.concat([Buffer.from(start), noise]) : noise,
        );
        const imported = await importOrRefuse(path);
        const { problems } = await previewSource(path);
        for (const { message } of problems) expect(message).not.toBe('');
        if (imported === null) return;
        const { items, report } = imported;
        expect(report.items).toBe(items.length);
        const errors = report.issues.filter(({ severity }) => severity === 'error');
        expect(errors).toHaveLength(report.rejected);
        for (const { line, message } of errors) expect(message.startsWith(`Line ${String(line)}`)).toBe(true);
        const lines = items.map(({ line }) => line ?? 0);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('keep good rows good, whatever stands between them', async () => {
    const noise = fc
      .array(fc.constantFrom('a', ',', '"', ';', ' ', '""', "'"), { maxLength: 12 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 8 }), async (broken) => {
        const lines = broken.flatMap((line, index) => [line, `good${index},row`]);
        const path = await temporaryFile('a.csv', `a,b\nfirst,row\n${lines.join('\n')}\nlast,row\n`);
        const { items } = await importAll(specOf(path));
        const names = items.map((item) => contentOf(item)['a']);
        expect(names[0]).toBe('first');
        expect(names.at(-1)).toBe('last');
      }),
      { numRuns: 300, seed: 9 },
    );
  });
});

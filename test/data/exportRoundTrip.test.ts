import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportRecord } from '../../src/data/export/exportRecord.ts';
import { dataPrefix } from '../../src/data/export/exportRecord.ts';
import { exporters } from '../../src/data/export/registry.ts';
import { escapeFormula, unescapeFormula } from '../../src/data/formulaEscape.ts';
import { previewSource } from '../../src/data/previewSource.ts';
import { contentOf, importText, temporaryFile } from './sources.ts';

const base: ExportRecord = {
  id: 'i1',
  label: 'cat',
  annotator: 'Ada',
  labeledAt: '2026-03-01T10:00:00.000Z',
  secondsSpent: 1.5,
  round: 3,
  rank: 7,
  strategy: 'margin',
  stream: 'strategy',
  selectionProbability: 0.925,
  skipped: false,
  flagged: true,
  note: '',
  source: 'annotator',
  content: '{"text":"hello"}',
  kind: 'text',
};

async function* stream(records: readonly ExportRecord[]): AsyncGenerator<ExportRecord> {
  for (const record of records) yield await Promise.resolve(record);
}

async function exported(
  format: keyof typeof exporters,
  records: readonly ExportRecord[],
  options?: { escapeFormulas?: boolean; signal?: AbortSignal },
): Promise<string> {
  const chunks: string[] = [];
  const count = await exporters[format].write(
    stream(records),
    (chunk) => {
      chunks.push(chunk);
      return Promise.resolve();
    },
    options,
  );
  expect(count).toBe(records.length);
  return chunks.join('');
}

/** Texts that break careless writers, and any Unicode; lone surrogates cannot be written as UTF-8. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.stringMatching(/^['"=+\-@,;|\t\r\n ]{0,6}$/),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '=cmd',
    "'=x",
    "''+1",
    "'",
    '\ufeff',
    'NaN',
    '9007199254740993',
    'a\r\nb',
  ),
);
/** An item without id or class does not exist. */
const name = text.filter((value) => value.trim() !== '');
const columns = fc
  .uniqueArray(name, { minLength: 1, maxLength: 4, selector: (value) => value.trim() })
  .map((names) => names.map((value) => value.trim()));

const records = columns.chain((names) =>
  fc
    .array(
      fc.record({
        id: name,
        label: fc.option(name, { nil: null }),
        note: text,
        values: fc.array(text, { minLength: names.length, maxLength: names.length }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) =>
      rows.map(({ id, label, note, values }): ExportRecord => {
        const content = Object.fromEntries(names.map((column, index) => [column, values[index] ?? '']));
        return { ...base, id, label, note, content: JSON.stringify(content) };
      }),
    ),
);

describe('an export read again', () => {
  it.each(['csv', 'jsonl'] as const)('gives back every id, label, note and cell: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(records, fc.boolean(), async (given, escapeFormulas) => {
        const written = await exported(format, given, { escapeFormulas });
        const spec = { idColumn: 'id', labelColumn: 'label' };
        const { items, report } = await importText(`a${exporters[format].extension}`, written, spec);
        expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(items.map(({ id, label }) => [id, label])).toEqual(given.map(({ id, label }) => [id, label]));
        for (const [index, item] of items.entries()) {
          const content = contentOf(item);
          expect(content['note']).toBe(given[index]?.note);
          const data = Object.entries(JSON.parse(given[index]?.content ?? '{}') as object);
          const read = data.map(([column]) => [column, content[dataPrefix + column]]);
          expect(read).toEqual(data);
        }
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it('escapes formulas reversibly, and nothing else', () => {
    fc.assert(
      fc.property(text, (cell) => {
        const escaped = escapeFormula(cell);
        expect(unescapeFormula(escaped)).toBe(cell);
        expect(/^[=+\-@\t\r\0]/.test(escaped)).toBe(false);
        if (/^[A-Za-z0-9 ]/.test(cell)) expect(escaped).toBe(cell);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it.each(['csv', 'jsonl'] as const)(
    'is recognised by a first look, its own fields are no features: %s',
    async (format) => {
      const rows = Array.from({ length: 30 }, (_, n) => ({
        ...base,
        id: `i${n}`,
        label: ['cat', 'dog', null][n % 3] ?? null,
        kind: 'tabular' as const,
        content: JSON.stringify({ x: String(n), colour: ['red', 'blue'][n % 2] }),
      }));
      const path = await temporaryFile(`a${exporters[format].extension}`, await exported(format, rows));
      expect((await previewSource(path)).guess).toEqual({
        kind: 'tabular',
        idColumn: 'id',
        textColumn: null,
        labelColumn: 'label',
        featureColumns: ['data.x', 'data.colour'],
        classes: ['cat', 'dog'],
      });
    },
  );

  it('keeps a field that only a later record has', async () => {
    const written = await exported('csv', [base, { ...base, id: 'i2', content: '{"text":"b","more":"m"}' }]);
    const { items } = await importText('a.csv', written, { idColumn: 'id' });
    expect(contentOf(items[1])).toMatchObject({ 'data.text': 'b', data_other: '{"more":"m"}' });
  });
});

describe('the formats', () => {
  it('CSV: a header, RFC 4180 rows, formula cells escaped unless told otherwise', async () => {
    const record = { ...base, note: '=SUM(A1)', content: '{"text":"-3, \\"x\\""}' };
    const [header, row] = (await exported('csv', [record])).split('\r\n');
    expect(header).toBe(
      'id,label,annotator,labeled_at,seconds_spent,round,rank,strategy,stream,selection_probability,' +
        'skipped,flagged,note,source,nextlabel_escaped,data_other,data.text',
    );
    expect(row).toBe(
      `i1,cat,Ada,2026-03-01T10:00:00.000Z,1.5,3,7,margin,strategy,0.925,false,true,'=SUM(A1),annotator,true,,"'-3, ""x"""`,
    );
    expect(await exported('csv', [record], { escapeFormulas: false })).toContain(
      ',=SUM(A1),annotator,false,',
    );
  });

  it('Label Studio: tasks with a choice, without the annotator as a user, skipped as cancelled', async () => {
    const tasks = JSON.parse(
      await exported('labelStudio', [
        base,
        { ...base, id: 'i2', label: null, skipped: true },
        { ...base, id: 'i3', label: null },
        { ...base, kind: 'image', content: '{"file":"a b/#1.png","width":2}' },
      ]),
    ) as { data: object; annotations: object[]; meta: object }[];
    expect(tasks[0]).toEqual({
      data: { text: 'hello', nextlabel_id: 'i1' },
      annotations: [
        {
          result: [
            {
              id: 'label',
              from_name: 'label',
              to_name: 'item',
              type: 'choices',
              value: { choices: ['cat'] },
            },
          ],
          was_cancelled: false,
          ground_truth: false,
          lead_time: 1.5,
          created_at: '2026-03-01T10:00:00.000Z',
        },
      ],
      meta: expect.objectContaining({
        annotator: 'Ada',
        strategy: 'margin',
        selection_probability: 0.925,
      }) as object,
    });
    expect(tasks[1]?.annotations).toMatchObject([{ result: [], was_cancelled: true }]);
    expect(tasks[2]?.annotations).toEqual([]);
    expect(tasks[3]?.data).toMatchObject({ image: '/data/local-files/?d=a%20b/%231.png' });
  });

  it.each(['csv', 'jsonl', 'labelStudio'] as const)('%s: no records make a valid file', async (format) => {
    const written = await exported(format, []);
    if (format === 'labelStudio') expect(JSON.parse(written)).toEqual([]);
    else expect(written.trim().split('\n')).toHaveLength(1);
  });

  it.each(['csv', 'jsonl', 'labelStudio'] as const)(
    '%s: 100,000 records stream in chunks, quickly',
    async (format) => {
      const started = performance.now();
      let longest = 0;
      let characters = 0;
      async function* many(): AsyncGenerator<ExportRecord> {
        for (let n = 0; n < 100_000; n += 1) yield await Promise.resolve({ ...base, id: `i${n}` });
      }
      const count = await exporters[format].write(many(), (chunk) => {
        longest = Math.max(longest, chunk.length);
        characters += chunk.length;
        return Promise.resolve();
      });
      const seconds = (performance.now() - started) / 1000;
      console.log(`${format}: 100,000 records in ${seconds.toFixed(2)} s`);
      expect(count).toBe(100_000);
      expect(characters).toBeGreaterThan(8_000_000);
      expect(longest).toBeLessThan(300 * 1024);
      expect(seconds).toBeLessThan(20);
    },
  );

  it('stops when it is cancelled', async () => {
    const run = exported('csv', [base], { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});

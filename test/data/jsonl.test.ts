import { describe, expect, it } from 'vitest';
import { DataError } from '../../src/data/dataError.ts';
import { contentOf, importText } from './sources.ts';

const text = { kind: 'text', textColumn: 'text' } as const;

describe('reading JSON lines', () => {
  it('keeps every value as text: digits beyond a double, nested values, null', async () => {
    const { items, report } = await importText(
      'a.jsonl',
      '{"id": 12345678901234567890, "text": "a\\nb \\"c\\"", "n": 1.5, "deep": {"x": [9007199254740993, "}"]}, "none": null}\n' +
        '\r\n{"id":2,"text":"ü","yes":true}',
      { ...text, idColumn: 'id' },
    );
    expect(contentOf(items[0])).toEqual({
      id: '12345678901234567890',
      text: 'a\nb "c"',
      n: '1.5',
      deep: '{"x": [9007199254740993, "}"]}',
      none: '',
    });
    expect(items.map(({ id, line }) => [id, line])).toEqual([
      ['12345678901234567890', 1],
      ['2', 3],
    ]);
    expect(report.columns).toEqual(['id', 'text', 'n', 'deep', 'none', 'yes']);
  });

  it('takes labels where they are and leaves them out of the content', async () => {
    const { items, report } = await importText(
      'a.jsonl',
      '{"text":"a","label":"pos"}\n{"text":"b"}\n{"text":"c","label":null}\n{"text":"d","label":"neg"}\n',
      { ...text, labelColumn: 'label' },
    );
    expect(items.map(({ label }) => label)).toEqual(['pos', null, null, 'neg']);
    expect(items.map(({ content }) => content)).toEqual(
      ['a', 'b', 'c', 'd'].map((value) => `{"text":"${value}"}`),
    );
    expect(report.labels).toEqual([
      ['neg', 1],
      ['pos', 1],
    ]);
  });

  it.each([
    ['{"text":"a",}', '13', 'Expected double-quoted property name'],
    ['{"text":"a"', '12', ''],
    ['{"text":tru}', '12', 'Unexpected token'],
    ['[1,2]', '1', 'the line is an array'],
    ['17', '1', 'the line is a number'],
    ['null', '1', 'the line is null'],
    ['{"other":1}', 'text', 'has no "text"'],
  ])('reports %s with its column', async (line, column, reason) => {
    const { items, report } = await importText(
      'a.jsonl',
      `{"text":"ok"}\n${line}\n{"text":"ok too"}\n`,
      text,
    );
    expect(items).toHaveLength(2);
    expect(report).toMatchObject({ items: 2, rejected: 1 });
    expect(report.issues).toHaveLength(1);
    expect(report.issues[0]).toMatchObject({ kind: 'malformedRow', severity: 'error', line: 2, column });
    expect(report.issues[0]?.message).toContain(reason);
  });

  it('leaves out lines that are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"text":"ok"}\n'),
      Buffer.from('{"text":"caf\xe9"}\n', 'latin1'),
      Buffer.from('{"text":"ok"}\n'),
    ]);
    const { items, report } = await importText('a.jsonl', bytes, text);
    expect(items).toHaveLength(2);
    expect(report.issues[0]).toMatchObject({ kind: 'notUtf8', line: 2, column: '13' });
    expect(report.issues[0]?.message).toContain('byte 0xe9 at byte offset 26');
  });

  it('keeps __proto__ as a field without touching any prototype', async () => {
    const { items } = await importText('a.jsonl', '{"__proto__":{"polluted":1},"text":"a"}\n', text);
    expect(Object.keys(contentOf(items[0]))).toEqual(['__proto__', 'text']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['[{"text":"a"}]', 'a JSON array'],
    ['{\n  "text": "a"\n}', 'one JSON object over several lines'],
    ['text,label\na,b\n', 'whose first line begins with "text,label"'],
  ])('refuses %j as JSON lines', async (content, reason) => {
    const refused = importText('a.jsonl', content, text);
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toBeInstanceOf(DataError);
    await expect(refused).rejects.toMatchObject({ reason: 'wrongType' });
  });
});

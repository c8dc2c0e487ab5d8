import { describe, expect, it } from 'vitest';
import { contentOf, importText } from './sources.ts';

describe('reading delimited text', () => {
  it('keeps quoted newlines, quotes and cells as they stand, and says on which line a row begins', async () => {
    const { items, report } = await importText(
      'a.csv',
      'id,text\r\n1,"two\r\nlines, and ""quotes"""\r\n\r\n2, spaced \r\n3,5" disk\n',
    );
    expect(items.map(contentOf)).toEqual([
      { id: '1', text: 'two\r\nlines, and "quotes"' },
      { id: '2', text: ' spaced ' },
      { id: '3', text: '5" disk' },
    ]);
    expect(items.map(({ line }) => line)).toEqual([2, 5, 6]);
    expect(report).toMatchObject({ items: 3, rejected: 0, issues: [], columns: ['id', 'text'] });
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['pipe', '|'],
  ])('finds the delimiter: %s', async (_name, delimiter) => {
    const text = ['a', 'b', 'c'].join(delimiter) + '\n' + ['1', 'x. y', '3'].join(delimiter) + '\n';
    const { items } = await importText('a.txt', text);
    expect(contentOf(items[0])).toEqual({ a: '1', b: 'x. y', c: '3' });
  });

  it('takes a semicolon file with decimal commas for what it is', async () => {
    const { items } = await importText('a.csv', 'a;b\n1,5;2,5\n3,25;4\n');
    expect(contentOf(items[0])).toEqual({ a: '1,5', b: '2,5' });
  });

  it('takes a list of one text a line for one column, commas and all', async () => {
    const { items } = await importText('a.txt', 'text\nWell, yes\nNo\nPerhaps, maybe, who knows\n');
    expect(items.map(contentOf)).toEqual([
      { text: 'Well, yes' },
      { text: 'No' },
      { text: 'Perhaps, maybe, who knows' },
    ]);
  });

  it('does not take a table below a title for a list', async () => {
    const { report } = await importText('a.csv', 'My report\na,b,c\n1,2,3\n4,5,6\n');
    expect(report).toMatchObject({ items: 0, rejected: 3 });
  });

  it('passes over a byte order mark and reads a file without a last newline', async () => {
    const { items, report } = await importText('a.csv', '\ufeffa,b\n1,2\n3,4');
    expect(report.columns).toEqual(['a', 'b']);
    expect(items).toHaveLength(2);
  });

  it('reads files with the line ends of the old Mac OS', async () => {
    const { items } = await importText('a.csv', 'a,b\r1,2\r3,4\r');
    expect(items.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('takes a first line of numbers for data, but counted column names for a header', async () => {
    const data = await importText('a.csv', '1.5,2\n3,4\n');
    expect(data.report.columns).toEqual(['column1', 'column2']);
    expect(data.items.map(({ line }) => line)).toEqual([1, 2]);
    const header = await importText('a.csv', '0,1,2\n3,4,5\n');
    expect(header.report.columns).toEqual(['0', '1', '2']);
    expect(header.items).toHaveLength(1);
  });

  it('leaves negative numbers and cells of other programs alone', async () => {
    const { items } = await importText('a.csv', "x,y\n-3.31,'=1+1\n+1,''-2\n");
    expect(items.map(contentOf)).toEqual([
      { x: '-3.31', y: "'=1+1" },
      { x: '+1', y: "''-2" },
    ]);
  });

  it('keeps a column called __proto__ like any other', async () => {
    const { items } = await importText('a.csv', '__proto__,constructor\npolluted,too\n');
    expect(Object.entries(contentOf(items[0]))).toEqual([
      ['__proto__', 'polluted'],
      ['constructor', 'too'],
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('rows that are not whole', () => {
  it('reports a wrong number of cells with line and column, and delivers the rest', async () => {
    const { items, report } = await importText('a.csv', 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n\n10,11,12\n');
    expect(items.map(({ line }) => line)).toEqual([2, 6]);
    expect(items.map(({ position }) => position)).toEqual([0, 1]);
    expect(report).toMatchObject({ items: 2, rejected: 2, issueCounts: { malformedRow: 2 } });
    expect(report.issues.map(({ line, column, severity }) => [line, column, severity])).toEqual([
      [3, 'c', 'error'],
      [4, '4', 'error'],
    ]);
    expect(report.issues[0]?.message).toBe('Line 3, column 3 ("c"): 2 cells where the header has 3.');
  });

  it('gives up only the line whose quote is never closed', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `${index},good\n`).join('');
    const { items, report } = await importText('a.csv', `n,text\n1,"open\n${rows}`);
    expect(items).toHaveLength(50);
    expect(items[0]?.line).toBe(3);
    expect(items.at(-1)?.line).toBe(52);
    expect(report.issues).toHaveLength(1);
    expect(report.issues[0]).toMatchObject({ kind: 'malformedRow', line: 2, column: 'text' });
    expect(report.issues[0]?.message).toContain('never closed');
  });

  it('gives up only the first line when an open quote swallows quoted rows', async () => {
    const { items, report } = await importText(
      'a.csv',
      'a,b\n1,"open\n2,"fine"\n3,"also, fine"\n"x"y,4\n5,6\n',
    );
    expect(items.map(contentOf)).toEqual([
      { a: '2', b: 'fine' },
      { a: '3', b: 'also, fine' },
      { a: '5', b: '6' },
    ]);
    expect(report.issues.map(({ line, column }) => [line, column])).toEqual([
      [2, 'b'],
      [5, 'a'],
    ]);
    expect(items.map(({ line }) => line)).toEqual([3, 4, 6]);
  });

  it('names line and byte offset of what is not UTF-8, and leaves only that row out', async () => {
    const text = Buffer.concat([
      Buffer.from('a,b\nü,1\n'),
      Buffer.from('caf\xe9,2\n', 'latin1'),
      Buffer.from('x,3\n"two\nl'),
      Buffer.from([0xc3]),
      Buffer.from('nes",4\n'),
    ]);
    const { items, report } = await importText('a.csv', text);
    expect(items.map(contentOf)).toEqual([
      { a: 'ü', b: '1' },
      { a: 'x', b: '3' },
    ]);
    expect(report.issues.map(({ kind, line, column }) => [kind, line, column])).toEqual([
      ['notUtf8', 3, '4'],
      ['notUtf8', 6, '2'],
    ]);
    expect(report.issues[0]?.message).toContain('byte 0xe9 at byte offset 12');
    expect(report.rejected).toBe(2);
  });

  it('reports an empty id with its line', async () => {
    const { items, report } = await importText('a.csv', 'id,x\na,1\n,2\n  ,3\nb,4\n', { idColumn: 'id' });
    expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(report.issues.map(({ kind, line, column }) => [kind, line, column])).toEqual([
      ['emptyId', 3, 'id'],
      ['emptyId', 4, 'id'],
    ]);
  });

  it('keeps at most 1,000 issues but counts all', async () => {
    const { report } = await importText('a.csv', `a,b\n${'1\n'.repeat(2500)}1,2\n`);
    expect(report.issues).toHaveLength(1000);
    expect(report).toMatchObject({ items: 1, rejected: 2500, issueCounts: { malformedRow: 2500 } });
  });

  it('keeps rows, lines and faults right across block borders', async () => {
    const lines = ['n,text'];
    for (let n = 0; n < 30_000; n += 1) {
      lines.push(
        n % 1000 === 7 ? `${n}` : n % 500 === 3 ? `${n},"two\nlines ${n}"` : `${n},${'x'.repeat(60)} ${n}`,
      );
    }
    const { items, report } = await importText('a.csv', lines.join('\n'), { idColumn: 'n' });
    expect(items).toHaveLength(29_970);
    expect(report.rejected).toBe(30);
    const source = lines.join('\n').split('\n');
    for (const item of items) expect(source[(item.line ?? 0) - 1]?.startsWith(`${item.id},`)).toBe(true);
    for (const { line } of report.issues) expect(source[(line ?? 0) - 1]).toMatch(/^\d+$/);
  });
});

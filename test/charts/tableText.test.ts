import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { DataTable } from '../../src/charts/dataTable.ts';
import { experimentTables } from '../../src/charts/experimentTables.ts';
import { toCsv, toLatex, toMarkdown } from '../../src/charts/tableText.ts';
import { twoStrategies } from './reports.ts';

const areas = experimentTables(twoStrategies)[0]!;

const ofTexts = (...texts: readonly string[]): DataTable => ({
  id: 'sample',
  title: 'Sample',
  columns: [{ name: 'Text', kind: 'text' }],
  rows: texts.map((text) => [{ text }]),
  note: '',
});

describe('CSV', () => {
  it('has a column for each number, in full precision', () => {
    const { columns, rows, ...rest } = areas;
    const precise = rows.map((row, index) =>
      index > 0 ? row : [row[0]!, { text: '8.48 ± 0.25', values: [8.4812345678, null, 9] }],
    );
    expect(toCsv({ ...rest, columns, rows: precise })).toBe(
      'Strategy,"waveform, balanced, logisticRegression mean","waveform, balanced, logisticRegression sd",' +
        '"waveform, balanced, logisticRegression runs"\r\n' +
        'random,8.4812345678,,9\r\n' +
        'uncertainty,8.53,0.21,9\r\n',
    );
  });

  it('quotes what has to be, so that it is read back as it was', () => {
    const texts = ['a,b', 'say "hi"', 'two\nlines', ' spaces ', '', 'ünï'];
    const read: readonly (readonly string[])[] = parse(toCsv(ofTexts(...texts)));
    expect(read).toEqual([['Text'], ...texts.map((text) => [text])]);
  });

  it('does not let a spreadsheet run a name, but leaves numbers alone', () => {
    const texts = ['=1+2', '+cmd', '-x', '@sum', '-1.5', '+3', '-1e-3', 'a=b'];
    expect(
      toCsv(ofTexts(...texts))
        .split('\r\n')
        .slice(1, -1),
    ).toEqual([...["'=1+2", "'+cmd", "'-x", "'@sum", '-1.5', '+3', '-1e-3', 'a=b']]);
    const named = { ...ofTexts('x'), columns: [{ name: '=A1', kind: 'text' as const }] };
    expect(toCsv(named)).toMatch(/^'=A1\r\n/);
  });

  it('fills the other columns of a cell without numbers', () => {
    const table: DataTable = {
      ...ofTexts(),
      columns: [
        { name: 'x', kind: 'number', parts: ['mean', 'sd'] },
        { name: 'y', kind: 'text' },
      ],
      rows: [[{ text: 'none' }, { text: 'b' }]],
    };
    expect(toCsv(table)).toBe('x mean,x sd,y\r\nnone,,b\r\n');
  });
});

describe('Markdown', () => {
  it('aligns columns, with the best bold and ties in italics', () => {
    expect(toMarkdown(areas).split('\n').slice(0, 6)).toEqual([
      '### Area under the learning curve (AUAC)',
      '',
      '| Strategy    | waveform, balanced, logisticRegression |',
      '| ----------- | -------------------------------------: |',
      '| random      |                          _8.48 ± 0.25_ |',
      '| uncertainty |                        **8.53 ± 0.21** |',
    ]);
    expect(toMarkdown(areas)).toMatch(/Best in bold, ties in italics\.$/);
  });

  it('shows names as they are, whatever they hold', () => {
    const [, , , , row] = toMarkdown(ofTexts('a|b *c* <img src=x> [l](u)\n# h')).split('\n');
    expect(row).toBe('| a\\|b \\*c\\* &lt;img src=x&gt; \\[l\\](u) \\# h |');
  });
});

describe('LaTeX', () => {
  it('is a booktabs table, with the best bold and ties underlined', () => {
    const lines = toLatex(areas).split('\n');
    expect(lines.map((line) => line.trim()).filter((line) => !line.startsWith('\\caption'))).toEqual([
      '\\begin{table}',
      '\\centering',
      '\\label{tab:auac}',
      '\\begin{tabular}{lr}',
      '\\toprule',
      'Strategy & waveform, balanced, logisticRegression \\\\',
      '\\midrule',
      'random & \\underline{8.48 $\\pm$ 0.25} \\\\',
      'uncertainty & \\textbf{8.53 $\\pm$ 0.21} \\\\',
      '\\bottomrule',
      '\\end{tabular}',
      '\\end{table}',
    ]);
    expect(lines[2]).toContain('Best in bold, ties underlined.');
  });

  it('escapes what LaTeX would read as commands', () => {
    const name = '\\input{x} 50% & $y_1^2$ #3 ~ <a> −1 – [b] *c*';
    expect(toLatex(ofTexts(name)).split('\n')[8]!.trim()).toBe(
      '\\textbackslash{}input\\{x\\} 50\\% \\& \\$y\\_1\\textasciicircum{}2\\$ \\#3 \\textasciitilde{} ' +
        '\\textless{}a\\textgreater{} $-$1 -- {[}b] {*}c{*} \\\\',
    );
  });

  it('says nothing of marks where there are none', () => {
    expect(toLatex(ofTexts('a'))).toContain('\\caption{Sample.}');
  });
});

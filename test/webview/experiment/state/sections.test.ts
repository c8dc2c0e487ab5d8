import { describe, expect, it } from 'vitest';
import { experimentFigures } from '../../../../src/charts/experimentFigures.ts';
import { experimentTables } from '../../../../src/charts/experimentTables.ts';
import { sectionsOf } from '../../../../webview/experiment/state/sections.ts';
import { experimentReport } from '../../harness/experimentReport.ts';

const report = experimentReport({ datasets: 2, settings: 2, notRun: true });
const figures = experimentFigures(report);
const tables = experimentTables(report);

describe('the sections of the page', () => {
  const sections = sectionsOf(figures, tables);

  it('hold every figure and table once, under their headings', () => {
    expect(
      sections.map(({ id, figures: all, tables: each }) => [id, all.length, each.map((table) => table.id)]),
    ).toEqual([
      ['curves', 4, []],
      ['relative', 4, []],
      ['auac', 0, ['auac', 'final', 'efficiency', 'rare']],
      ['ranks', 2, ['ranks']],
      ['time', 4, ['seconds']],
      ['picks', 4, []],
      ['pairs', 0, ['pairs']],
      ['notRun', 0, ['notRun']],
    ]);
    expect(sections.flatMap((section) => section.figures)).toHaveLength(figures.length);
    expect(sections.flatMap((section) => section.tables)).toHaveLength(tables.length);
  });

  it('are left out where they would be empty', () => {
    const early = experimentReport({ settings: 1, strategies: 1, share: 0.5 });
    const shown = sectionsOf(experimentFigures(early), experimentTables(early)).map(({ id }) => id);
    expect(shown).not.toContain('ranks');
    expect(shown).not.toContain('pairs');
    expect(shown).not.toContain('notRun');
    expect(sectionsOf([], [])).toEqual([]);
  });
});

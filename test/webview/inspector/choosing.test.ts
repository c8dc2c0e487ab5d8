import { describe, expect, it } from 'vitest';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import { nearestRound } from '../../../webview/inspector/state/nearestRound.ts';
import { readSavedInspector, writeSavedInspector } from '../../../webview/inspector/state/savedInspector.ts';
import { nextOrder, sortedPlaces } from '../../../webview/inspector/state/sortRows.ts';

describe('the round that is nearest to a number', () => {
  const rounds = [2, 3, 7].map((round) => ({ round, startedAt: '', strategy: '' }));

  it.each([
    [3, 3],
    [0, 2],
    [99, 7],
    [5, 3],
    [6, 7],
    [Number.NaN, null],
  ])('%d: %s', (wanted, found) => {
    expect(nearestRound(rounds, wanted)).toBe(found);
  });

  it('is none where there is none', () => {
    expect(nearestRound([], 1)).toBeNull();
  });
});

describe('a table', () => {
  const table: DataTable = {
    id: 't',
    title: '',
    columns: [
      { name: 'Item', kind: 'text' },
      { name: 'Score', kind: 'number' },
    ],
    rows: [
      [{ text: 'item 10' }, { text: '1,000', values: [1000] }],
      [{ text: 'item 2' }, { text: '–', values: [null] }],
      [{ text: '' }, { text: '2' }],
      [{ text: 'item 3' }, { text: '−5', values: [-5] }],
    ],
    note: '',
  };

  it('is sorted by letters with numbers counted, blanks last either way', () => {
    expect(sortedPlaces(table, null)).toEqual([0, 1, 2, 3]);
    expect(sortedPlaces(table, { column: 0, descending: false })).toEqual([1, 3, 0, 2]);
    expect(sortedPlaces(table, { column: 0, descending: true })).toEqual([0, 3, 1, 2]);
  });

  it('is sorted by its numbers in full, those that there are not last', () => {
    expect(sortedPlaces(table, { column: 1, descending: false })).toEqual([3, 2, 0, 1]);
    expect(sortedPlaces(table, { column: 1, descending: true })).toEqual([0, 2, 3, 1]);
  });

  it('is sorted up, down, and as it was', () => {
    const up = nextOrder(null, 1);
    expect(up).toEqual({ column: 1, descending: false });
    expect(nextOrder(up, 1)).toEqual({ column: 1, descending: true });
    expect(nextOrder(nextOrder(up, 1), 1)).toBeNull();
    expect(nextOrder(up, 0)).toEqual({ column: 0, descending: false });
  });
});

describe('what the view keeps', () => {
  it('comes back as it was', () => {
    const saved = {
      place: 'file:///p.nextlabel.json',
      tab: 'time',
      round: 4,
      row: 0,
      serial: 17,
      opened: ['a'],
      kept: { strategies: ['margin'] },
    };
    expect(readSavedInspector(JSON.parse(JSON.stringify(writeSavedInspector(saved))))).toEqual(saved);
  });

  it.each([
    null,
    'x',
    { version: 0, round: 3 },
    { version: 1, round: -1, row: 0.5, tab: 3, kept: [], opened: 1 },
  ])('is left where another version wrote it: %j', (kept) => {
    expect(readSavedInspector(kept)).toMatchObject({
      tab: 'why',
      round: null,
      row: null,
      kept: {},
      opened: [],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { NO_LABEL, OTHER_LABEL, SKIPPED } from '../../../../src/protocol/inspectorMap.ts';
import { factOf, factText, sortedPoints, wholeCsv } from '../../../../webview/inspector/map/tableRows.ts';
import type { MapFacts, TableColumn } from '../../../../webview/inspector/map/tableRows.ts';

/** Rows 0, 2 and 3 of four are there. */
const facts: MapFacts = {
  places: {
    rows: Int32Array.of(0, 2, 3),
    places: Float32Array.of(0.5, -1, 2, 3, 4, 5),
    explained: null,
    fitted: 3,
    columns: 2,
  },
  classNames: ['cat', 'dog'],
  labels: {
    classes: Int16Array.of(1, 0, SKIPPED, OTHER_LABEL),
    rounds: Int32Array.of(7, 3, NO_LABEL, 0),
  },
  predictions: {
    why: '',
    classes: Int16Array.of(0, 0, 1, -1),
    confidence: Float32Array.of(0.75, 0, 0.5, NaN),
    entropy: null,
  },
  scores: {
    why: '',
    note: '',
    scores: Float32Array.of(NaN, 0, 1, 0.5),
    ranks: Int32Array.of(0, 0, 1, 12_345),
  },
  ids: ['item 10', 'gone', 'item 9', '=SUM(A1)'],
};
const column = (name: TableColumn): readonly unknown[] =>
  [0, 1, 2].map((point) => factOf(facts, name, point));

describe('a row of the table', () => {
  it('says of an item what the map says, and nothing where nothing is known', () => {
    expect(column('item')).toEqual(['item 10', 'item 9', '=SUM(A1)']);
    expect(column('label')).toEqual(['dog', 'Skipped', 'Another class']);
    expect(column('prediction')).toEqual(['cat', 'dog', null]);
    expect(column('confidence')).toEqual([0.75, 0.5, null]);
    expect(column('uncertainty')).toEqual([null, null, null]);
    expect(column('score')).toEqual([null, 1, 0.5]);
    expect(column('rank')).toEqual([null, 1, 12_345]);
    expect(column('round')).toEqual([7, null, null]);
  });

  it('has whole numbers with all their digits', () => {
    expect(factText('rank', 12_345)).toBe('12,345');
    expect(factText('score', 0.123456)).toBe('0.123');
    expect(factText('label', null)).toBe('');
  });
});

describe('the order of the rows', () => {
  const sorted = (name: TableColumn, descending: boolean): readonly number[] =>
    sortedPoints([0, 1, 2], facts, { column: name, descending });

  it('is by numbers, or by letters with numbers in them counted', () => {
    expect(sorted('item', false)).toEqual([2, 1, 0]);
    expect(sorted('item', true)).toEqual([0, 1, 2]);
    expect(sortedPoints([2, 0], facts, null)).toEqual([2, 0]);
  });

  it('has last what there is none of, either way', () => {
    expect(sorted('score', false)).toEqual([2, 1, 0]);
    expect(sorted('score', true)).toEqual([1, 2, 0]);
    expect(sorted('uncertainty', true)).toEqual([0, 1, 2]);
  });
});

it('becomes a file with places and every digit, and nothing that a spreadsheet would run', async () => {
  const csv = await wholeCsv([2, 0], facts, ['item', 'label', 'confidence', 'rank']);
  expect(csv.split('\r\n')).toEqual([
    'Item,Label,Confidence,Rank,x,y',
    "'=SUM(A1),Another class,,12345,4,5",
    'item 10,dog,0.75,,0.5,-1',
    '',
  ]);
});

it('becomes a file of many rows under one header', async () => {
  const points = Array.from({ length: 4_001 }, (_, place) => place % 3);
  const lines = (await wholeCsv(points, facts, ['item'])).split('\r\n');
  expect(lines).toHaveLength(4_001 + 2);
  expect(lines.filter((line) => line === 'Item,x,y')).toHaveLength(1);
  expect(lines.slice(2_000, 2_003)).toEqual(['item 9,2,3', "'=SUM(A1),4,5", 'item 10,0.5,-1']);
});

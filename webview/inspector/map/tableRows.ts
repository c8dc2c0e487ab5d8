import type { DataCell, DataTable } from '../../../src/charts/dataTable.ts';
import { brief, wholeText } from '../../../src/charts/inspector/numberText.ts';
import { toCsv } from '../../../src/charts/tableText.ts';
import { NO_LABEL, OTHER_LABEL, SKIPPED } from '../../../src/protocol/inspectorMap.ts';
import type { MapLabels, MapPlaces, MapPredictions, MapScores } from '../../../src/protocol/inspectorMap.ts';
import { strings } from '../strings/map.ts';

/** What is known of the items of the map. Arrays are by row; null = not known, or not asked for. */
export interface MapFacts {
  readonly places: MapPlaces;
  readonly classNames: readonly string[];
  readonly labels: MapLabels | null;
  readonly predictions: MapPredictions | null;
  readonly scores: MapScores | null;
  readonly ids: readonly string[] | null;
}

export const tableColumns = [
  'item',
  'label',
  'prediction',
  'confidence',
  'uncertainty',
  'score',
  'rank',
  'round',
] as const;
export type TableColumn = (typeof tableColumns)[number];

export interface TableOrder {
  readonly column: TableColumn;
  readonly descending: boolean;
}

/** What stands in a column for a row: a number, a text, or null for nothing. */
export function factOf(facts: MapFacts, column: TableColumn, point: number): number | string | null {
  const row = facts.places.rows[point]!;
  const { labels, predictions, scores } = facts;
  switch (column) {
    case 'item':
      return facts.ids?.[row] ?? null;
    case 'label':
      return labels === null ? null : labelText(labels.classes[row] ?? NO_LABEL, facts.classNames);
    case 'prediction':
      return facts.classNames[predictions?.classes[row] ?? -1] ?? null;
    case 'confidence':
      return known(predictions?.confidence?.[row]);
    case 'uncertainty':
      return known(predictions?.entropy?.[row]);
    case 'score':
      return known(scores?.scores[row]);
    case 'rank':
      return positive(scores?.ranks[row]);
    case 'round':
      // 0 = labeled without a round.
      return positive(labels?.rounds[row]);
  }
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

const positive = (value = 0): number | null => (value > 0 ? value : null);

/** A code of protocol/inspectorMap.ts in words; empty for no label. */
export function labelText(code: number, classNames: readonly string[]): string {
  if (code === OTHER_LABEL) return strings.words.other;
  if (code === SKIPPED) return strings.words.skipped;
  return classNames[code] ?? '';
}

/** As it is read. */
export function factText(column: TableColumn, value: number | string | null): string {
  if (typeof value !== 'number') return value ?? '';
  return column === 'rank' || column === 'round' ? wholeText(value) : brief(value);
}

/** Points in an order: texts by their letters, with numbers in them counted; what has nothing comes last. */
export function sortedPoints(
  points: readonly number[],
  facts: MapFacts,
  order: TableOrder | null,
): readonly number[] {
  if (order === null) return points;
  const sign = order.descending ? -1 : 1;
  const numbers: { readonly point: number; readonly value: number }[] = [];
  const texts: { readonly point: number; readonly value: string }[] = [];
  const nothing: number[] = [];
  for (const point of points) {
    const value = factOf(facts, order.column, point);
    if (value === null || value === '') nothing.push(point);
    else if (typeof value === 'number') numbers.push({ point, value });
    else texts.push({ point, value });
  }
  const letters = new Intl.Collator(undefined, { numeric: true });
  numbers.sort((a, b) => sign * (a.value - b.value));
  texts.sort((a, b) => sign * letters.compare(a.value, b.value));
  return [...[...numbers, ...texts].map(({ point }) => point), ...nothing];
}

/** A table for a file, with places and every digit. */
function wholeTable(points: readonly number[], facts: MapFacts, columns: readonly TableColumn[]): DataTable {
  const cell = (column: TableColumn, point: number): DataCell => {
    const value = factOf(facts, column, point);
    const text = factText(column, value);
    return typeof value === 'number' ? { text, values: [value] } : { text };
  };
  const place = (value: number): DataCell => ({ text: brief(value), values: [value] });
  const isText = (column: TableColumn): boolean => ['item', 'label', 'prediction'].includes(column);
  return {
    id: 'map',
    title: strings.tableTitle,
    columns: [
      ...columns.map(
        (column) => ({ name: strings.columns[column], kind: isText(column) ? 'text' : 'number' }) as const,
      ),
      { name: strings.columns.x, kind: 'number' },
      { name: strings.columns.y, kind: 'number' },
    ],
    rows: points.map((point) => [
      ...columns.map((column) => cell(column, point)),
      place(facts.places.places[2 * point]!),
      place(facts.places.places[2 * point + 1]!),
    ]),
    note: '',
  };
}

/** Rows at a time; a page must not stand still for longer than they take. */
const PART = 2_000;

/** The whole table as CSV, made in parts: what the user does meanwhile comes between them. */
export async function wholeCsv(
  points: readonly number[],
  facts: MapFacts,
  columns: readonly TableColumn[],
): Promise<string> {
  const parts = [toCsv(wholeTable(points.slice(0, PART), facts, columns))];
  for (let from = PART; from < points.length; from += PART) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const part = toCsv(wholeTable(points.slice(from, from + PART), facts, columns));
    // Without the names of the columns, which are one line.
    parts.push(part.slice(part.indexOf('\n') + 1));
  }
  return parts.join('');
}

import { isMissing, isNumeric } from '../columns.ts';
import type { ColumnStatistics } from './columnStatistics.ts';

/** Most categories of a column that get a feature of their own; the others share one. */
const mostCategories = 50;
/** A column counts as numeric when at most this share of its values is not a number. */
const oddShare = 0.1;
/** Categories repeat; a column whose values are different in more rows than this is an id or free text. */
const distinctShare = 0.5;
/** Words longer than this on average are written, not chosen. */
const writtenLength = 40;

/** How one column becomes features: `encode` calls `emit` with an offset below `width` and a value other than 0. */
export interface ColumnEncoding {
  readonly name: string;
  readonly width: number;
  encode(cell: string, emit: (offset: number, value: number) => void): void;
}

/** An encoding, or none, and what there is to say about it. */
export interface EncodingChoice {
  readonly encoding: ColumnEncoding | null;
  readonly note: string | null;
}

/** Decides what becomes of a column. */
export function chooseEncoding(statistics: ColumnStatistics): EncodingChoice {
  const { name, present, numbers, dates, values, overflown } = statistics;
  const left = (why: string): EncodingChoice => ({
    encoding: null,
    note: `\`${name}\` was left out: ${why}.`,
  });
  if (present === 0) return left('it is empty');
  if (numbers >= present * (1 - oddShare)) return chooseNumber(statistics);
  if (values.size === 1 && !overflown && statistics.missing === 0)
    return left('it has the same value in every row');
  if (dates >= present * (1 - oddShare)) return left('it holds dates');
  if (overflown || values.size > Math.max(mostCategories, present * distinctShare)) {
    return left('nearly every row has another value (an id or free text)');
  }
  if (values.size > 10 && values.size > present * 0.9)
    return left('every row has another value (an id or free text)');
  if (statistics.characters > present * writtenLength) return left('it holds free text');
  return chooseCategories(statistics);
}

function chooseNumber(statistics: ColumnStatistics): EncodingChoice {
  const { name, mean, deviation, missing, present, numbers } = statistics;
  // Rounding can leave a constant column a deviation that is not quite 0.
  if (statistics.minimum === statistics.maximum) {
    return { encoding: null, note: `\`${name}\` was left out: it has the same value in every row.` };
  }
  const odd = present - numbers;
  const replaced = missing + odd;
  const { median } = statistics;
  const fill = (median - mean) / deviation;
  const encoding: ColumnEncoding = {
    name,
    width: 1,
    encode: (cell, emit) => {
      const there = !isMissing(cell) && isNumeric(cell);
      emit(0, there ? (Number(cell) - mean) / deviation : fill);
    },
  };
  if (replaced === 0) return { encoding, note: null };
  const also = odd === 0 ? '' : ` (${odd} of them no numbers, such as "${statistics.oddValue.slice(0, 30)}")`;
  const verb = replaced === 1 ? 'was' : 'were';
  return {
    encoding,
    note: `${countMissing(replaced)}${also} in \`${name}\` ${verb} set to the median ${shortNumber(median)}.`,
  };
}

function chooseCategories(statistics: ColumnStatistics): EncodingChoice {
  const { name, missing } = statistics;
  const byCount = [...statistics.values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const kept = byCount.slice(0, mostCategories).map(([value]) => value);
  const rare = byCount.length - kept.length;
  const offsets = new Map(kept.map((value, index) => [value, index]));
  const rareOffset = rare > 0 ? kept.length : -1;
  const missingOffset = missing > 0 ? kept.length + (rare > 0 ? 1 : 0) : -1;
  const encoding: ColumnEncoding = {
    name,
    width: kept.length + (rare > 0 ? 1 : 0) + (missing > 0 ? 1 : 0),
    encode: (cell, emit) => {
      const offset = isMissing(cell) ? missingOffset : (offsets.get(cell.trim()) ?? rareOffset);
      if (offset >= 0) emit(offset, 1);
    },
  };
  const notes: string[] = [];
  if (missing > 0) notes.push(`${countMissing(missing)} in \`${name}\` became a category of their own`);
  if (rare > 0) notes.push(`the ${rare} rarest values of \`${name}\` share one feature`);
  const note = notes.length === 0 ? null : `${notes.join('; ')}.`;
  return { encoding, note: note === null ? null : note.charAt(0).toUpperCase() + note.slice(1) };
}

function countMissing(count: number): string {
  return count === 1 ? '1 missing value' : `${count.toLocaleString('en')} missing values`;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

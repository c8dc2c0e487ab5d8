import { isMissing, isNumeric } from './columns.ts';
import type { ColumnPreview } from '../protocol/engine.ts';

/** A column of a sample, with what the guesses need beyond what is shown. */
export interface DescribedColumn extends ColumnPreview {
  /** Mean number of characters and of words of the values that are there. */
  readonly meanLength: number;
  readonly meanWords: number;
  readonly numeric: boolean;
}

/** Values longer than this count as free text even where they repeat. */
const longValue = 40;
/** A column whose values are all different is free text or a key; up to this share of different values, categories. */
const categoryShare = 0.5;
/** So few different values are categories however few rows there are. */
const fewValues = 20;
const exampleLength = 80;

/** Types and counts of the columns of a sample; `rows` aligned with `names`. */
export function describeColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): readonly DescribedColumn[] {
  return names.map((name, index) => {
    const values = rows.map((row) => row[index] ?? '');
    return describe(name, values);
  });
}

function describe(name: string, values: readonly string[]): DescribedColumn {
  const there = values.filter((value) => !isMissing(value));
  const distinct = new Set(there).size;
  const numeric = there.length > 0 && there.every(isNumeric);
  const meanLength = mean(there.map((value) => value.length));
  const meanWords = mean(there.map((value) => value.trim().split(/\s+/u).length));
  const example = there[0] ?? '';
  return {
    name,
    type:
      there.length === 0 ? 'empty' : numeric ? 'number' : textOrCategory(distinct, there.length, meanLength),
    distinct,
    missing: values.length - there.length,
    example: example.length > exampleLength ? `${example.slice(0, exampleLength - 1)}…` : example,
    meanLength,
    meanWords,
    numeric,
  };
}

function textOrCategory(distinct: number, count: number, meanLength: number): 'text' | 'category' {
  if (meanLength > longValue) return 'text';
  if (distinct <= Math.max(2, count * categoryShare)) return 'category';
  return distinct <= fewValues && meanLength < longValue / 2 ? 'category' : 'text';
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

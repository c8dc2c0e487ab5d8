import { isDateLike, isMissing, isNumeric } from '../columns.ts';
import type { Rng } from '../../engine/numeric/rng.ts';

/** Distinct values that are counted by name; a column with more is no column of categories. */
const countedValues = 2000;
/** Values kept for the median: exact up to here, a random sample of them above. */
const sampledValues = 4096;

/** What one pass over a column finds out. Memory is bounded whatever the number of rows. */
export class ColumnStatistics {
  readonly name: string;
  rows = 0;
  missing = 0;
  numbers = 0;
  dates = 0;
  characters = 0;
  minimum = Infinity;
  maximum = -Infinity;
  /** A value that is there but is no number, for messages. */
  oddValue = '';
  /** Value -> count; incomplete once `overflown`. */
  readonly values = new Map<string, number>();
  overflown = false;
  #mean = 0;
  #squares = 0;
  readonly #sample: number[] = [];
  readonly #rng: Rng;

  constructor(name: string, rng: Rng) {
    this.name = name;
    this.#rng = rng.fork(name);
  }

  add(cell: string): void {
    this.rows += 1;
    if (isMissing(cell)) {
      this.missing += 1;
      return;
    }
    this.characters += cell.length;
    this.#countValue(cell.trim());
    if (isNumeric(cell)) this.#addNumber(Number(cell));
    else {
      if (this.oddValue === '') this.oddValue = cell;
      if (isDateLike(cell)) this.dates += 1;
    }
  }

  get present(): number {
    return this.rows - this.missing;
  }

  get mean(): number {
    return this.#mean;
  }

  /** Population standard deviation of the numbers. */
  get deviation(): number {
    return this.numbers === 0 ? 0 : Math.sqrt(this.#squares / this.numbers);
  }

  /** Median of the numbers, of a sample of them where there are more than 4,096. */
  get median(): number {
    const sorted = this.#sample.toSorted((a, b) => a - b);
    const upper = sorted[sorted.length >> 1] ?? 0;
    const lower = sorted[(sorted.length - 1) >> 1] ?? 0;
    return (lower + upper) / 2;
  }

  #countValue(value: string): void {
    const count = this.values.get(value);
    if (count !== undefined) this.values.set(value, count + 1);
    else if (this.values.size < countedValues) this.values.set(value, 1);
    else this.overflown = true;
  }

  /** Running mean and sum of squares: Welford, Technometrics 4(3), 1962. Sample: Vitter's algorithm R, 1985. */
  #addNumber(value: number): void {
    this.numbers += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.numbers;
    this.#squares += delta * (value - this.#mean);
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
    if (this.#sample.length < sampledValues) {
      this.#sample.push(value);
      return;
    }
    const place = this.#rng.integer(this.numbers);
    if (place < sampledValues) this.#sample[place] = value;
  }
}

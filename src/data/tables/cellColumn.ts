import { isNumeric } from '../columns.ts';

/** The cells of one column: numbers as float64, everything else as text. A cell that was never set is empty. */
export class CellColumn {
  #numbers = new Float64Array(64).fill(NaN);
  readonly #texts = new Map<number, string>();

  set(row: number, cell: string): void {
    if (isNumeric(cell)) {
      if (row >= this.#numbers.length) this.#grow(row + 1);
      this.#numbers[row] = Number(cell);
    } else if (cell !== '') this.#texts.set(row, cell);
  }

  /** NaN where the cell is no number. */
  number(row: number): number {
    return this.#numbers[row] ?? NaN;
  }

  /** The cell as text; numbers in their shortest form. */
  text(row: number): string {
    const value = this.number(row);
    return Number.isNaN(value) ? (this.#texts.get(row) ?? '') : String(value);
  }

  #grow(rows: number): void {
    const larger = new Float64Array(Math.max(rows, this.#numbers.length * 2)).fill(NaN);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

import { isOutOfMemory } from './outOfMemory.ts';

/** How many rows go through a network at a time; fewer from where memory ran out. */
export interface Pieces {
  rows: number;
  readonly onNote?: ((note: string) => void) | undefined;
}

/** After an error with so many rows: halves the pieces where memory ran out; else throws. */
export function halvePieces(pieces: Pieces, rows: number, error: unknown): void {
  if (!isOutOfMemory(error)) throw error;
  if (rows === 1) {
    throw new Error('There is not enough memory for this network, even with one item at a time.', {
      cause: error,
    });
  }
  pieces.rows = Math.ceil(rows / 2);
  pieces.onNote?.(`Memory ran out with ${rows} items at a time; the network goes on with ${pieces.rows}.`);
}

/** Values of the largest layer that may be in memory at a time, 32 MiB; more is no quicker. */
const MOST_VALUES = 2 ** 23;
const MOST_ROWS = 4096;

/** Rows to begin with, for a network whose largest layer has so many values a row. */
export const rowsAtOnce = (valuesOfRow: number): number =>
  Math.max(1, Math.min(MOST_ROWS, Math.floor(MOST_VALUES / valuesOfRow)));

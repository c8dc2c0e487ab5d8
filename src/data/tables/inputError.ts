import type { Table } from './table.ts';

/** What was asked cannot be done with what was given: exit code 2. The message says what was expected. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly reason = 'badInput';
}

/** An InputError that names file, line and column of a cell. */
export function cellError(table: Table, row: number, column: string, problem: string): InputError {
  const number = table.columnNumbers.get(column);
  const place = number === undefined ? `column "${column}"` : `column ${number} ("${column}")`;
  return new InputError(`${table.file}, line ${table.lines[row] ?? 0}, ${place}: ${problem}.`);
}

/** What `work` gives; the engine says by RangeError that a name, a parameter or a combination is not to be had. */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message, { cause: error });
    throw error;
  }
}

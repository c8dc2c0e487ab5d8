/** A value that SQLite stores. */
export type SqlValue = string | number | bigint | null | Uint8Array;

export type SqlRow = Readonly<Record<string, SqlValue>>;

export interface RunResult {
  /** Rows changed by the statement. */
  readonly changes: number;
}

/**
 * The small part of SQLite that the store uses, so that the library behind it is a one-file change. Statements run in
 * the order in which they are given. Errors are passed on with SQLite's `code` (SQLITE_FULL, SQLITE_IOERR ...).
 */
export interface SqlDriver {
  /** Which library it is, for `NextLabel: Show Log`. */
  readonly name: string;
  /** Several statements without parameters. */
  exec(sql: string): Promise<void>;
  run(sql: string, parameters?: readonly SqlValue[]): Promise<RunResult>;
  all(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

export interface OpenDriverOptions {
  /** Absolute path of the database. */
  readonly path: string;
  readonly readOnly: boolean;
}

/** How a database is opened; tests put drivers in between that fail on purpose. */
export type OpenDriver = (options: OpenDriverOptions) => Promise<SqlDriver>;

export type DriverName = 'sqlite3' | 'node:sqlite';

/** The SQLite result code of an error, or '' where it has none. */
export const sqliteCode = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_'))
    return error.code;
  // node:sqlite gives the number of the result; the low byte is the primary code.
  if (!('errcode' in error) || typeof error.errcode !== 'number') return '';
  return PRIMARY_CODES.get(error.errcode & 0xff) ?? `SQLITE_${error.errcode}`;
};

/** https://www.sqlite.org/rescode.html */
const PRIMARY_CODES: ReadonlyMap<number, string> = new Map([
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [19, 'SQLITE_CONSTRAINT'],
  [26, 'SQLITE_NOTADB'],
]);

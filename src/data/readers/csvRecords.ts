import { parse } from 'csv-parse/sync';
import type { CsvError } from 'csv-parse/sync';

/** A record of delimited text with its place in the block that was parsed. */
export interface CsvRecord {
  readonly values: readonly string[];
  /** Byte offsets in the block; the end is past the line end. */
  readonly start: number;
  readonly end: number;
  /** Why it is not well formed; null when it is. */
  readonly fault: QuoteFault | null;
}

export interface QuoteFault {
  /** 1-based column (cell) of the row. */
  readonly cell: number;
  readonly reason: string;
}

export interface ParsedBlock {
  readonly records: readonly CsvRecord[];
  /** Where a record begins whose quote is still open at the end of the block; null when all are closed. */
  readonly openFrom: number | null;
}

interface RecordWithInfo {
  readonly record: string[];
  readonly info: { readonly bytes: number };
}

const recordDelimiters = ['\r\n', '\n', '\r'];

/**
 * Parses whole lines of delimited text. Quotes are read leniently, so that an error in one row never takes the rows
 * after it along; rows that hold a quote are then checked strictly.
 */
export function parseCsvBlock(bytes: Buffer, delimiter: string): ParsedBlock {
  const state = { open: false };
  const parsed = parse(bytes, {
    bom: false,
    delimiter,
    info: true,
    on_skip: () => {
      state.open = true;
      return undefined;
    },
    record_delimiter: recordDelimiters,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  }) as unknown as readonly RecordWithInfo[];
  let start = 0;
  const records = parsed.map(({ record, info }) => {
    // Read leniently, a cell with text after its closing quote keeps its opening quote.
    const suspicious = record.some((value) => value.startsWith('"'));
    const fault = suspicious ? quoteFault(bytes.subarray(start, info.bytes), delimiter) : null;
    const result = { values: record, start, end: info.bytes, fault };
    start = info.bytes;
    return result;
  });
  return { records, openFrom: state.open ? start : null };
}

/**
 * What is wrong with the quotes of one row. A quote within an unquoted cell (`5" disk`) is taken literally, as other
 * readers do; text after a closing quote (`"a"b`) is a fault, because nobody can say what was meant.
 */
function quoteFault(row: Buffer, delimiter: string): QuoteFault | null {
  const faults: CsvError[] = [];
  parse(row, {
    delimiter,
    on_skip: (error) => {
      if (error?.code === 'CSV_INVALID_CLOSING_QUOTE') faults.push(error);
      return undefined;
    },
    record_delimiter: recordDelimiters,
    relax_column_count: true,
    skip_records_with_error: true,
  });
  const [first] = faults;
  if (first === undefined) return null;
  const cell = typeof first['column'] === 'number' ? first['column'] + 1 : 1;
  return { cell, reason: 'text follows a closing quote (write a quote within a quoted cell as "")' };
}

import { DataError, issue } from '../dataError.ts';
import { unescapeFormula } from '../formulaEscape.ts';
import type { ImportIssue } from '../../protocol/engine.ts';
import { badLines, byteName, countLines } from './byteLines.ts';
import type { BadLine, LineBlock } from './byteLines.ts';
import { parseCsvBlock } from './csvRecords.ts';
import type { CsvRecord } from './csvRecords.ts';
import { readHeader } from './header.ts';
import type { Header } from './header.ts';

/** A quoted cell may span lines, but not swallow the file: past this many bytes its quote counts as never closed. */
const longestRecord = 16 * 1024 * 1024;

export interface Row {
  readonly values: readonly string[];
  /** 1-based line on which the row begins. */
  readonly line: number;
}

export interface CsvCursorOptions {
  /** File name, for messages. */
  readonly file: string;
  readonly delimiter: string;
  readonly lineEnd: number;
  readonly onIssue: (found: ImportIssue) => void;
}

/** Bytes that are parsed together, and where they stand in the file. */
interface Slice {
  readonly bytes: Buffer;
  readonly offset: number;
  /** No bytes follow that could close an open quote. */
  readonly last: boolean;
}

/** Turns blocks of lines into rows. Keeps the place: line number, header, and the row whose quote is still open. */
export class CsvCursor {
  header: Header | null = null;
  /** Rows after the header, those left out included. */
  dataRows = 0;
  readonly #options: CsvCursorOptions;
  #line = 1;
  #open: Buffer = Buffer.alloc(0);
  /** An open row is parsed again only when its bytes have doubled, so that a long cell costs linear time. */
  #nextAttempt = 0;

  constructor(options: CsvCursorOptions) {
    this.#options = options;
  }

  /** Rows that the block completes. Throws DataError when the header cannot be read. */
  take({ bytes, offset, last }: LineBlock): readonly Row[] {
    const all = this.#open.length === 0 ? bytes : Buffer.concat([this.#open, bytes]);
    const start = offset - this.#open.length;
    if (all.length < this.#nextAttempt && !last) {
      this.#open = all;
      return [];
    }
    this.#open = Buffer.alloc(0);
    this.#nextAttempt = 0;
    const rows: Row[] = [];
    this.#parse({ bytes: all, offset: start, last }, rows);
    return rows;
  }

  #parse(whole: Slice, rows: Row[]): void {
    let slice = whole;
    while (slice.bytes.length > 0) {
      const { records, openFrom } = parseCsvBlock(slice.bytes, this.#options.delimiter);
      const bad = badLines(slice.bytes, this.#options.lineEnd);
      for (const record of records) this.#take(record, slice, { bad, rows });
      if (openFrom === null) {
        this.#skipBlankLines(slice.bytes, records.at(-1)?.end ?? 0);
        return;
      }
      if (!slice.last && slice.bytes.length - openFrom <= longestRecord) {
        this.#open = Buffer.from(slice.bytes.subarray(openFrom));
        this.#nextAttempt = this.#open.length * 2;
        return;
      }
      const start = this.#skipBlankLines(slice.bytes, openFrom);
      const next = this.#rejectLine(slice.bytes, start, {
        cell: openCell(slice.bytes.subarray(start), this.#options.delimiter),
        reason: 'a quote is opened and never closed',
      });
      slice = { ...slice, bytes: slice.bytes.subarray(next), offset: slice.offset + next };
    }
  }

  #take(record: CsvRecord, slice: Slice, { bad, rows }: { bad: readonly BadLine[]; rows: Row[] }): void {
    const { lineEnd } = this.#options;
    const start = this.#skipBlankLines(slice.bytes, record.start);
    const lines = countLines(slice.bytes, start, record.end, lineEnd);
    if (record.fault !== null && lines > 1) {
      // The quote swallowed the lines that follow: the first is at fault, the others are read for themselves.
      const next = this.#rejectLine(slice.bytes, start, record.fault);
      const bytes = slice.bytes.subarray(next, record.end);
      this.#parse({ bytes, offset: slice.offset + next, last: true }, rows);
      return;
    }
    const found = bad.find((line) => line.end > start && line.start < record.end);
    const fault = found === undefined ? this.#faultOf(record) : this.#notUtf8(found, slice, start);
    if (fault !== null) this.#reject(fault);
    else this.#accept(record.values, rows);
    this.#line += lines;
  }

  #accept(values: readonly string[], rows: Row[]): void {
    if (this.header === null) {
      this.header = readHeader(values, this.#options.file);
      if (this.header.present) return;
    }
    this.dataRows += 1;
    const escaped = values[this.header.escapedIndex] === 'true';
    rows.push({ values: escaped ? values.map(unescapeFormula) : values, line: this.#line });
  }

  #faultOf({ values, fault }: CsvRecord): ImportIssue | null {
    if (fault !== null) return this.#malformed(fault.cell, fault.reason);
    const expected = this.header?.columns.length ?? values.length;
    if (values.length === expected) return null;
    const cell = Math.min(values.length, expected) + 1;
    return this.#malformed(cell, `${values.length} cells where the header has ${expected}`);
  }

  #malformed(cell: number, reason: string): ImportIssue {
    const name = this.header?.columns[cell - 1];
    const place = `Line ${this.#line}, column ${cell}${name === undefined ? '' : ` ("${name}")`}`;
    const column = name ?? String(cell);
    return issue('malformedRow', 'error', `${place}: ${reason}.`, { line: this.#line, column });
  }

  #notUtf8({ badByte }: BadLine, slice: Slice, start: number): ImportIssue {
    const line = this.#line + countLines(slice.bytes, start, badByte, this.#options.lineEnd);
    const lineStart = slice.bytes.lastIndexOf(this.#options.lineEnd, badByte) + 1;
    const value = byteName(slice.bytes[badByte] ?? 0);
    const message = `Line ${line}: byte ${value} at byte offset ${slice.offset + badByte} is not UTF-8; expected UTF-8 text.`;
    return issue('notUtf8', 'error', message, { line, column: String(badByte - lineStart + 1) });
  }

  /** Leaves a row out; without a header there is nothing to leave it out of. */
  #reject(found: ImportIssue): void {
    if (this.header === null) {
      const message = `${this.#options.file}: the header cannot be read. ${found.message}`;
      throw new DataError(found.kind, message, { ...found, file: this.#options.file });
    }
    this.dataRows += 1;
    this.#options.onIssue(found);
  }

  /** Leaves out the line that begins at `start`; returns where the next one begins. */
  #rejectLine(bytes: Buffer, start: number, fault: { cell: number; reason: string }): number {
    this.#reject(this.#malformed(fault.cell, fault.reason));
    this.#line += 1;
    const end = bytes.indexOf(this.#options.lineEnd, start);
    return end < 0 ? bytes.length : end + 1;
  }

  /** The parser passes over blank lines silently; they count all the same. */
  #skipBlankLines(bytes: Buffer, from: number): number {
    let start = from;
    while (bytes[start] === 0x0a || bytes[start] === 0x0d) {
      if (bytes[start] === this.#options.lineEnd) this.#line += 1;
      start += 1;
    }
    return start;
  }
}

/** 1-based cell of the row at which the quote opens that its first line does not close. */
function openCell(row: Buffer, delimiter: string): number {
  const end = row.indexOf(0x0a);
  const line = row.subarray(0, end < 0 ? row.length : end).toString('utf8');
  let cell = 1;
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) cell += 1;
  }
  return cell;
}

import { isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;

/** Longer lines are no events; they are passed over without being held in memory. */
const LONGEST = 16 * 1024 * 1024;

/** A line without its line end. */
export interface JournalLine {
  /** From 1. */
  readonly number: number;
  /** Only the beginning of the line where it is `damaged`. */
  readonly text: string;
  /** Not UTF-8, or too long: taking the text would change what was written. */
  readonly damaged: boolean;
  /** False for a last line that no line feed ends. */
  readonly ended: boolean;
}

/**
 * Splits bytes at line feeds only: a text reader would also split at characters that stand raw inside JSON strings.
 * Takes CRLF and a byte order mark at the start of a line (files put together by hand have them further down, too).
 */
export async function* journalLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<JournalLine> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer): void => {
    if (length <= LONGEST) parts.push(part);
    length += part.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield toLine(number, Buffer.concat(parts), true);
      number += 1;
      parts = [];
      length = 0;
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield toLine(number, Buffer.concat(parts), false);
}

const toLine = (number: number, bytes: Buffer, ended: boolean): JournalLine => {
  const damaged = bytes.length > LONGEST || !isUtf8(bytes);
  const text = (damaged ? bytes.subarray(0, 1000) : bytes).toString('utf8');
  return { number, text: text.replace(/^\uFEFF/, '').replace(/\r$/, ''), damaged, ended };
};

import { ChunkWriter } from './chunkWriter.ts';
import type { ExportRecord, Sink, WriteOptions } from './exportRecord.ts';

/** How records become text. */
export interface RecordFormat {
  /** Text of one record; `index` counts from 0. */
  readonly piece: (record: ExportRecord, index: number) => string;
  /** What follows the last of `count` records. */
  readonly end?: (count: number) => string;
}

/** Writes the records one by one, in chunks, and resolves with how many there were. */
export async function writeEach(
  records: AsyncIterable<ExportRecord>,
  sink: Sink,
  format: RecordFormat,
  { signal }: WriteOptions = {},
): Promise<number> {
  const writer = new ChunkWriter(sink);
  let count = 0;
  for await (const record of records) {
    signal?.throwIfAborted();
    if (writer.add(format.piece(record, count))) await writer.flush();
    count += 1;
  }
  if (format.end !== undefined) writer.add(format.end(count));
  await writer.flush();
  return count;
}

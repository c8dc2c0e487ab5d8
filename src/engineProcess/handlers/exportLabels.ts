import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import type { ExportRecord } from '../../data/export/exportRecord.ts';
import { exporters } from '../../data/export/registry.ts';
import type { ExportSpec } from '../../protocol/engine.ts';
import { streamLabeledItems } from '../../store/itemRows.ts';
import { countRows, openForReading } from '../../store/readItems.ts';
import type { LabelEvent, StoredItem } from '../../store/store.ts';
import { failure } from '../failure.ts';
import { progressReporter } from '../progressReporter.ts';
import type { Report } from '../progressReporter.ts';
import { signalOf } from '../signalOf.ts';

/**
 * Streams the labels of a project into a file, which appears only once it is complete. Runs on the process's main thread,
 * where SQLite's native library may be used: it only waits for the disk, page by page.
 */
export async function exportLabels(
  spec: ExportSpec & { readonly operation: string },
  connection: MessageConnection,
  token: CancellationToken,
): Promise<{ readonly rows: number }> {
  const { signal, dispose } = signalOf(token);
  const report = progressReporter(connection, spec.operation);
  const unfinished = `${spec.path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const rows = await write(spec, unfinished, { signal, report });
    await rename(unfinished, spec.path);
    return { rows };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw isFileError(error)
      ? failure('failed', `The labels could not be written to ${spec.path}: ${error.message}`)
      : error;
  } finally {
    dispose();
  }
}

async function write(
  spec: ExportSpec,
  path: string,
  { signal, report }: { readonly signal: AbortSignal; readonly report: Report },
): Promise<number> {
  const rowCount = await countRows(spec.database);
  const driver = await openForReading(spec.database);
  try {
    const file = await open(path, 'wx');
    try {
      const records = recordsOf(streamLabeledItems(driver), spec, (row) => {
        signal.throwIfAborted();
        report(
          `Exporting ${(row + 1).toLocaleString('en')} of ${rowCount.toLocaleString('en')} items`,
          (row + 1) / rowCount,
        );
      });
      const sink = async (chunk: string): Promise<void> => {
        await file.appendFile(chunk);
      };
      const { escapeFormulas } = spec;
      const rows = await exporters[spec.format].write(records, sink, { escapeFormulas, signal });
      await file.sync();
      return rows;
    } finally {
      await file.close();
    }
  } finally {
    await driver.close();
  }
}

async function* recordsOf(
  items: AsyncIterable<{ readonly item: StoredItem; readonly event: LabelEvent | null }>,
  { kind, includeUnlabeled }: ExportSpec,
  onRow: (row: number) => void,
): AsyncGenerator<ExportRecord> {
  for await (const { item, event } of items) {
    onRow(item.row);
    if (item.state.label === null && !includeUnlabeled) continue;
    yield {
      id: item.itemId,
      label: item.state.label,
      annotator: event?.actor ?? null,
      labeledAt: event?.wallTime ?? null,
      secondsSpent: event?.secondsSpent ?? null,
      round: event?.round ?? null,
      rank: event?.rankShown ?? null,
      strategy: event?.strategy ?? null,
      stream: event?.stream ?? null,
      selectionProbability: event?.selectionProbability ?? null,
      skipped: item.state.skipped,
      flagged: item.state.flagged,
      note: item.state.note,
      source: event === null ? 'source' : 'annotator',
      content: item.content,
      kind,
    };
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

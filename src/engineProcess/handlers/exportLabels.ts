import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import type { ExportRecord } from '../../data/export/exportRecord.ts';
import { exporters } from '../../data/export/registry.ts';
import type { ExportSpec } from '../../protocol/engine.ts';
import type { SqlDriver } from '../../store/driver.ts';
import { streamLabeledItems } from '../../store/itemRows.ts';
import { countRows, openForReading } from '../../store/readItems.ts';
import { toStoreError } from '../../store/sqlErrors.ts';
import type { LabelEvent, StoredItem } from '../../store/store.ts';
import { progressReporter } from '../progressReporter.ts';
import { signalOf } from '../signalOf.ts';
import { writeWholeFile } from '../wholeFile.ts';

/** Items between two looks at the signal and two reports. */
const stride = 500;

interface LabeledItem {
  readonly item: StoredItem;
  readonly event: LabelEvent | null;
}

/**
 * Streams the labels of a project into a file, which appears only once it is complete. Runs on the process's main thread,
 * where SQLite's native library may be used: it only waits for the disk, page by page.
 */
export async function exportLabels(
  spec: ExportSpec & { readonly operation: string },
  connection: MessageConnection,
  token: CancellationToken,
): Promise<{ readonly rows: number }> {
  const { driver, rowCount } = await openDatabase(spec.database);
  const { signal, dispose } = signalOf(token);
  const report = progressReporter(connection, spec.operation);
  const onRow = (row: number): void => {
    if (row % stride !== 0) return;
    signal.throwIfAborted();
    const [done, all] = [row, rowCount].map((count) => count.toLocaleString('en'));
    report(`Exporting: ${done} of ${all} items`, row / rowCount);
  };
  try {
    const rows = await writeWholeFile(spec.path, (append) => {
      const records = recordsOf(streamLabeledItems(driver), spec, onRow);
      return exporters[spec.format].write(records, append, { escapeFormulas: spec.escapeFormulas, signal });
    });
    return { rows };
  } finally {
    await driver.close();
    dispose();
  }
}

async function openDatabase(
  path: string,
): Promise<{ readonly driver: SqlDriver; readonly rowCount: number }> {
  try {
    const rowCount = await countRows(path);
    return { driver: await openForReading(path), rowCount };
  } catch (error) {
    throw toStoreError(error);
  }
}

async function* recordsOf(
  items: AsyncIterable<LabeledItem>,
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

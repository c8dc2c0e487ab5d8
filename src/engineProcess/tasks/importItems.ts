import { importSource } from '../../data/importSource.ts';
import { hostRequests } from '../../protocol/engine.ts';
import type { ImportReport, ImportSpec } from '../../protocol/engine.ts';
import { progressReporter } from '../progressReporter.ts';
import { sendRequest } from '../rpc.ts';
import type { TaskContext } from '../taskContext.ts';

/** Reads a source; the host takes each batch before the next is read. */
export function importItems(
  { importId, spec }: { readonly importId: string; readonly spec: ImportSpec },
  { connection, signal }: TaskContext,
): Promise<ImportReport> {
  const onBatch = async (itemsJson: string, count: number): Promise<void> => {
    await sendRequest(connection, hostRequests.importBatch, { importId, itemsJson, count });
  };
  return importSource(spec, onBatch, { signal, onProgress: progressReporter(connection, importId) });
}

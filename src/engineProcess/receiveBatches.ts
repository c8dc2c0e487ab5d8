import type { ImportBatch, ImportReport } from '../protocol/engine.ts';

/** Takes a batch of an import; the engine reads on once the promise is fulfilled. */
export type TakeBatch = (batch: ImportBatch) => Promise<void>;

export interface BatchedImport {
  readonly importId: string;
  readonly onBatch: (itemsJson: string, count: number) => Promise<void>;
  /** Asks the engine; its batches come in while this runs. */
  readonly run: () => Promise<ImportReport>;
}

/** Hands the batches of an import to `onBatch`; settles only when no `onBatch` runs any more. */
export async function receiveBatches(
  imports: Map<string, TakeBatch>,
  { importId, onBatch, run }: BatchedImport,
): Promise<ImportReport> {
  let running: Promise<void> = Promise.resolve();
  const refusals: unknown[] = [];
  imports.set(importId, ({ itemsJson, count }) => {
    running = onBatch(itemsJson, count).catch((error: unknown) => {
      refusals.push(error);
      throw error;
    });
    return running;
  });
  try {
    return await run();
  } catch (error) {
    imports.delete(importId);
    await running.catch(() => undefined);
    // What the receiver threw is the cause; the engine's error only echoes it.
    throw refusals.length > 0 ? refusals[0] : error;
  } finally {
    imports.delete(importId);
  }
}

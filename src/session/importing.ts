import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { ImportSpec, Progress } from '../protocol/engine.ts';
import type { ProjectStore } from '../store/store.ts';
import type { ImportOutcome, ImportReview } from './session.ts';

export interface ImportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Reads the source into staging tables, lets `review` decide, and swaps the items in. Whatever fails or is cancelled on
 * the way leaves the project as it was.
 */
export const importInto = async (
  parts: { readonly store: ProjectStore; readonly engine: EngineClient; readonly spec: ImportSpec },
  review: (review: ImportReview) => Promise<boolean>,
  options: ImportOptions,
): Promise<ImportOutcome> => {
  const idsFromContent = parts.spec.idColumn === null;
  const staged = await parts.store.beginImport();
  let committed = false;
  try {
    const report = await parts.engine.import(parts.spec, (items) => staged.addBatch(items), options);
    const summary = await staged.inspect({ idsFromContent });
    const needsConsent = report.rejected > 0 || summary.duplicateIdCount > 0;
    const agreed = await review({ report, summary, needsConsent });
    if (!agreed || options.signal?.aborted === true) {
      return { committed: false, summary: null, issues: report.issues };
    }
    const result = await staged.commit({ sourceHash: report.sourceHash, idsFromContent });
    committed = true;
    return { committed: true, summary: result, issues: report.issues };
  } finally {
    if (!committed) await staged.discard();
  }
};

import type { DataPreview, ImportSpec } from '../../protocol/engine.ts';
import type { IssueLog } from '../issueLog.ts';
import type { SourceHead } from './sourceHead.ts';

/** An item before it has its position, and before an absent id was replaced by the content hash. */
export interface SourceItem {
  /** Value of the id column; null when the spec names none. */
  readonly id: string | null;
  readonly hash: string;
  readonly line: number | null;
  readonly content: string;
  readonly label: string | null;
}

export interface ReadContext {
  readonly issues: IssueLog;
  readonly signal: AbortSignal | undefined;
  /** Hears how far the reader is, 0 to 1. */
  readonly onFraction: (fraction: number) => void;
  /** Hears the columns once they are known (JSONL: all that were met, at the end). */
  readonly onColumns: (columns: readonly string[]) => void;
  /** Hears the SHA-256 of the source at the end. */
  readonly onSourceHash: (hash: string) => void;
}

/** What a first look found, before any guess. */
export interface SourceSample {
  readonly summary: string;
  readonly columns: readonly string[];
  /** Values aligned with `columns`. */
  readonly rows: readonly (readonly string[])[];
  /** True for a file that NextLabel's own export wrote. */
  readonly ownExport: boolean;
}

/** How one format is read. Stateless: everything that lives belongs to one call. */
export interface Reader {
  readonly id: 'delimited' | 'jsonl' | 'imageFolder';
  /** Whether this reader is the one for that source; asked in the order of the registry. */
  claims(head: SourceHead): boolean;
  format(head: SourceHead): DataPreview['format'];
  /** Reads a bounded part. Throws DataError. */
  sample(head: SourceHead, signal: AbortSignal | undefined): Promise<SourceSample>;
  /** Streams the whole source in batches. Throws DataError for what concerns the source as a whole. */
  read(head: SourceHead, spec: ImportSpec, context: ReadContext): AsyncGenerator<readonly SourceItem[]>;
}

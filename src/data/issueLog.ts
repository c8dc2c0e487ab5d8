import type { ImportIssue, ImportIssueKind } from '../protocol/engine.ts';

/** A broken file can have as many issues as rows; past this many they are counted but not kept. */
const keptIssues = 1000;

/** Collects the issues of one import in bounded memory. */
export class IssueLog {
  readonly #kept: ImportIssue[] = [];
  readonly #counts = new Map<ImportIssueKind, number>();
  #rejected = 0;

  /** `rejects`: whether this issue left a row out. A row with two issues is left out once. */
  add(found: ImportIssue, rejects = found.severity === 'error'): void {
    if (this.#kept.length < keptIssues) this.#kept.push(found);
    this.#counts.set(found.kind, (this.#counts.get(found.kind) ?? 0) + 1);
    if (rejects) this.#rejected += 1;
  }

  get issues(): readonly ImportIssue[] {
    return this.#kept;
  }

  get rejected(): number {
    return this.#rejected;
  }

  get counts(): Readonly<Partial<Record<ImportIssueKind, number>>> {
    return Object.fromEntries(this.#counts);
  }
}

import type { ItemView, LabelingSnapshot, RankingState } from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { Counts, LockHolder } from '../store/store.ts';

export interface SnapshotParts {
  readonly config: ProjectConfig;
  readonly revision: number;
  readonly counts: Counts;
  readonly ranking: RankingState;
  readonly behind: readonly ItemView[];
  readonly ahead: readonly ItemView[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly heldBy: LockHolder | null;
  readonly trusted: boolean;
  readonly showSuggestions: boolean;
  readonly notice: string;
  readonly busy: string;
}

/** Why labels cannot be set; null when they can. */
export const readOnlyReason = (heldBy: LockHolder | null, trusted: boolean): string | null => {
  // Before the lock: the copy of an untrusted workspace is held by nobody.
  if (!trusted) return 'Read-only: this workspace is not trusted. Trust it to set labels.';
  if (heldBy === null) return null;
  return (
    `Read-only: ${heldBy.annotator} has this project open in another window ` +
    `(${heldBy.host}, process ${heldBy.pid}). Labels can be set here once that window closes.`
  );
};

/** Puts together what the view paints. */
export const makeSnapshot = (parts: SnapshotParts): LabelingSnapshot => ({
  projectName: parts.config.name,
  kind: parts.config.kind,
  revision: parts.revision,
  classes: parts.config.classes.map((definition) => ({
    ...definition,
    labeled: parts.counts.labeledByClass.get(definition.name) ?? 0,
  })),
  total: parts.counts.total,
  labeled: parts.counts.labeled,
  skipped: parts.counts.skipped,
  flagged: parts.counts.flagged,
  ranking: parts.ranking,
  sequence: [...parts.behind, ...parts.ahead],
  turn: parts.behind.length,
  canUndo: parts.canUndo,
  canRedo: parts.canRedo,
  readOnly: readOnlyReason(parts.heldBy, parts.trusted),
  showSuggestions: parts.showSuggestions,
  notice: parts.notice,
  busy: parts.busy,
});

import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { applyCommand, marksOf } from './marks.ts';
import type { Marks, TrackedCommand } from './marks.ts';

export interface LabelingProgress {
  readonly total: number;
  readonly labeled: number;
  readonly skipped: number;
  readonly flagged: number;
  /** Neither labeled nor skipped. */
  readonly remaining: number;
  readonly labeledByClass: ReadonlyMap<string, number>;
}

/** The snapshot's counts with the commands added that it does not contain yet. */
export function progressOf(snapshot: LabelingSnapshot, overlay: readonly TrackedCommand[]): LabelingProgress {
  const byClass = new Map(snapshot.classes.map((entry) => [entry.name, entry.labeled]));
  let { labeled, skipped, flagged } = snapshot;
  for (const { before, after } of changes(snapshot, overlay)) {
    labeled += Number(after.label !== null) - Number(before.label !== null);
    skipped += Number(isSkipped(after)) - Number(isSkipped(before));
    flagged += Number(after.flagged) - Number(before.flagged);
    count(byClass, before.label, -1);
    count(byClass, after.label, 1);
  }
  const remaining = Math.max(0, snapshot.total - labeled - skipped);
  return { total: snapshot.total, labeled, skipped, flagged, remaining, labeledByClass: byClass };
}

/** True while items are still to come, by an import or by the next snapshot; false when all are decided. */
export function awaitsItem(snapshot: LabelingSnapshot, overlay: readonly TrackedCommand[]): boolean {
  if (snapshot.total === 0) return snapshot.busy !== '';
  return progressOf(snapshot, overlay).remaining > 0;
}

/** First and last marks of each item with commands; the snapshot's word goes before what was on screen then. */
function changes(
  snapshot: LabelingSnapshot,
  overlay: readonly TrackedCommand[],
): Iterable<{ before: Marks; after: Marks }> {
  const perItem = new Map<string, { before: Marks; after: Marks }>();
  for (const { command, before } of overlay) {
    // The item has its label all along.
    if (command.action === 'repeat') continue;
    const seen = perItem.get(command.itemId);
    const known = snapshot.sequence.find((item) => item.itemId === command.itemId);
    const start = seen?.before ?? (known === undefined ? before : marksOf(known));
    perItem.set(command.itemId, { before: start, after: applyCommand(seen?.after ?? start, command) });
  }
  return perItem.values();
}

/** A labeled item counts as labeled, whether or not it was skipped before. */
function isSkipped(marks: Marks): boolean {
  return marks.skipped && marks.label === null;
}

function count(byClass: Map<string, number>, label: string | null, step: number): void {
  if (label !== null) byClass.set(label, (byClass.get(label) ?? 0) + step);
}

import { foldItem } from './fold.ts';
import type { LabelEvent, LabelSnapshot, StoredItem } from './store.ts';

/**
 * The labels as a round of that revision read them: present items with the fold of the events that had arrived by then,
 * where there is none with the label of the source. `items` are the present ones in order of row; which items were
 * present then is not kept, so that an import since makes a difference.
 */
export const snapshotAt = (
  revision: number,
  items: readonly Pick<StoredItem, 'row' | 'itemId' | 'sourceLabel'>[],
  events: readonly LabelEvent[],
): LabelSnapshot => {
  const byItem = new Map<string, LabelEvent[]>();
  for (const event of events) {
    if (event.sequence > revision) continue;
    const known = byItem.get(event.itemId);
    if (known === undefined) byItem.set(event.itemId, [event]);
    else known.push(event);
  }
  const labeledRows: number[] = [];
  const labeledNames: string[] = [];
  const eligibleRows: number[] = [];
  for (const { row, itemId, sourceLabel } of items) {
    const { decision } = foldItem(itemId, byItem.get(itemId) ?? []);
    const label = decision === null ? sourceLabel : decision.label;
    if (label !== null) {
      labeledRows.push(row);
      labeledNames.push(label);
    } else if (decision?.action !== 'skip') eligibleRows.push(row);
  }
  return {
    revision,
    labeledRows: Int32Array.from(labeledRows),
    labeledNames,
    eligibleRows: Int32Array.from(eligibleRows),
  };
};

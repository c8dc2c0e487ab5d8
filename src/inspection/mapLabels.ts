import { NO_LABEL, OTHER_LABEL, SKIPPED } from '../protocol/inspectorMap.ts';
import type { MapLabels } from '../protocol/inspectorMap.ts';
import { foldItem } from '../store/fold.ts';
import type { LabelEvent } from '../store/store.ts';
import type { InspectedProject } from './inspectedProject.ts';

/** Classes by row as annotators have set them by now, and the rounds that asked. */
export function mapLabels({
  config,
  items,
  events,
  features,
}: Pick<InspectedProject, 'config' | 'items' | 'events' | 'features'>): MapLabels {
  const indexOf = new Map(config.classes.map(({ name }, index) => [name, index]));
  const byItem = new Map<string, LabelEvent[]>();
  for (const event of events) {
    const known = byItem.get(event.itemId);
    if (known === undefined) byItem.set(event.itemId, [event]);
    else known.push(event);
  }
  const classes = new Int16Array(features.rows).fill(NO_LABEL);
  const rounds = new Int32Array(features.rows).fill(NO_LABEL);
  for (const { row, itemId, sourceLabel } of items) {
    const own = byItem.get(itemId) ?? [];
    const decision = own.length === 0 ? null : foldItem(itemId, own).decision;
    const label = decision === null ? sourceLabel : decision.label;
    if (label === null) {
      if (decision?.action === 'skip') classes[row] = SKIPPED;
      continue;
    }
    classes[row] = indexOf.get(label) ?? OTHER_LABEL;
    rounds[row] = own.find(({ eventId }) => eventId === decision?.eventId)?.round ?? 0;
  }
  return { classes, rounds };
}

import { firstDecisions } from '../store/firstDecisions.ts';
import { labelHistory } from '../store/labelHistory.ts';
import type { HistoryFacts, LabelHistory } from '../store/labelHistory.ts';
import type { ProjectStore } from '../store/store.ts';

/** Items read at once: a larger answer would block the event loop while it is unpacked. */
const READ_AT_ONCE = 250;

/** `labelHistory` of a store. Labels of classes that are not among `classNames` are left out, as in training. */
export const readLabelHistory = async (
  store: Pick<ProjectStore, 'events' | 'itemsPage' | 'labelSnapshot'>,
  classNames: readonly string[],
): Promise<LabelHistory> => {
  const { eligibleRows } = await store.labelSnapshot();
  return labelHistory({
    openRows: eligibleRows,
    labeled: await labeledItems(store, classNames),
    firstEvents: await firstDecisions(store.events()),
  });
};

const labeledItems = async (
  store: Pick<ProjectStore, 'itemsPage'>,
  classNames: readonly string[],
): Promise<HistoryFacts['labeled']> => {
  const found = new Map<string, { row: number; label: number }>();
  for (let offset = 0; ; offset += READ_AT_ONCE) {
    const { items } = await store.itemsPage('labeled', offset, READ_AT_ONCE);
    for (const { itemId, row, state } of items) {
      const label = classNames.indexOf(state.label ?? '');
      if (label >= 0) found.set(itemId, { row, label });
    }
    if (items.length < READ_AT_ONCE) return found;
  }
};

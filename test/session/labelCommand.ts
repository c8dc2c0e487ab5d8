import { randomUUID } from 'node:crypto';
import type { LabelCommand } from '../../src/protocol/labeling.ts';

/** A key press in the item view that labels an item; `change` says what is otherwise. */
export const labelCommand = (
  itemId: string,
  value: string | null,
  change: Partial<LabelCommand> = {},
): LabelCommand => ({
  eventId: randomUUID(),
  itemId,
  action: 'label',
  value,
  secondsSpent: 1,
  suggestionShown: false,
  view: 'item',
  ...change,
});

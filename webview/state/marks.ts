import type { ItemView, LabelCommand } from '../../src/protocol/labeling.ts';

/** What an annotator has said about an item. */
export interface Marks {
  readonly label: string | null;
  readonly skipped: boolean;
  readonly flagged: boolean;
  readonly note: string;
}

/** A command with the marks that the item had when the key was pressed. */
export interface TrackedCommand {
  readonly command: LabelCommand;
  readonly before: Marks;
}

/** The marks after one command; the same fold as the store's, for painting before it answers. */
export function applyCommand(marks: Marks, command: LabelCommand): Marks {
  switch (command.action) {
    case 'label':
      return { ...marks, label: command.value, skipped: false };
    case 'skip':
      return { ...marks, skipped: true };
    case 'repeat':
      return { ...marks, label: command.value, skipped: command.value === null };
    case 'confirm':
      return marks;
    case 'flag':
      return { ...marks, flagged: command.value === 'true' };
    case 'note':
      return { ...marks, note: command.value ?? '' };
  }
}

export function marksOf(item: ItemView): Marks {
  return { label: item.label, skipped: item.skipped, flagged: item.flagged, note: item.note };
}

export function isDecided(marks: Pick<Marks, 'label' | 'skipped'>): boolean {
  return marks.label !== null || marks.skipped;
}

/** The commands of one item (or grid card), applied in order over what the host said last. */
export function withOverlay<Item extends { readonly itemId: string } & Omit<Marks, 'note'>>(
  item: Item,
  overlay: readonly TrackedCommand[],
): Item {
  let changed = item;
  for (const { command } of overlay) {
    if (command.itemId === item.itemId)
      changed = { ...changed, ...applyCommand({ note: '', ...changed }, command) };
  }
  return changed;
}

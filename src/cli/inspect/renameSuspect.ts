import type { Suspect, SuspectReason } from '../../protocol/secondLook.ts';

/** The same label in doubt with its classes named in another way: by name in place of index, or the reverse. */
export function renameSuspect<From, To>(
  { row, itemId, label, suggested, reasons }: Suspect<From>,
  rename: (label: From) => To,
): Suspect<To> {
  return {
    row,
    itemId,
    label: rename(label),
    suggested: rename(suggested),
    reasons: reasons.map((reason) => renameReason(reason, rename)),
  };
}

function renameReason<From, To>(reason: SuspectReason<From>, rename: (label: From) => To): SuspectReason<To> {
  switch (reason.kind) {
    case 'repeat':
      return { ...reason, answer: rename(reason.answer) };
    case 'duplicate':
      return {
        ...reason,
        twinLabel: rename(reason.twinLabel),
        around: reason.around.map((near) => ({ ...near, label: rename(near.label) })),
      };
    case 'model':
      return { ...reason, other: rename(reason.other) };
  }
}

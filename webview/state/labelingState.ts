import type { ItemView, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { isDecided, withOverlay } from './marks.ts';
import type { TrackedCommand } from './marks.ts';

/**
 * What the labeling view shows: the host's last snapshot, the commands it does not contain yet, and where the
 * annotator stands. The place is an item, never an index, so that no snapshot can move the item on screen.
 */
export interface LabelingState {
  readonly snapshot: LabelingSnapshot | null;
  readonly overlay: readonly TrackedCommand[];
  /** The item on screen; null while there is none (pool done, or the next items are on their way). */
  readonly cursorId: string | null;
  /** An item that the sequence does not contain: opened from the grid, or left behind by a new snapshot. */
  readonly visiting: ItemView | null;
}

export const emptyState: LabelingState = { snapshot: null, overlay: [], cursorId: null, visiting: null };

/** True when more events are shown already than this snapshot knows. */
export function isOutdated(state: LabelingState, snapshot: LabelingSnapshot): boolean {
  return snapshot.revision < (state.snapshot?.revision ?? snapshot.revision);
}

/** Shows a snapshot; the item on screen stays. */
export function takeSnapshot(state: LabelingState, snapshot: LabelingSnapshot): LabelingState {
  const next = { ...state, snapshot };
  if (state.cursorId === null) return atTurn(next);
  if (snapshot.sequence.some((item) => item.itemId === state.cursorId)) return { ...next, visiting: null };
  const kept = state.snapshot?.sequence.find((item) => item.itemId === state.cursorId) ?? state.visiting;
  return kept?.itemId === state.cursorId ? { ...next, visiting: kept } : atTurn(next);
}

export function withCommands(state: LabelingState, overlay: readonly TrackedCommand[]): LabelingState {
  return { ...state, overlay };
}

/** The sequence with unacknowledged commands painted over it. */
export function sequenceOf(state: LabelingState): readonly ItemView[] {
  return (state.snapshot?.sequence ?? []).map((item) => withOverlay(item, state.overlay));
}

export function currentItem(state: LabelingState): ItemView | null {
  if (state.cursorId === null) return null;
  const inSequence = state.snapshot?.sequence.find((item) => item.itemId === state.cursorId);
  const item = inSequence ?? (state.visiting?.itemId === state.cursorId ? state.visiting : null);
  return item === null ? null : withOverlay(item, state.overlay);
}

/** To the first item that is still to be decided; to none when all that were sent are. */
export function atTurn(state: LabelingState): LabelingState {
  const item = undecided(state)[0];
  return { ...state, cursorId: item?.itemId ?? null, visiting: null };
}

/** After a decision: to the next undecided item behind this one, else to the one on turn. */
export function afterDecision(state: LabelingState, itemId: string): LabelingState {
  const sequence = sequenceOf(state);
  const index = sequence.findIndex((item) => item.itemId === itemId);
  const behind = index < 0 ? undefined : sequence.slice(index + 1).find((item) => !isDecided(item));
  if (behind !== undefined) return { ...state, cursorId: behind.itemId, visiting: null };
  const rest = undecided(state).find((item) => item.itemId !== itemId);
  return { ...state, cursorId: rest?.itemId ?? null, visiting: null };
}

/** One step through the sequence; unchanged at either end. */
export function move(state: LabelingState, step: -1 | 1): LabelingState {
  const sequence = state.snapshot?.sequence ?? [];
  const index = sequence.findIndex((item) => item.itemId === state.cursorId);
  let target = index + step;
  if (index < 0) {
    // Beside the sequence (grid item, waiting): back is the last decided item, forward the one on turn.
    const turn = turnIndex(state);
    target = step < 0 ? turn - 1 : turn;
  }
  const item = sequence[target];
  return item === undefined ? state : { ...state, cursorId: item.itemId, visiting: null };
}

/** Shows this item, whether or not the sequence has it. */
export function visit(state: LabelingState, item: ItemView): LabelingState {
  const known = state.snapshot?.sequence.some((other) => other.itemId === item.itemId) ?? false;
  return { ...state, cursorId: item.itemId, visiting: known ? null : item };
}

/** Puts the cursor on an item of the sequence; false when it is not there. */
export function goTo(state: LabelingState, itemId: string): LabelingState | null {
  const known = state.snapshot?.sequence.some((item) => item.itemId === itemId) ?? false;
  return known ? { ...state, cursorId: itemId, visiting: null } : null;
}

/** The next items behind the one on screen that are still to be decided. */
export function upcoming(state: LabelingState, limit: number): readonly ItemView[] {
  const sequence = sequenceOf(state);
  const index = sequence.findIndex((item) => item.itemId === state.cursorId);
  const behind = index < 0 ? sequence.slice(turnIndex(state)) : sequence.slice(index + 1);
  return behind.filter((item) => !isDecided(item)).slice(0, limit);
}

export function canMove(state: LabelingState, step: -1 | 1): boolean {
  return move(state, step) !== state;
}

function undecided(state: LabelingState): readonly ItemView[] {
  return sequenceOf(state)
    .slice(state.snapshot?.turn ?? 0)
    .filter((item) => !isDecided(item));
}

/** Index of the first undecided item at or behind the host's turn; the length when all are decided. */
function turnIndex(state: LabelingState): number {
  const sequence = sequenceOf(state);
  const start = state.snapshot?.turn ?? 0;
  const offset = sequence.slice(start).findIndex((item) => !isDecided(item));
  return offset < 0 ? sequence.length : start + offset;
}

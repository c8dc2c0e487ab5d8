import type { GridFilter } from '../../src/protocol/labeling.ts';
import type { OutboxEntry } from './outbox.ts';

/** What outlives the webview: VS Code disposes of a hidden one and gives this back to the next. */
export interface SavedState {
  readonly outbox: readonly OutboxEntry[];
  readonly cursorId: string | null;
  /** Whether that item was still to be decided: if it is decided by now, the place is out of date. */
  readonly cursorOpen: boolean;
  readonly view: 'item' | 'grid';
  readonly filter: GridFilter;
  readonly draft: NoteDraft | null;
}

/** A note that was being written. */
export interface NoteDraft {
  readonly itemId: string;
  readonly text: string;
}

const version = 1;
const nothing: SavedState = {
  outbox: [],
  cursorId: null,
  cursorOpen: false,
  view: 'item',
  filter: 'ranked',
  draft: null,
};

/** Parses what VS Code kept; anything that another version wrote is left. */
export function readSavedState(kept: unknown): SavedState {
  if (!isRecord(kept) || kept['version'] !== version) return nothing;
  const { outbox, cursorId, cursorOpen, view, filter, draft } = kept;
  return {
    outbox: Array.isArray(outbox) ? outbox.filter(isEntry) : [],
    cursorId: typeof cursorId === 'string' ? cursorId : null,
    cursorOpen: cursorOpen === true,
    view: view === 'grid' ? 'grid' : 'item',
    filter: isFilter(filter) ? filter : 'ranked',
    draft: isDraft(draft) ? draft : null,
  };
}

export function writeSavedState(state: SavedState): unknown {
  return { version, ...state };
}

function isEntry(value: unknown): value is OutboxEntry {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'apply')
    return Array.isArray(value['commands']) && value['commands'].every(isTracked);
  return (value['kind'] === 'undo' || value['kind'] === 'redo') && typeof value['eventId'] === 'string';
}

function isTracked(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['command']) || !isRecord(value['before'])) return false;
  return typeof value['command']['eventId'] === 'string' && typeof value['command']['itemId'] === 'string';
}

function isFilter(value: unknown): value is GridFilter {
  return ['ranked', 'labeled', 'skipped', 'flagged', 'all'].includes(value as string);
}

function isDraft(value: unknown): value is NoteDraft {
  return isRecord(value) && typeof value['itemId'] === 'string' && typeof value['text'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What outlives the view: VS Code disposes of a hidden one and gives this back to the next, also after a restart. */
export interface SavedInspector {
  /** What is inspected, as the host named it; empty before it did. */
  readonly place: string;
  readonly tab: string;
  /** Null = the last one. */
  readonly round: number | null;
  /** Null = the first of the round's ranking. */
  readonly row: number | null;
  /** The last wish of a command that was followed. */
  readonly serial: number;
  /** Figures whose text twin is open, by id. */
  readonly opened: readonly string[];
  /** What single tabs keep, by a name of their own. */
  readonly kept: Readonly<Record<string, unknown>>;
}

const version = 1;
const fresh: SavedInspector = {
  place: '',
  tab: 'why',
  round: null,
  row: null,
  serial: 0,
  opened: [],
  kept: {},
};

/** Parses what VS Code kept; anything that another version wrote is left. */
export function readSavedInspector(saved: unknown): SavedInspector {
  if (!isRecord(saved) || saved['version'] !== version) return fresh;
  const { place, tab, round, row, serial, opened, kept } = saved;
  return {
    place: typeof place === 'string' ? place : fresh.place,
    tab: typeof tab === 'string' ? tab : fresh.tab,
    round: wholeFrom(round, 1),
    row: wholeFrom(row, 0),
    serial: wholeFrom(serial, 0) ?? 0,
    opened: Array.isArray(opened) ? opened.filter((each): each is string => typeof each === 'string') : [],
    kept: isRecord(kept) ? kept : {},
  };
}

export function writeSavedInspector(saved: SavedInspector): unknown {
  return { version, ...saved };
}

function wholeFrom(value: unknown, least: number): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

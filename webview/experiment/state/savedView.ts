import { dimensions, nothingHidden } from './hiddenValues.ts';
import type { HiddenValues } from './hiddenValues.ts';

/** What outlives the results view: VS Code disposes of a hidden one and gives this back to the next. */
export interface SavedView {
  readonly hidden: HiddenValues;
  /** Figures whose text twin is open, by id. */
  readonly opened: readonly string[];
  /** Whether the filter is unfolded; null until the reader decides, then the width does. */
  readonly filterOpen: boolean | null;
  /** How far the page was scrolled, in CSS pixels. */
  readonly scrollTop: number;
}

const version = 1;
const fresh: SavedView = { hidden: nothingHidden, opened: [], filterOpen: null, scrollTop: 0 };

/** Parses what VS Code kept; anything that another version wrote is left. */
export function readSavedView(kept: unknown): SavedView {
  if (!isRecord(kept) || kept['version'] !== version) return fresh;
  const { hidden, opened, filterOpen, scrollTop } = kept;
  const lists = isRecord(hidden) ? hidden : {};
  const [datasets = [], settings = [], models = [], strategies = []] = dimensions.map((dimension) =>
    texts(lists[dimension]),
  );
  return {
    hidden: { datasets, settings, models, strategies },
    opened: texts(opened),
    filterOpen: typeof filterOpen === 'boolean' ? filterOpen : null,
    scrollTop: typeof scrollTop === 'number' && scrollTop > 0 ? scrollTop : 0,
  };
}

export function writeSavedView(view: SavedView): unknown {
  return { version, ...view };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

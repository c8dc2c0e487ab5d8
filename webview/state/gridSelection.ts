/**
 * Selection in the grid by position in the ranking, as in a file explorer: an active cell, an anchor where a range
 * began, and the selected positions. Positions, not ids: a range may span pages that were never loaded.
 */
export interface GridSelection {
  readonly active: number;
  readonly anchor: number;
  readonly selected: ReadonlySet<number>;
}

export const emptySelection: GridSelection = { active: 0, anchor: 0, selected: new Set() };

/** Moves the active cell; with `extend` the range from the anchor is selected. */
export function moveActive(
  selection: GridSelection,
  to: number,
  options: { readonly total: number; readonly extend: boolean },
): GridSelection {
  if (options.total === 0) return emptySelection;
  const active = Math.min(Math.max(to, 0), options.total - 1);
  if (!options.extend) return { ...selection, active, anchor: active };
  return { active, anchor: selection.anchor, selected: range(selection.anchor, active) };
}

/** Space or Ctrl+click: adds or takes away one cell. */
export function toggle(selection: GridSelection, position: number): GridSelection {
  const selected = new Set(selection.selected);
  if (!selected.delete(position)) selected.add(position);
  return { active: position, anchor: position, selected };
}

/** A plain click: this cell only. */
export function selectOnly(position: number): GridSelection {
  return { active: position, anchor: position, selected: new Set([position]) };
}

/** Shift+click: from the anchor to here. */
export function selectTo(selection: GridSelection, position: number): GridSelection {
  return { active: position, anchor: selection.anchor, selected: range(selection.anchor, position) };
}

/** Ctrl+A. */
export function selectAll(selection: GridSelection, total: number): GridSelection {
  return total === 0 ? emptySelection : { ...selection, anchor: 0, selected: range(0, total - 1) };
}

/** At most `limit` cells, those nearest to where the range began. */
export function capped(selection: GridSelection, limit: number): GridSelection {
  if (selection.selected.size <= limit) return selection;
  const cells = [...selection.selected].sort((a, b) => a - b);
  const backwards = selection.active < selection.anchor;
  return { ...selection, selected: new Set(backwards ? cells.slice(-limit) : cells.slice(0, limit)) };
}

export function clearSelection(selection: GridSelection): GridSelection {
  return { ...selection, anchor: selection.active, selected: new Set() };
}

/** What an action is meant for: the selection, else the active cell. In order of position. */
export function targets(selection: GridSelection, total: number): readonly number[] {
  if (total === 0) return [];
  if (selection.selected.size === 0) return [selection.active];
  return [...selection.selected].filter((position) => position < total).sort((a, b) => a - b);
}

function range(from: number, to: number): ReadonlySet<number> {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  return new Set(Array.from({ length: high - low + 1 }, (_, index) => low + index));
}

import type { ReportFilter } from '../../../src/charts/reportFilter.ts';

export const dimensions = ['datasets', 'settings', 'models', 'strategies'] as const;
export type Dimension = (typeof dimensions)[number];

/** Values by dimension, in the order of the report. */
export type Choices = Readonly<Record<Dimension, readonly string[]>>;

/**
 * What the reader has unticked. Kept instead of what is ticked, so that a strategy whose first run ends while the view
 * is open comes up by itself.
 */
export type HiddenValues = Readonly<Record<Dimension, readonly string[]>>;

export const nothingHidden: HiddenValues = { datasets: [], settings: [], models: [], strategies: [] };

/** Ticks or unticks one value. */
export function toggled(hidden: HiddenValues, dimension: Dimension, value: string): HiddenValues {
  const before = hidden[dimension];
  const after = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  return { ...hidden, [dimension]: after };
}

/** Ticks all values of a dimension, or none of those that there are. */
export function allOrNone(hidden: HiddenValues, dimension: Dimension, none: readonly string[]): HiddenValues {
  return { ...hidden, [dimension]: [...none] };
}

/** The filter that leaves out what is hidden. Of a dimension with a single value nothing can be hidden. */
export function filterOf(hidden: HiddenValues, choices: Choices): ReportFilter {
  const shown = (dimension: Dimension): readonly string[] | null => {
    const all = choices[dimension];
    const kept = all.filter((value) => !hidden[dimension].includes(value));
    return all.length < 2 || kept.length === all.length ? null : kept;
  };
  return {
    datasets: shown('datasets'),
    settings: shown('settings'),
    models: shown('models'),
    strategies: shown('strategies'),
  };
}

/** Dimensions in which there is something to choose. */
export function filterable(choices: Choices): readonly Dimension[] {
  return dimensions.filter((dimension) => choices[dimension].length > 1);
}

/** How many of the values of the dimensions with a choice are shown. */
export function shownCount(hidden: HiddenValues, choices: Choices): { shown: number; of: number } {
  const all = filterable(choices).flatMap((dimension) =>
    choices[dimension].map((value) => !hidden[dimension].includes(value)),
  );
  return { shown: all.filter(Boolean).length, of: all.length };
}

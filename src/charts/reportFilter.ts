import type { ExperimentReport, Setting } from '../protocol/experiment.ts';

/** What to show of a report; null = all. */
export interface ReportFilter {
  readonly datasets: readonly string[] | null;
  readonly settings: readonly string[] | null;
  readonly models: readonly string[] | null;
  readonly strategies: readonly string[] | null;
}

/** The values that a filter can choose from, in the order in which the report has them. */
export interface ReportChoices {
  readonly datasets: readonly string[];
  readonly settings: readonly Setting[];
  readonly models: readonly string[];
  readonly strategies: readonly string[];
}

/** Also of what was not run, so that its reasons can be chosen too. */
export function choicesOf({ cells, notRun }: ExperimentReport): ReportChoices {
  const all = [...cells, ...notRun];
  return {
    datasets: distinct(all.map(({ dataset }) => dataset)),
    settings: distinct(all.map(({ setting }) => setting)),
    models: distinct(all.map(({ model }) => model)),
    strategies: distinct(all.map(({ strategy }) => strategy)),
  };
}

const distinct = <Value>(values: readonly (Value | null)[]): readonly Value[] =>
  [...new Set(values)].filter((value) => value !== null);

/**
 * The part of a report that a filter leaves. Numbers stay as they were measured among all: ranks are over all data sets
 * and strategies, relative curves against the average of all strategies, the best is the best of all. Summaries stay, whatever
 * strategies are chosen.
 */
export function filterReport(report: ExperimentReport, filter: ReportFilter): ExperimentReport {
  const dataset = admitted(filter.datasets);
  const setting = admitted(filter.settings);
  const model = admitted(filter.models);
  const strategy = admitted(filter.strategies);
  return {
    ...report,
    cells: report.cells.filter(
      (cell) =>
        dataset(cell.dataset) && setting(cell.setting) && model(cell.model) && strategy(cell.strategy),
    ),
    pairs: report.pairs.filter(
      (pair) =>
        dataset(pair.dataset) &&
        setting(pair.setting) &&
        model(pair.model) &&
        strategy(pair.first) &&
        strategy(pair.second),
    ),
    ranks: report.ranks
      .filter((ranks) => setting(ranks.setting) && model(ranks.model))
      .map((ranks) => ({
        ...ranks,
        strategies: ranks.strategies.filter((each) => strategy(each.strategy)),
        groups: maximal(ranks.groups.map((group) => group.filter(strategy))),
      }))
      .filter((ranks) => ranks.strategies.length > 0),
    // They are made of all strategies, so that random alone can be shown beside them.
    summaries: report.summaries.filter(
      (summary) => dataset(summary.dataset) && setting(summary.setting) && model(summary.model),
    ),
    notRun: report.notRun.filter(
      (each) =>
        dataset(each.dataset) && setting(each.setting) && model(each.model) && strategy(each.strategy),
    ),
  };
}

/** Without the sets that another one holds. */
const maximal = (groups: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  groups.filter(
    (group, index) =>
      !groups.some(
        (other, place) =>
          place !== index &&
          group.every((name) => other.includes(name)) &&
          (other.length > group.length || place < index),
      ),
  );

/** Null stands for every value, and is left by any choice. */
function admitted(chosen: readonly string[] | null): (value: string | null) => boolean {
  const values = new Set(chosen);
  return (value) => chosen === null || value === null || values.has(value);
}

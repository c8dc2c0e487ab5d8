import type { ExperimentReport, ReportCell, ReportSummary, Setting } from '../protocol/experiment.ts';
import { settingNames } from './wording.ts';

/** What can be compared: the strategies on one data set, in one setting, with one model. */
export interface ReportGroup {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  /** One for each strategy. */
  readonly cells: readonly ReportCell[];
  /** Best and average of its strategies, where the report has them. */
  readonly summaries: readonly ReportSummary[];
}

interface Place {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
}

/** In the order of the report. */
export function groupsOf({ cells, summaries }: ExperimentReport): readonly ReportGroup[] {
  const groups = new Map<string, ReportCell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return [...groups].map(([key, group]) => ({
    dataset: group[0]!.dataset,
    setting: group[0]!.setting,
    model: group[0]!.model,
    cells: group,
    summaries: summaries.filter((summary) => keyOf(summary) === key),
  }));
}

/** The same for equal places only. */
export const keyOf = ({ dataset, setting, model }: Place): string =>
  JSON.stringify([dataset, setting, model]);

/** A group as titles name it. */
export const placeName = ({ dataset, setting, model }: Place): string =>
  [dataset, settingNames[setting], model].join(', ');

/** Names of groups as columns: what is the same for all of them is `shared`, said once. */
export function columnNames(groups: readonly Place[]): {
  readonly names: readonly string[];
  readonly shared: string;
} {
  const parts = groups.map(({ dataset, setting, model }) => [dataset, settingNames[setting], model]);
  const varies = [0, 1, 2].map((index) => new Set(parts.map((each) => each[index])).size > 1);
  const some = varies.includes(true);
  return {
    names: parts.map((each) => each.filter((_, index) => !some || varies[index]).join(', ')),
    shared: some ? (parts[0] ?? []).filter((_, index) => varies[index] === false).join(', ') : '',
  };
}

/** Gives ids that are safe as file names anywhere: letters, digits and hyphens, unique whatever the case. */
export function createIds(): (...parts: readonly string[]) => string {
  const taken = new Set<string>();
  return (...parts) => {
    const words = parts.map((part) => part.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, ''));
    const base = words
      .filter((word) => word !== '')
      .map((word) => word.slice(0, 40))
      .join('-');
    let id = base;
    for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${base}-${number}`;
    taken.add(id.toLowerCase());
    return id;
  };
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError, refusing } from '../../data/tables/inputError.ts';
import { drawRunSplit, loadRunData, readRun } from '../../experiments/readRun.ts';
import { compareRound } from '../../inspection/compareRound.ts';
import { describeStep } from '../../inspection/describeStep.ts';
import { explainRow } from '../../inspection/explainRow.ts';
import type { PreparedStep } from '../../inspection/preparedStep.ts';
import { runChoice } from '../../inspection/runChoice.ts';
import { runHistory } from '../../inspection/runHistory.ts';
import { RunInspector } from '../../inspection/runInspector.ts';
import { servedStrategies } from '../../inspection/servedStrategies.ts';
import { RESULTS_FILE } from '../../protocol/experiment.ts';
import type { ExperimentMetric } from '../../protocol/experiment.ts';
import type { InspectedStep, ItemExplanation, StrategyComparison } from '../../protocol/inspect.ts';
import type { RunHistory } from '../../protocol/inspectorRun.ts';
import { rowName, rowOfName } from '../../protocol/runFacts.ts';
import type { RunChoice } from '../../protocol/runFacts.ts';
import { contentExcerpt } from '../../session/itemViews.ts';
import type { InspectOptions } from './inspectProject.ts';

/** What `nextlabel inspect --format json` prints of a step of a run; rows are those of the data file. */
export interface RunInspectReport {
  readonly experiment: string;
  readonly run: RunChoice;
  readonly metric: ExperimentMetric;
  readonly classes: readonly string[];
  readonly step: InspectedStep;
  readonly items: readonly StepItem[];
  readonly strategies: StrategyComparison;
  readonly history: RunHistory;
}

/** `label` is the item's class, which the data tell. */
export interface StepItem extends ItemExplanation {
  /** 1-based place in the step's batch; null where it is not in it. */
  readonly picked: number | null;
}

export interface RunInspectOptions extends InspectOptions {
  /** Null = the first. */
  readonly run: string | null;
}

/** The results folder that is named; null for anything else. */
export function resultsFolderOf(operand: string): string | null {
  if (path.basename(operand) === RESULTS_FILE) return path.resolve(operand, '..');
  return existsSync(path.join(operand, RESULTS_FILE)) ? path.resolve(operand) : null;
}

/** Works a step of a run out again and explains it. Throws InputError for what is not there or cannot be had. */
export async function inspectRun(
  folder: string,
  options: RunInspectOptions,
  note: (message: string) => void,
): Promise<RunInspectReport> {
  const stored = await readRun(folder, options.run);
  const { info, job, record } = stored;
  const data = await loadRunData(stored);
  const prepared = await drawRunSplit(folder, stored, data);
  const inspector = refusing(() => new RunInspector({ spec: info.spec, job, record, data, prepared }));
  const step = stepOf(inspector, options.round);
  note(`${folder}: run ${job.id}, step ${step} of ${inspector.steps}`);
  const onStep = (each: number): void => note(`Going through step ${each}`);
  const round = inspector.step(step, { onStep });
  const names = options.strategies ?? [...new Set(stored.jobs.map(({ strategy }) => strategy.name))];
  const { served, refused } = servedStrategies(round, names);
  const [first] = refused;
  if (options.strategies !== null && first !== undefined) {
    throw new InputError(`--strategies: ${first.reason}`);
  }
  for (const name of served) {
    if (name !== round.strategy) note(`Ranking by ${name}`);
    refusing(() => round.ranking(name));
  }
  const { columns, ...comparison } = compareRound(round, served, options.top);
  return {
    experiment: info.name,
    run: runChoice(job),
    metric: info.spec.metric,
    classes: record.classes,
    step: describeStep(inspector, step, round),
    items: chooseRows(inspector, round, options).map((row) =>
      explain({ inspector, step, round, served }, row),
    ),
    strategies: {
      ...comparison,
      columns: columns.map(({ rows, ...column }) => ({
        ...column,
        items: rows.map((row) => nameOf(inspector, row)),
      })),
      refused,
    },
    history: runHistory(record),
  };
}

function stepOf({ steps }: RunInspector, wanted: number | null): number {
  const step = wanted ?? steps;
  if (step >= 1 && step <= steps) return step;
  throw new InputError(`--round: there is no step ${step}; expected one of 1 to ${steps}.`);
}

const nameOf = (inspector: RunInspector, row: number): string => rowName(inspector.item(row)?.fileRow ?? -1);

function chooseRows(
  inspector: RunInspector,
  round: PreparedStep,
  { item, top }: InspectOptions,
): readonly number[] {
  if (item === null) return [...round.ranking(round.strategy).output.ranking.subarray(0, top)];
  const row = inspector.rowOf(rowOfName(item) ?? -1);
  if (row === null) throw new InputError(`--item: the split of this run has no "${item}".`);
  return [row];
}

interface Explaining {
  readonly inspector: RunInspector;
  readonly step: number;
  readonly round: PreparedStep;
  readonly served: readonly string[];
}

function explain({ inspector, step, round, served }: Explaining, row: number): StepItem {
  const { classes } = inspector.run.record;
  const excerptOf = (each: number): string =>
    contentExcerpt({ kind: 'tabular', fields: inspector.item(each)?.fields ?? [] });
  const { predicted, neighbours, ...told } = explainRow(round, {
    row,
    strategies: served,
    occluded: () => inspector.occluded(row),
  });
  const item = inspector.item(row)!;
  const place = inspector.picks[step - 1]!.indexOf(row);
  return {
    ...told,
    row: item.fileRow,
    itemId: rowName(item.fileRow),
    excerpt: excerptOf(row),
    label: item.className,
    predicted: predicted === null ? null : (classes[predicted] ?? ''),
    neighbours: neighbours.map(({ row: near, label, distance }) => ({
      itemId: nameOf(inspector, near),
      label: classes[label] ?? '',
      distance,
      excerpt: excerptOf(near),
    })),
    picked: place < 0 ? null : place + 1,
  };
}

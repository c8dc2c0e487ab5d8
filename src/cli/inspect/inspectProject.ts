import type { Occluder } from '../../data/occlude.ts';
import { InputError, refusing } from '../../data/tables/inputError.ts';
import { forecastFrom, stoppingAt } from '../../inspection/budget.ts';
import { compareRound } from '../../inspection/compareRound.ts';
import { describeRound } from '../../inspection/describeRound.ts';
import { explainRow } from '../../inspection/explainRow.ts';
import type { PreparedRound } from '../../inspection/preparedRound.ts';
import { ProjectInspector } from '../../inspection/projectInspector.ts';
import { roundHistory } from '../../inspection/roundHistory.ts';
import type { DecisionsByRound } from '../../inspection/roundHistory.ts';
import { secondLookReport } from '../../inspection/secondLookReport.ts';
import { servedStrategies } from '../../inspection/servedStrategies.ts';
import type { ServedStrategies } from '../../inspection/servedStrategies.ts';
import { USUAL_STRATEGIES } from '../../protocol/inspect.ts';
import type { InspectReport, ItemExplanation } from '../../protocol/inspect.ts';
import { FORECAST_LEVEL } from '../../protocol/inspectorBudget.ts';
import type { NamedSecondLook } from '../../protocol/secondLook.ts';
import { itemExcerpt } from '../../session/itemViews.ts';
import type { StoredItem } from '../../store/store.ts';
import { nameItem } from './nameItem.ts';
import { projectFeatures } from './projectFeatures.ts';
import { readProject } from './readProject.ts';
import { renameSuspect } from './renameSuspect.ts';
import type { StoredProject } from './readProject.ts';

export interface InspectOptions {
  /** Null = the last one. */
  readonly round: number | null;
  /** How many items are explained and compared. */
  readonly top: number;
  /** An item to explain in place of the first ones. */
  readonly item: string | null;
  /** Null = a set that the model serves. */
  readonly strategies: readonly string[] | null;
}

/**
 * Reads all that a round's inspection needs; `signal` ends it. What follows, `inspectRound`, computes in one go. Throws
 * InputError where there is no such project or round.
 */
export async function readInspection(
  operand: string,
  options: InspectOptions,
  { signal, note }: { readonly signal: AbortSignal; readonly note: (message: string) => void },
): Promise<Inspection> {
  const project = await readProject(operand, options.round);
  signal.throwIfAborted();
  const { round } = project.round;
  note(`${project.projectFile}: round ${round}, ${project.items.length} items`);
  const { matrix, featuresId, request } = await projectFeatures(project, signal, note);
  const inspector = new ProjectInspector({ ...project, features: matrix, featuresId, featurise: request });
  const occluder = await inspector.occluder();
  const decisions = await inspector.decisions();
  signal.throwIfAborted();
  return { project, inspector, occluder, decisions, options };
}

/** What was read, ready for `inspectRound`. */
export interface Inspection {
  readonly project: StoredProject;
  readonly inspector: ProjectInspector;
  readonly occluder: Occluder;
  readonly decisions: DecisionsByRound;
  readonly options: InspectOptions;
}

/** Works the round out again and explains it. Throws InputError for an item or a strategy that is not to be had. */
export async function inspectRound(
  inspection: Inspection,
  note: (message: string) => void,
): Promise<InspectReport> {
  const { project, inspector, decisions, options } = inspection;
  const { config, items } = project;
  const byRow = new Map(items.map((item) => [item.row, item]));
  const itemIdOf = (row: number): string => byRow.get(row)?.itemId ?? '';
  const round = inspector.round(project.round);
  const { served, refused } = rankRound(round, options.strategies, note);
  const { output } = round.ranking(served[0]);
  const rows = chooseRows(inspection, output.ranking);
  note(`Explaining ${rows.length} ${rows.length === 1 ? 'item' : 'items'}`);
  const { columns, ...comparison } = compareRound(round, served, options.top);
  return {
    project: config.name,
    classes: config.classes.map(({ name }) => name),
    round: describeRound({
      record: project.round,
      input: round.input,
      output,
      featuresId: inspector.project.featuresId,
      itemIdOf,
      decisions: decisions.get(project.round.round) ?? [],
    }),
    items: explainRows(inspection, { rows, round, served, byRow }),
    strategies: {
      ...comparison,
      columns: columns.map(({ rows: first, ...column }) => ({ ...column, items: first.map(itemIdOf) })),
      refused,
    },
    history: roundHistory(inspector.project, {
      decisions,
      onRound: (number) => {
        if (number % 50 === 0) note(`Going through round ${number}`);
      },
    }),
    secondLook: lookAgain(inspection, byRow, note),
    ...(await budgetOf(inspection, note)),
  };
}

/** Which labels of now deserve a second look. */
function lookAgain(
  { project: { config }, inspector }: Inspection,
  byRow: ReadonlyMap<number, StoredItem>,
  note: (message: string) => void,
): NamedSecondLook {
  note('Asking models that have not seen them about the labels');
  const report = secondLookReport(inspector);
  return {
    ...report,
    suspects: report.suspects.map((suspect) => ({
      ...renameSuspect(suspect, (label) => config.classes[label]?.name ?? ''),
      excerpt: itemExcerpt(byRow.get(suspect.row)!, config),
    })),
  };
}

/** What is still to be labeled, as the round knew. */
async function budgetOf(
  { project, inspector }: Inspection,
  note: (message: string) => void,
): Promise<Pick<InspectReport, 'forecast' | 'stopping'>> {
  note('Forecasting the learning curve');
  return {
    forecast: await forecastFrom(inspector.project, project.round, { level: FORECAST_LEVEL }),
    stopping: stoppingAt(inspector.project, project.round, {}),
  };
}

/**
 * Ranks the round by its own strategy and by others. Of the usual ones, those that the model does not serve are left
 * out; one that was asked for throws InputError.
 */
function rankRound(
  round: PreparedRound,
  wanted: readonly string[] | null,
  note: (message: string) => void,
): ServedStrategies {
  const ranked = servedStrategies(round, wanted ?? USUAL_STRATEGIES);
  const { served, refused } = ranked;
  const [first] = refused;
  if (wanted !== null && first !== undefined) throw new InputError(`--strategies: ${first.reason}`);
  for (const strategy of served) {
    if (strategy !== round.input.strategy) note(`Ranking by ${strategy}`);
    refusing(() => round.ranking(strategy));
  }
  return ranked;
}

function chooseRows({ project, options }: Inspection, ranking: Int32Array): number[] {
  const { item } = options;
  if (item === null) return [...ranking.subarray(0, options.top)];
  const found = project.items.find(({ itemId }) => itemId === item);
  if (found === undefined) throw new InputError(`--item: there is no item "${item}" in this project.`);
  return [found.row];
}

interface Explaining {
  readonly rows: readonly number[];
  readonly round: PreparedRound;
  readonly served: readonly string[];
  readonly byRow: ReadonlyMap<number, StoredItem>;
}

function explainRows(
  { project, occluder }: Inspection,
  { rows, round, served, byRow }: Explaining,
): ItemExplanation[] {
  return rows.flatMap((row) => {
    const item = byRow.get(row);
    if (item === undefined) return [];
    const told = explainRow(round, {
      row,
      strategies: served,
      occluded: () => occluder({ row, content: item.content }),
    });
    const explained = nameItem(told, { byRow, config: project.config });
    // What was predicted then, where it is stored.
    const stored = project.round.slots.find(({ itemId }) => itemId === item.itemId)?.gain;
    return [stored ? { ...explained, gain: stored } : explained];
  });
}

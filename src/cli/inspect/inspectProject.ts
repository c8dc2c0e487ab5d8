import { createOccluder } from '../../data/occlude.ts';
import { InputError } from '../../data/tables/inputError.ts';
import { compareStrategies } from '../../engine/inspect/compareStrategies.ts';
import { explainItem } from '../../engine/inspect/explainItem.ts';
import type { ExplanationContext } from '../../engine/inspect/explainItem.ts';
import { fitRound, predictWith } from '../../engine/inspect/pastRound.ts';
import type { RoundModel } from '../../engine/inspect/pastRound.ts';
import { createChangeCounter } from '../../engine/inspect/predictionChanges.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { RoundInput } from '../../engine/rounds/proposeBatch.ts';
import { SCORE_QUANTILES } from '../../protocol/inspect.ts';
import type { InspectReport, ItemExplanation, StrategyComparison } from '../../protocol/inspect.ts';
import { describeRound } from './describeRound.ts';
import { nameItem } from './nameItem.ts';
import { projectFeatures } from './projectFeatures.ts';
import type { ProjectFeatures } from './projectFeatures.ts';
import { rankStrategies } from './rankStrategies.ts';
import type { RankedStrategies } from './rankStrategies.ts';
import { readProject } from './readProject.ts';
import type { StoredProject } from './readProject.ts';
import { decisionsByRound, roundHistory } from './roundHistory.ts';
import { roundInput } from './roundInput.ts';

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

/** Labeled neighbours that are named. */
const NEIGHBOURS = 3;

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
  const features = await projectFeatures(project, signal, note);
  const { config, items, events } = project;
  const input = roundInput(project.round, { config, items, events, features: features.matrix });
  const rows = Int32Array.from(items, ({ row }) => row);
  const occluder = await createOccluder(features.request, features.matrix, rows);
  const decisions = await decisionsByRound(events);
  signal.throwIfAborted();
  return { project, features, input, occluder, decisions, options };
}

/** What was read, ready for `inspectRound`. */
export interface Inspection {
  readonly project: StoredProject;
  readonly features: ProjectFeatures;
  readonly input: RoundInput;
  readonly occluder: Awaited<ReturnType<typeof createOccluder>>;
  readonly decisions: Awaited<ReturnType<typeof decisionsByRound>>;
  readonly options: InspectOptions;
}

/** Works the round out again and explains it. Throws InputError for an item or a strategy that is not to be had. */
export function inspectRound(inspection: Inspection, note: (message: string) => void): InspectReport {
  const { project, features, input, decisions, options } = inspection;
  const { config, items } = project;
  const byRow = new Map(items.map((item) => [item.row, item]));
  const itemIdOf = (row: number): string => byRow.get(row)?.itemId ?? '';
  const ranked = rankStrategies(input, options.strategies, note);
  const model = fitRound(input);
  const [own] = ranked.rankings;
  const rows = chooseRows(inspection, ranked);
  note(`Explaining ${rows.length} ${rows.length === 1 ? 'item' : 'items'}`);
  return {
    project: config.name,
    classes: config.classes.map(({ name }) => name),
    round: describeRound({
      record: project.round,
      input,
      output: own.output,
      featuresId: features.featuresId,
      itemIdOf,
      decisions: decisions.get(project.round.round) ?? [],
    }),
    items: explainRows(inspection, { rows, model, ranked }),
    strategies: compare({ input, model, ranked, top: options.top, itemIdOf }),
    history: roundHistory(project, features.matrix, decisions, (round) => {
      if (round % 50 === 0) note(`Going through round ${round}`);
    }),
  };
}

function chooseRows({ project, options }: Inspection, { rankings: [own] }: RankedStrategies): number[] {
  const { item } = options;
  if (item === null) return [...own.output.ranking.subarray(0, options.top)];
  const found = project.items.find(({ itemId }) => itemId === item);
  if (found === undefined) throw new InputError(`--item: there is no item "${item}" in this project.`);
  return [found.row];
}

interface Explaining {
  readonly rows: readonly number[];
  readonly model: RoundModel | null;
  readonly ranked: RankedStrategies;
}

function explainRows(
  { project, input, occluder }: Inspection,
  { rows, model, ranked }: Explaining,
): ItemExplanation[] {
  const byRow = new Map(project.items.map((item) => [item.row, item]));
  const context: ExplanationContext = {
    input,
    model,
    rankings: ranked.rankings,
    changes: model && changeCounter(input, model),
    neighbours: NEIGHBOURS,
  };
  return rows.flatMap((row) => {
    const item = byRow.get(row);
    if (item === undefined) return [];
    const occluded = model && occluder({ row, content: item.content });
    const explained = nameItem(explainItem(context, row, occluded), { byRow, config: project.config });
    // What was predicted then, where it is stored.
    const stored = project.round.slots.find(({ itemId }) => itemId === item.itemId)?.gain;
    return [stored ? { ...explained, gain: stored } : explained];
  });
}

function changeCounter(input: RoundInput, { fitted, definition, params }: RoundModel) {
  const view = {
    ...input,
    candidates: input.eligibleRows,
    params: {},
    model: fitted,
    fit: (training: Parameters<typeof definition.fit>[0]) => definition.fit(training, params),
  };
  return createChangeCounter(view, createRng(input.seed).fork('inspect'));
}

interface Comparing {
  readonly input: RoundInput;
  readonly model: RoundModel | null;
  readonly ranked: RankedStrategies;
  readonly top: number;
  readonly itemIdOf: (row: number) => string;
}

function compare({ input, model, ranked, top, itemIdOf }: Comparing): StrategyComparison {
  const { columns, ...rest } = compareStrategies({
    rankings: ranked.rankings,
    top,
    shares: SCORE_QUANTILES,
    probabilityOf: (row) => {
      const told = model && predictWith(model, input.features, Int32Array.of(row));
      if (!told?.probabilities) return NaN;
      return told.probabilities[input.classCount === 2 ? 1 : told.predicted[0]!]!;
    },
  });
  return {
    ...rest,
    columns: columns.map(({ rows, ...column }) => ({ ...column, items: rows.map(itemIdOf) })),
    refused: ranked.refused,
  };
}

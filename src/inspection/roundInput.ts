import type { RoundInput } from '../engine/rounds/proposeBatch.ts';
import type { Params } from '../protocol/experiment.ts';
import { checkObjective, toObjective } from '../protocol/objective.ts';
import type { ObjectiveSetting } from '../protocol/objective.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { SLOTS } from '../protocol/round.ts';
import { flagRows } from '../store/flagRows.ts';
import { indexLabels } from '../store/indexLabels.ts';
import { randomItemsAt } from '../store/randomLabels.ts';
import { snapshotAt } from '../store/snapshotAt.ts';
import type { RoundRecord } from '../store/store.ts';
import type { InspectedProject } from './inspectedProject.ts';

/** What a stored round was made from, put together again. */
export function roundInput(
  record: RoundRecord,
  { config, items, events, features }: Pick<InspectedProject, 'config' | 'items' | 'events' | 'features'>,
): RoundInput {
  const snapshot = snapshotAt(record.revision, items, events);
  const { labeledRows, labels } = indexLabels(snapshot, config);
  const randomItems = randomItemsAt(record.revision, events);
  const randomRows = items.filter(({ itemId }) => randomItems.has(itemId)).map(({ row }) => row);
  return {
    features,
    revision: record.revision,
    labeledRows,
    labels,
    isRandom: flagRows(labeledRows, randomRows),
    classCount: config.classes.length,
    eligibleRows: snapshot.eligibleRows,
    model: record.model,
    modelParams: paramsOf(record.modelParams),
    strategy: record.strategy,
    strategyParams: paramsOf(record.strategyParams),
    batchSize: record.batchSize,
    randomShare: record.randomShare,
    slots: SLOTS,
    seed: record.seed,
    objective: objectiveOf(record, config),
  };
}

/** What the labels were for: of rounds that predict gains it is stored, others do not look at it. */
function objectiveOf({ objective }: RoundRecord, config: ProjectConfig): ProjectConfig['objective'] {
  if (objective === null) return config.objective;
  const setting = JSON.parse(objective) as ObjectiveSetting;
  const classNames = config.classes.map(({ name }) => name);
  const problems: string[] = [];
  checkObjective(setting, classNames, (problem) => void problems.push(problem));
  // Where classes have changed since, the round is another one anyway.
  return problems.length === 0 ? toObjective(setting, classNames) : config.objective;
}

/** A round stores its parameters as the JSON text of what the project file said. */
export const paramsOf = (json: string): Params => JSON.parse(json) as Params;

/** How often each class occurs. */
export function countClasses(labels: Int32Array, classCount: number): number[] {
  const counts = new Array<number>(classCount).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}

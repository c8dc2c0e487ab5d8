import type { Cancellation } from '../engine/cancellation.ts';
import { forecast } from '../engine/forecast/forecast.ts';
import { labelPace } from '../engine/forecast/labelPace.ts';
import { findModel } from '../engine/models/registry.ts';
import { resolveParams } from '../engine/models/params.ts';
import { capabilitiesOf } from '../engine/rounds/servedBy.ts';
import { stoppingReport } from '../engine/stopping/stoppingReport.ts';
import type { ForecastRequest, ForecastResult } from '../protocol/forecast.ts';
import type { StoppingReport } from '../protocol/stopping.ts';
import { WHAT_IF_STRATEGIES } from '../protocol/whatIf.ts';
import { firstDecisions } from '../store/firstDecisions.ts';
import { indexLabels } from '../store/indexLabels.ts';
import { labelHistory } from '../store/labelHistory.ts';
import { snapshotAt } from '../store/snapshotAt.ts';
import type { LabelEvent, RoundRecord } from '../store/store.ts';
import type { InspectedProject } from './inspectedProject.ts';
import { paramsOf, roundInput } from './roundInput.ts';

export interface BudgetOptions {
  readonly signal?: Cancellation | undefined;
  /** Told the share done. */
  readonly onProgress?: (fraction: number) => void;
}

export interface ForecastOptions extends BudgetOptions {
  /** Confidence of the intervals. */
  readonly level: number;
}

/**
 * How the project goes on from what a round knew, by the round's model, strategy and random share. Throws as `forecast`
 * does.
 */
export async function forecastFrom(
  project: InspectedProject,
  record: RoundRecord,
  { level, signal, onProgress }: ForecastOptions,
): Promise<ForecastResult> {
  const { config, items, features } = project;
  const events = project.events.filter(({ sequence }) => sequence <= record.revision);
  const firstEvents = await firstDecisions(events);
  const snapshot = snapshotAt(record.revision, items, events);
  const { labeledRows, labels } = indexLabels(snapshot, config);
  const idOf = new Map(items.map(({ row, itemId }) => [row, itemId]));
  const labeled = new Map(
    Array.from(labeledRows, (row, place) => [idOf.get(row) ?? '', { row, label: labels[place]! }]),
  );
  return forecast(
    {
      features,
      classCount: config.classes.length,
      ...labelHistory({ openRows: snapshot.eligibleRows, labeled, firstEvents }),
      model: record.model,
      modelParams: paramsOf(record.modelParams),
      ...replayingStrategy(record),
      randomShare: record.randomShare,
      batchSize: record.batchSize,
      objective: config.objective,
      pace: labelPace(timedLabels(firstEvents.values())),
      level,
      seed: record.seed,
    },
    signal,
    onProgress,
  );
}

/** The round's strategy; the nearest of the quick ones where it takes too long to be replayed hundreds of times. */
function replayingStrategy({
  strategy,
  strategyParams,
  model,
  modelParams,
}: RoundRecord): Pick<ForecastRequest, 'strategy' | 'strategyParams' | 'standsIn'> {
  if (WHAT_IF_STRATEGIES.includes(strategy)) {
    return { strategy, strategyParams: paramsOf(strategyParams), standsIn: false };
  }
  const definition = findModel(model);
  const given = capabilitiesOf(definition, resolveParams(definition.params, paramsOf(modelParams)));
  return {
    strategy: given.includes('probabilities') ? 'margin' : 'fScore',
    strategyParams: {},
    standsIn: true,
  };
}

/** Labels that were set one after the other as the queue brought them: what is to come is like them. */
function timedLabels(decisions: Iterable<LabelEvent>) {
  return [...decisions]
    .filter(({ action, selectionProbability }) => action !== 'skip' && selectionProbability !== null)
    .map(({ secondsSpent, wallTime }) => ({ seconds: secondsSpent, at: Date.parse(wallTime) }));
}

/** What criteria for stopping say of the rounds up to `record`. Throws as `stoppingReport` does. */
export function stoppingAt(
  project: InspectedProject,
  record: RoundRecord,
  { signal, onProgress }: BudgetOptions,
): StoppingReport {
  const { config, events, items } = project;
  const touched = new Set(events.map(({ itemId }) => itemId));
  // Only these can carry a label; which others there are does not matter to a model.
  const labelable = items.filter(({ itemId, sourceLabel }) => sourceLabel !== null || touched.has(itemId));
  return stoppingReport({
    rounds: project.rounds
      .filter(({ round }) => round <= record.round)
      .map((each) => ({ round: each.round, labels: roundInput(each, { ...project, items: labelable }) })),
    rows: Int32Array.from(items, ({ row }) => row),
    objective: config.objective,
    batchSize: record.batchSize,
    seed: config.seed,
    signal,
    onProgress,
  });
}

import type { FeaturesInfo, Progress } from '../protocol/engine.ts';
import type { GainReport, LearnedNetwork } from '../protocol/gainView.ts';
import type { GainLearning, RealisedGains, RealisedGainsRequest } from '../protocol/gains.ts';
import { objectiveName } from '../protocol/objectiveName.ts';
import { flagRandom } from '../store/randomLabels.ts';
import type { PredictedGain } from '../store/store.ts';
import { readLabelHistory } from './labelHistory.ts';
import { objectiveClass, objectiveText } from '../protocol/objective.ts';
import { NETWORK_STRATEGY } from './learnedStrategy.ts';
import type { Ranking } from './ranking.ts';
import type { SessionState } from './sessionState.ts';

/** As the engine has it: with fewer random labels no gain is measured. */
const RANDOM_NEEDED = 50;

export interface GainReportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What was predicted of labels, and which of them came by the random stream. */
export interface GainLabels {
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  readonly isRandom: Uint8Array;
  /** Of the objective that the project has now; each with its place among the labels. */
  readonly predicted: readonly (PredictedGain & { readonly place: number })[];
}

export const readGainLabels = async ({ store, config }: SessionState): Promise<GainLabels> => {
  const classNames = config.classes.map(({ name }) => name);
  const { queued, given } = await readLabelHistory(store, classNames);
  const labeledRows = Int32Array.of(...queued.rows, ...given.rows);
  const places = new Map(Array.from(labeledRows, (row, place) => [row, place]));
  const objective = objectiveText(config.objective, classNames);
  const isRandom = new Uint8Array(labeledRows.length);
  isRandom.set(flagRandom(queued));
  return {
    labeledRows,
    labels: Int32Array.of(...queued.labels, ...given.labels),
    isRandom,
    // Gains of another score are another thing.
    predicted: (await store.predictedGains()).flatMap((gain) => {
      const place = places.get(gain.row);
      return place === undefined || gain.objective !== objective ? [] : [{ ...gain, place }];
    }),
  };
};

/** Measures what the labels with a prediction gained; null where nothing can be measured. */
export const measureGains = async (
  { config, options: { engine } }: SessionState,
  { featuresId }: FeaturesInfo,
  labels: GainLabels,
  { signal, onProgress }: GainReportOptions,
): Promise<RealisedGains | null> => {
  if (labels.predicted.length === 0 || countOf(labels.isRandom) < RANDOM_NEEDED) return null;
  const { labeledRows, isRandom, predicted } = labels;
  const request: RealisedGainsRequest = {
    featuresId,
    labeledRows,
    labels: labels.labels,
    isRandom,
    classCount: config.classes.length,
    model: config.model,
    modelParams: config.modelParams,
    objective: config.objective,
    asked: Int32Array.from(predicted, ({ place }) => place),
    predicted: {
      mean: Float64Array.from(predicted, ({ mean }) => mean),
      deviation: Float64Array.from(predicted, ({ deviation }) => deviation),
    },
  };
  return engine.realisedGains(request, { ...(signal && { signal }), ...(onProgress && { onProgress }) });
};

/** What the view of predicted gains shows; `realised` where it was measured on these labels. */
export const gainReport = (
  state: SessionState,
  { isRandom, predicted }: GainLabels,
  realised: RealisedGains | null,
): GainReport => {
  const { config, ranking } = state;
  return {
    projectName: config.name,
    strategyTitle: state.strategyTitle(ranking?.strategy ?? config.strategy),
    score: objectiveName(config.objective.kind, objectiveClass(config.objective, config.classes)),
    round: ranking?.round ?? 0,
    network: learnedNetwork(ranking?.learning ?? null),
    fallback: ranking === null ? '' : whyNoGains(ranking),
    predictedLabels: predicted.length,
    randomLabels: countOf(isRandom),
    randomNeeded: RANDOM_NEEDED,
    pairs: predicted.flatMap(({ itemId, label, round, mean, deviation, sharedLabels }, index) => {
      const gain = realised?.gains[index] ?? Number.NaN;
      if (!Number.isFinite(gain)) return [];
      return [
        { itemId, label, round, predicted: mean, deviation, realised: gain, shared: sharedLabels !== 0 },
      ];
    }),
    correlation: realised?.correlation ?? null,
    coverage: realised?.coverage ?? [],
  };
};

/** What other strategies say of how they ranked tells nothing about gains. */
const whyNoGains = ({ strategy, coldStart, fallback }: Ranking): string =>
  strategy === NETWORK_STRATEGY ? (coldStart ?? fallback ?? '') : '';

const learnedNetwork = (learning: GainLearning | null): LearnedNetwork | null =>
  learning && {
    losses: [...learning.losses],
    problems: learning.problems,
    rewardLabels: learning.rewardLabels,
    sharedLabels: learning.sharedLabels,
    checked: learning.check.gain.length,
    coverage: learning.coverage,
    bounds: learning.bounds,
  };

const countOf = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

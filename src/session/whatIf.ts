import type { FeaturesInfo, Progress } from '../protocol/engine.ts';
import type { WhatIfResult } from '../protocol/whatIf.ts';
import { readLabelHistory } from './labelHistory.ts';
import type { SessionState } from './sessionState.ts';

export interface WhatIfOptions {
  /** Ids of the strategies to replay. */
  readonly strategies: readonly string[];
  /** Confidence of the intervals; default 0.95. */
  readonly level?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Replays strategies on the labels set so far. `features` are those of the project's items, as rounds use them. */
export const askWhatIf = async (
  { store, config, options: { engine } }: SessionState,
  features: FeaturesInfo,
  { strategies, level = 0.95, signal, onProgress }: WhatIfOptions,
): Promise<WhatIfResult> => {
  const history = await readLabelHistory(
    store,
    config.classes.map(({ name }) => name),
  );
  const { model, modelParams, strategy, strategyParams, randomShare, seed } = config;
  return engine.whatIf(
    {
      featuresId: features.featuresId,
      classCount: config.classes.length,
      ...history,
      model,
      modelParams,
      strategy,
      strategyParams,
      randomShare,
      strategies,
      level,
      seed,
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
};

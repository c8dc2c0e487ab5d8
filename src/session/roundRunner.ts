import { EngineError } from '../engineProcess/engineClient.ts';
import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { FeaturesInfo, ImportSpec, Progress } from '../protocol/engine.ts';
import type { RoundRequest, RoundResult } from '../protocol/round.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { LabelSnapshot, ProjectStore } from '../store/store.ts';

/** Slots drawn a round: what a round stores, and enough to go on while the engine is down. */
export const SLOTS = 1000;

export interface RoundRunnerOptions {
  readonly store: ProjectStore;
  readonly engine: EngineClient;
  readonly config: () => ProjectConfig;
  readonly spec: () => ImportSpec;
  readonly cacheFolder: string;
  readonly onProgress: (progress: Progress | null) => void;
}

/** A finished round with what it was made from. */
export interface FinishedRound {
  readonly request: RoundRequest;
  readonly result: RoundResult;
  readonly features: FeaturesInfo;
  /** In the order of class indices. */
  readonly classNames: readonly string[];
  /** Labels whose class is not one of the project's; they take no part in training. */
  readonly unknownClasses: readonly string[];
}

/** Seed of a round: follows from the project's seed and the round's number, so that a replay draws the same queue. */
export const roundSeed = (projectSeed: number, round: number): number =>
  (Math.imul(projectSeed | 0, 0x9e3779b1) + Math.imul(round, 0x85ebca6b)) >>> 0;

/** Asks the engine process for rounds; builds the features first where it does not have them. */
export class RoundRunner {
  readonly #options: RoundRunnerOptions;
  #features: { readonly info: FeaturesInfo; readonly key: string } | null = null;
  /** What the strategy would go on from, with what must be the same for it to. */
  #memory: { readonly value: Float64Array; readonly key: string } | null = null;

  constructor(options: RoundRunnerOptions) {
    this.#options = options;
  }

  /** What was done to the data, in sentences; empty before the features are built. */
  get notes(): readonly string[] {
    return this.#features?.info.notes ?? [];
  }

  run(round: number, signal: AbortSignal): Promise<FinishedRound> {
    return this.withFeatures(signal, async (features) => {
      const snapshot = await this.#options.store.labelSnapshot();
      const { request, classNames, unknownClasses } = this.#makeRequest(features, snapshot, round);
      const memory = this.#memory?.key === memoryKey(request) ? { memory: this.#memory.value } : {};
      const result = await this.#options.engine.round({ ...request, ...memory }, { signal });
      // A cancelled round leaves no trace.
      if (!signal.aborted) {
        this.#memory = result.memory === null ? null : { value: result.memory, key: memoryKey(request) };
      }
      return { request, result, features, classNames, unknownClasses };
    });
  }

  /** Runs work that needs the engine to hold the project's features. */
  async withFeatures<Result>(
    signal: AbortSignal,
    work: (features: FeaturesInfo) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await work(await this.#ensureFeatures(signal));
    } catch (error) {
      // The engine was restarted since and holds no features: build them again (from the disk cache) and repeat once.
      if (!(error instanceof EngineError) || error.reason !== 'unknownFeatures') throw error;
      this.#features = null;
      return work(await this.#ensureFeatures(signal));
    }
  }

  async #ensureFeatures(signal: AbortSignal): Promise<FeaturesInfo> {
    const { store, engine, config, spec, cacheFolder, onProgress } = this.#options;
    const request = {
      database: store.databasePath,
      cacheFolder,
      spec: spec(),
      itemsVersion: store.itemsVersion,
      seed: config().seed,
    };
    const key = JSON.stringify(request);
    if (this.#features?.key === key) return this.#features.info;
    try {
      const info = await engine.features(request, { signal, onProgress });
      this.#features = { info, key };
      return info;
    } finally {
      onProgress(null);
    }
  }

  #makeRequest(
    features: FeaturesInfo,
    snapshot: LabelSnapshot,
    round: number,
  ): Pick<FinishedRound, 'request' | 'classNames' | 'unknownClasses'> {
    const config = this.#options.config();
    const { labeledRows, labels, unknownClasses } = indexLabels(snapshot, config);
    const request = {
      featuresId: features.featuresId,
      revision: snapshot.revision,
      labeledRows,
      labels,
      classCount: config.classes.length,
      eligibleRows: snapshot.eligibleRows,
      model: config.model,
      modelParams: config.modelParams,
      strategy: config.strategy,
      strategyParams: config.strategyParams,
      batchSize: config.batchSize,
      randomShare: config.randomShare,
      slots: SLOTS,
      seed: roundSeed(config.seed, round),
      objective: config.objective,
    };
    const classNames = config.classes.map((definition) => definition.name);
    return { request, classNames, unknownClasses };
  }
}

/** A strategy's memory serves the next round where all of this is the same. */
const memoryKey = (request: RoundRequest): string => {
  const { featuresId, classCount, model, modelParams, strategy, strategyParams, objective } = request;
  return JSON.stringify({ featuresId, classCount, model, modelParams, strategy, strategyParams, objective });
};

/** Turns class names into indices of the project's classes; names it does not have are left out and reported. */
export const indexLabels = (
  snapshot: LabelSnapshot,
  config: Pick<ProjectConfig, 'classes'>,
): { labeledRows: Int32Array; labels: Int32Array; unknownClasses: readonly string[] } => {
  const indexOf = new Map(config.classes.map((definition, index) => [definition.name, index]));
  const rows: number[] = [];
  const labels: number[] = [];
  const unknown = new Set<string>();
  snapshot.labeledNames.forEach((name, place) => {
    const index = indexOf.get(name);
    if (index === undefined) {
      unknown.add(name);
      return;
    }
    rows.push(snapshot.labeledRows[place] ?? -1);
    labels.push(index);
  });
  return {
    labeledRows: Int32Array.from(rows),
    labels: Int32Array.from(labels),
    unknownClasses: [...unknown].sort(),
  };
};

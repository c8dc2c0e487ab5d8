import { EngineError } from '../engineProcess/engineClient.ts';
import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { FeaturesInfo, ImportSpec, Progress } from '../protocol/engine.ts';
import { SLOTS } from '../protocol/round.ts';
import type { RoundRequest, RoundResult } from '../protocol/round.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { flagRows } from '../store/flagRows.ts';
import { indexLabels } from '../store/indexLabels.ts';
import { readRandomItems } from '../store/randomLabels.ts';
import type { LabelSnapshot, ProjectStore } from '../store/store.ts';
import type { LearnedModel } from './learnedModel.ts';
import { NETWORK_STRATEGY, networkProblem } from './learnedStrategy.ts';
import type { LearnedStrategy } from './learnedStrategy.ts';

export interface RoundRunnerOptions {
  readonly store: ProjectStore;
  readonly engine: EngineClient;
  readonly config: () => ProjectConfig;
  readonly spec: () => ImportSpec;
  /** Absolute path of the saved network to start from; null = none. */
  readonly network: () => string | null;
  readonly cacheFolder: string;
  readonly model: LearnedModel;
  readonly strategy: LearnedStrategy;
  readonly onProgress: (progress: Progress | null) => void;
  /** The same of a round itself, where its strategy tells; of one that was not cancelled. */
  readonly onRoundProgress: (progress: Progress) => void;
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
  /** Why it did not start from the saved network that it should have, in words. */
  readonly networkProblem: string | null;
}

/** Seed of a round: follows from the project's seed and the round's number, so that a replay draws the same queue. */
export const roundSeed = (projectSeed: number, round: number): number =>
  (Math.imul(projectSeed | 0, 0x9e3779b1) + Math.imul(round, 0x85ebca6b)) >>> 0;

/** Asks the engine process for rounds; builds the features first where it does not have them. */
export class RoundRunner {
  readonly #options: RoundRunnerOptions;
  #features: { readonly info: FeaturesInfo; readonly key: string } | null = null;

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
      const made = this.#makeRequest(features, snapshot, round);
      const { classNames, unknownClasses } = made;
      const request = await this.#withStreams(made.request);
      const start = await this.#options.strategy.before(request, {
        classNames,
        network: this.#options.network(),
      });
      const onProgress = (progress: Progress): void => {
        if (!signal.aborted) this.#options.onRoundProgress(progress);
      };
      const { memory } = start;
      const modelMemory = await this.#options.model.before(request);
      const asked = { ...request, ...(memory && { memory }), ...(modelMemory && { modelMemory }) };
      const result = await this.#options.engine.round(asked, { signal, onProgress });
      // A cancelled round leaves no trace.
      if (!signal.aborted) {
        await this.#options.strategy.after(start, result.memory);
        await this.#options.model.after(request, result.modelMemory);
      }
      return {
        request,
        result,
        features,
        classNames,
        unknownClasses,
        networkProblem: networkProblem(start, result.memory),
      };
    });
  }

  /** The network of the last round; null where it learned none. */
  get network(): Float64Array | null {
    return this.#options.strategy.network;
  }

  /** Tells a strategy that takes reward rows from the labels which of them realised gains are judged on. */
  async #withStreams(request: RoundRequest): Promise<RoundRequest> {
    if (request.strategy !== NETWORK_STRATEGY) return request;
    const { store } = this.#options;
    const items = await readRandomItems(request.revision, store.events());
    return { ...request, isRandom: flagRows(request.labeledRows, await store.rowsOf([...items])) };
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
    // Only the engine can tell whether the files of a model are still the same; it keeps the features where they are.
    const isFrozen = typeof request.spec.images === 'object';
    if (this.#features?.key === key && !isFrozen) return this.#features.info;
    try {
      const info = await engine.features(request, { signal, onProgress });
      this.#features = { info, key };
      return info;
    } finally {
      onProgress(null);
    }
  }

  /** Who names a network to start from wants the strategy to. */
  #strategyParams({ strategy, strategyParams }: ProjectConfig): ProjectConfig['strategyParams'] {
    const starts = strategy === NETWORK_STRATEGY && this.#options.network() !== null;
    return starts ? { warmStart: true, ...strategyParams } : strategyParams;
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
      strategyParams: this.#strategyParams(config),
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

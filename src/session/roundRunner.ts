import { basename } from 'node:path';
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
import { mismatch, readNetwork } from './networkFile.ts';

/** The strategy that a saved network is for. */
const NETWORK_STRATEGY = 'neuralProcess';

export interface RoundRunnerOptions {
  readonly store: ProjectStore;
  readonly engine: EngineClient;
  readonly config: () => ProjectConfig;
  readonly spec: () => ImportSpec;
  /** Absolute path of the saved network to start from; null = none. */
  readonly network: () => string | null;
  readonly cacheFolder: string;
  readonly model: LearnedModel;
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

/** What a strategy would go on from. */
interface Memory {
  readonly value: Float64Array;
  /** What must be the same for it to. */
  readonly key: string;
  /** False where the saved network to start from could not be read: the next round tries again. */
  readonly isStarted: boolean;
}

interface NetworkStart {
  readonly saved: Float64Array | null;
  readonly problem: string | null;
}

const NO_START: NetworkStart = { saved: null, problem: null };

/** Asks the engine process for rounds; builds the features first where it does not have them. */
export class RoundRunner {
  readonly #options: RoundRunnerOptions;
  #features: { readonly info: FeaturesInfo; readonly key: string } | null = null;
  #memory: Memory | null = null;

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
      const key = memoryKey(request, this.#options.network());
      const kept = this.#memory?.key === key ? this.#memory : null;
      const start = kept?.isStarted === true ? NO_START : await this.#savedNetwork(request.strategy);
      const memory = start.saved ?? kept?.value ?? null;
      const onProgress = (progress: Progress): void => {
        if (!signal.aborted) this.#options.onRoundProgress(progress);
      };
      const modelMemory = await this.#options.model.before(request);
      const asked = { ...request, ...(memory && { memory }), ...(modelMemory && { modelMemory }) };
      const result = await this.#options.engine.round(asked, { signal, onProgress });
      // A cancelled round leaves no trace.
      if (!signal.aborted) {
        const isStarted = start.problem === null;
        this.#memory = result.memory === null ? null : { value: result.memory, key, isStarted };
        await this.#options.model.after(request, result.modelMemory);
      }
      const problem = start.problem === null ? null : withoutNetwork(start.problem, memory);
      const networkProblem = problem ?? this.#misfit(start.saved, result.memory);
      return { request, result, features, classNames, unknownClasses, networkProblem };
    });
  }

  /** What the last round learned; null where it learned nothing. */
  get network(): Float64Array | null {
    return this.#memory?.value ?? null;
  }

  /** Tells a strategy that takes reward rows from the labels which of them realised gains are judged on. */
  async #withStreams(request: RoundRequest): Promise<RoundRequest> {
    if (request.strategy !== NETWORK_STRATEGY) return request;
    const { store } = this.#options;
    const items = await readRandomItems(request.revision, store.events());
    return { ...request, isRandom: flagRows(request.labeledRows, await store.rowsOf([...items])) };
  }

  async #savedNetwork(strategy: string): Promise<NetworkStart> {
    const path = this.#options.network();
    if (path === null || strategy !== NETWORK_STRATEGY) return NO_START;
    try {
      return { saved: await readNetwork(path), problem: null };
    } catch (error) {
      return { saved: null, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  #misfit(saved: Float64Array | null, learned: Float64Array | null): string | null {
    const path = this.#options.network();
    return saved === null || learned === null || path === null
      ? null
      : mismatch(basename(path), saved, learned);
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

/** What becomes of a round whose saved network could not be read, in words. */
const withoutNetwork = (problem: string, memory: Float64Array | null): string =>
  memory === null
    ? `${problem} The network was learned from nothing.`
    : `${problem} The network goes on from that of the last round.`;

/** A strategy's memory serves the next round where all of this is the same. */
const memoryKey = (request: RoundRequest, network: string | null): string => {
  const { featuresId, classCount, model, modelParams, strategy, strategyParams, objective } = request;
  const same = { featuresId, classCount, model, modelParams, strategy, strategyParams, objective, network };
  return JSON.stringify(same);
};

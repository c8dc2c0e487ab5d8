import type {
  DataPreview,
  EngineInfo,
  ExportSpec,
  FeaturesInfo,
  FeaturesRequest,
  ImportIssue,
  ImportReport,
  ImportSpec,
  Progress,
  SampleInfo,
} from '../protocol/engine.ts';
import type { BackendFinding } from '../protocol/backend.ts';
import type { RealisedGains, RealisedGainsRequest } from '../protocol/gains.ts';
import type { InspectorQuestion, InspectorRequest } from '../protocol/inspector.ts';
import type { RoundRequest, RoundResult } from '../protocol/round.ts';
import type { ExperimentReport, PresetInfo, SpecProblem } from '../protocol/experiment.ts';
import type { ExperimentEvent, ExperimentOutcome, ExperimentRequest } from '../protocol/experimentRun.ts';
import type { ProjectKind } from '../protocol/project.ts';
import type { WhatIfRequest, WhatIfResult } from '../protocol/whatIf.ts';

export type EngineState = 'starting' | 'ready' | 'restarting' | 'stopped';

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A request of the inspector without what its question says. */
export type InspectionOf<Params> = Pick<InspectorRequest, 'source' | 'round'> & { readonly params: Params };

/**
 * The host's end of the engine process: starts it on first use, watches its heartbeat, restarts it when it dies or
 * hangs. A request that was under way then rejects with an EngineError of reason `restarted`; the caller asks again
 * with its latest snapshot.
 */
export interface EngineClient {
  readonly state: EngineState;
  /** Null while no process runs. */
  readonly pid: number | null;
  onStateChange(listener: (state: EngineState, detail: string) => void): { dispose(): void };
  hello(): Promise<EngineInfo>;
  /** Tries what may compute neural networks on a GPU. */
  surveyBackends(options?: Pick<RequestOptions, 'signal'>): Promise<readonly BackendFinding[]>;
  preview(path: string, options?: RequestOptions): Promise<DataPreview>;
  /** `onBatch` is awaited before the next batch is read (back-pressure). */
  import(
    spec: ImportSpec,
    onBatch: (itemsJson: string, count: number) => Promise<void>,
    options?: RequestOptions,
  ): Promise<ImportReport>;
  features(request: FeaturesRequest, options?: RequestOptions): Promise<FeaturesInfo>;
  /** Progress is told by strategies that learn. */
  round(request: RoundRequest, options?: RequestOptions): Promise<RoundResult>;
  /** Replays strategies on the labels at hand; does not get in the way of rounds. */
  whatIf(request: WhatIfRequest, options?: RequestOptions): Promise<WhatIfResult>;
  /** What labels gained in hindsight, and how well that was predicted. */
  realisedGains(request: RealisedGainsRequest, options?: RequestOptions): Promise<RealisedGains>;
  /** Answers a question of the inspector; does not get in the way of rounds. */
  inspect<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    request: InspectionOf<Params>,
    options?: RequestOptions,
  ): Promise<Answer>;
  /** Writes generated data of a kind into `folder`. */
  sample(kind: ProjectKind, folder: string, options?: RequestOptions): Promise<SampleInfo>;
  /** Writes the labels to a file, streaming from the database. */
  export(spec: ExportSpec, options?: RequestOptions): Promise<{ readonly rows: number }>;
  /** Specs that ship with NextLabel. */
  presets(): Promise<readonly PresetInfo[]>;
  /** What is wrong with a spec, the files that it names included; empty when it can be run. */
  checkSpec(spec: { readonly specText: string; readonly specPath: string }): Promise<readonly SpecProblem[]>;
  /** Runs an experiment; each run is on disk before its event comes. What was saved stays, however it ends. */
  runExperiment(
    request: ExperimentRequest,
    options?: RequestOptions & { readonly onEvent?: (event: ExperimentEvent) => void },
  ): Promise<ExperimentOutcome>;
  /** What the runs in a results folder say so far. */
  experimentReport(folder: string, options?: RequestOptions): Promise<ExperimentReport>;
  dispose(): Promise<void>;
}

export type EngineErrorReason =
  'cancelled' | 'restarted' | 'stopped' | 'failed' | 'badInput' | 'unknownFeatures';

export class EngineError extends Error {
  readonly reason: EngineErrorReason;
  /** What is wrong with the data, where that is the reason; else empty. */
  readonly issues: readonly ImportIssue[];
  constructor(
    reason: EngineErrorReason,
    message: string,
    options?: ErrorOptions & { readonly issues?: readonly ImportIssue[] },
  ) {
    super(message, options);
    this.name = 'EngineError';
    this.reason = reason;
    this.issues = options?.issues ?? [];
  }
}

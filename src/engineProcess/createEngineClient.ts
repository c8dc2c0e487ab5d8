import { randomUUID } from 'node:crypto';
import type { MessageConnection } from 'vscode-jsonrpc/node';

import { engineNotifications, engineRequests, hostRequests } from '../protocol/engine.ts';
import type { BackendChoice } from '../protocol/backend.ts';
import type { Progress, Request } from '../protocol/engine.ts';
import type { ExperimentEvent } from '../protocol/experimentRun.ts';
import { inspectRequest } from '../protocol/inspector.ts';
import type { InspectorQuestion } from '../protocol/inspector.ts';
import { askEngine } from './askEngine.ts';
import type { Environment } from './engineChild.ts';
import type { EngineClient, InspectionOf, RequestOptions } from './engineClient.ts';
import { EngineSupervisor } from './engineSupervisor.ts';
import { cancelled } from './failure.ts';
import type { Log } from './log.ts';
import { receiveBatches } from './receiveBatches.ts';
import type { TakeBatch } from './receiveBatches.ts';
import { onNotification, onRequest } from './rpc.ts';

export interface EngineClientOptions {
  /** Entry of the engine process: `dist/engine.cjs`, or `main.ts` where Node runs TypeScript. */
  readonly modulePath: string;
  /** Added to the environment of this process; asked anew for each process. */
  readonly env?: Environment;
  /** Told what computes neural networks. */
  readonly onNetworks?: (choice: BackendChoice) => void;
  readonly execArgv?: readonly string[];
  /** Time between two pings; default 2,000. */
  readonly heartbeatMs?: number;
  /** An engine that has been silent for so long is killed and started again; default 15,000. */
  readonly hangAfterMs?: number;
  readonly log?: Log;
}

type OnProgress = (progress: Progress) => void;

/** What the requests under way wait for besides their answer. */
interface Operations {
  readonly log: Log;
  readonly onNetworks: (choice: BackendChoice) => void;
  readonly progress: Map<string, OnProgress>;
  readonly imports: Map<string, TakeBatch>;
  readonly experiments: Map<string, (event: ExperimentEvent) => void>;
}

type Ask = <P, R>(request: Request<P, R>, params: P, signal?: AbortSignal) => Promise<R>;

/** The host's end of the engine process. Nothing is started before the first request. */
export function createEngineClient(options: EngineClientOptions): EngineClient {
  const operations: Operations = {
    log: options.log ?? (() => undefined),
    onNetworks: options.onNetworks ?? (() => undefined),
    progress: new Map(),
    imports: new Map(),
    experiments: new Map(),
  };
  const supervisor = new EngineSupervisor({
    modulePath: options.modulePath,
    env: options.env ?? (() => ({})),
    execArgv: options.execArgv ?? [],
    heartbeatMs: options.heartbeatMs ?? 2_000,
    hangAfterMs: options.hangAfterMs ?? 15_000,
    log: operations.log,
    attach: (connection) => attach(connection, operations),
  });
  const ask: Ask = (request, params, signal) => askEngine(supervisor, request, params, signal);
  return {
    get state() {
      return supervisor.state;
    },
    get pid() {
      return supervisor.pid;
    },
    onStateChange: (listener) => supervisor.onStateChange(listener),
    hello: () => ask(engineRequests.hello, {}),
    preview: (path, { signal } = {}) => ask(engineRequests.preview, { path }, signal),
    import: (spec, onBatch, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (importId) =>
        receiveBatches(operations.imports, {
          importId,
          onBatch,
          run: () => ask(engineRequests.import, { importId, spec }, signal),
        }),
      ),
    sample: (kind, folder, { signal } = {}) => ask(engineRequests.sample, { kind, folder }, signal),
    export: (spec, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (operation) =>
        ask(engineRequests.export, { ...spec, operation }, signal),
      ),
    ...featureRequestsOf(ask, operations),
    surveyBackends: ({ signal } = {}) => ask(engineRequests.surveyBackends, {}, signal),
    ...experimentRequestsOf(ask, operations),
    dispose: () => supervisor.dispose(),
  };
}

/** The part of the client that builds a project's features and works on them. */
function featureRequestsOf(
  ask: Ask,
  operations: Operations,
): Pick<EngineClient, 'features' | 'round' | 'whatIf' | 'realisedGains' | 'inspect'> {
  return {
    features: (request, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (operation) =>
        ask(engineRequests.features, { ...request, operation }, signal),
      ),
    round: (request, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (operation) =>
        ask(engineRequests.round, { ...request, operation }, signal),
      ),
    whatIf: (request, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (operation) =>
        ask(engineRequests.whatIf, { ...request, operation }, signal),
      ),
    inspect: <Params, Answer>(
      { method, lane }: InspectorQuestion<Params, Answer>,
      request: InspectionOf<Params>,
      { signal, onProgress }: RequestOptions = {},
    ) =>
      withProgress(operations, onProgress, async (operation) => {
        const answer = await ask(inspectRequest, { ...request, method, lane, operation }, signal);
        // The question says what its answer is; the thread that gives it has the same list.
        return answer as Answer;
      }),
    realisedGains: (request, { signal, onProgress } = {}) =>
      withProgress(operations, onProgress, (operation) =>
        ask(engineRequests.realisedGains, { ...request, operation }, signal),
      ),
  };
}

/** The part of the client that is about experiments. */
function experimentRequestsOf(
  ask: Ask,
  { experiments }: Operations,
): Pick<EngineClient, 'presets' | 'checkSpec' | 'runExperiment' | 'experimentReport'> {
  return {
    presets: () => ask(engineRequests.presets, {}),
    checkSpec: (spec) => ask(engineRequests.checkSpec, spec),
    runExperiment: async (request, { signal, onEvent } = {}) => {
      const operation = randomUUID();
      if (onEvent !== undefined) experiments.set(operation, onEvent);
      try {
        return await ask(engineRequests.runExperiment, { ...request, operation }, signal);
      } finally {
        experiments.delete(operation);
      }
    },
    experimentReport: (folder, { signal } = {}) => ask(engineRequests.experimentReport, { folder }, signal),
  };
}

function attach(
  connection: MessageConnection,
  { log, onNetworks, progress, imports, experiments }: Operations,
): void {
  onNotification(connection, engineNotifications.networks, onNetworks);
  onNotification(connection, engineNotifications.log, ({ level, message }) => log(level, message));
  onNotification(connection, engineNotifications.progress, (report) =>
    progress.get(report.operation)?.(report),
  );
  onNotification(connection, engineNotifications.experimentEvent, ({ operation, event }) =>
    experiments.get(operation)?.(event),
  );
  onRequest(connection, hostRequests.importBatch, async (batch) => {
    const take = imports.get(batch.importId);
    if (take === undefined) throw cancelled();
    await take(batch);
    return null;
  });
}

/** Runs `work` with a fresh id under which the engine reports progress. */
async function withProgress<Result>(
  { progress }: Operations,
  onProgress: OnProgress | undefined,
  work: (operation: string) => Promise<Result>,
): Promise<Result> {
  const operation = randomUUID();
  if (onProgress !== undefined) progress.set(operation, onProgress);
  try {
    return await work(operation);
  } finally {
    progress.delete(operation);
  }
}

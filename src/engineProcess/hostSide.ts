import type { MessageConnection } from 'vscode-jsonrpc/node';

import { engineNotifications, engineRequests, hostRequests } from '../protocol/engine.ts';
import type { Request } from '../protocol/engine.ts';
import { inspectRequest } from '../protocol/inspector.ts';
import { adapterFound } from './gpu/findAdapter.ts';
import { experimentRequests } from './experiment/experimentRequests.ts';
import { createFeatureMemory } from './featureMemory.ts';
import { exportLabels } from './handlers/exportLabels.ts';
import { featuresHandler } from './handlers/features.ts';
import { hello } from './handlers/hello.ts';
import { inspectHandler } from './handlers/inspect.ts';
import { realisedGainsHandler } from './handlers/realisedGains.ts';
import { roundHandler } from './handlers/round.ts';
import { whatIfHandler } from './handlers/whatIf.ts';
import { createItemFeed } from './itemFeed.ts';
import type { ItemFeed } from './itemFeed.ts';
import { notify, onNotification, onRequest, sendRequest } from './rpc.ts';
import { serveHost } from './serve.ts';
import { feedRequests } from './taskRequests.ts';
import { createThreadPool } from './threadPool.ts';
import type { RunOptions } from './threadPool.ts';

/**
 * The main thread of the engine process. It computes nothing itself: it hands tasks to worker threads, whose module is
 * `entry`, and stays free to answer pings and cancellations.
 */
export function runHostSide(entry: string): void {
  const server = serveHost();
  const feed = createItemFeed();
  const threads = {
    entry,
    log: server.log,
    attach: (thread: MessageConnection) => attachThread(thread, server.connection, feed),
  };
  const pool = createThreadPool(threads);
  const memory = createFeatureMemory();
  server.handle(engineRequests.hello, () => hello(entry));
  server.handle(engineRequests.features, featuresHandler(pool, memory, feed));
  server.handle(
    engineRequests.round,
    roundHandler(pool, memory, () => adapterFound(entry)),
  );
  server.handle(engineRequests.whatIf, whatIfHandler(pool, memory));
  server.handle(engineRequests.realisedGains, realisedGainsHandler(pool, memory));
  server.handle(inspectRequest, inspectHandler(threads, memory, feed));
  server.handle(engineRequests.export, (spec, token) => exportLabels(spec, server.connection, token));
  const handOn = <Params, Result>(request: Request<Params, Result>, options?: RunOptions): void =>
    server.handle(request, (params, token) => pool.run(request, params, token, options));
  handOn(engineRequests.preview);
  handOn(engineRequests.import, { endThread: true });
  handOn(engineRequests.sample);
  // What was tried stays with its thread.
  handOn(engineRequests.surveyBackends, { endThread: true });
  handOn(engineRequests.presets);
  handOn(engineRequests.checkSpec);
  handOn(engineRequests.experimentReport);
  server.handle(engineRequests.runExperiment, (request, token) =>
    pool.run(experimentRequests.conduct, { ...request, entry }, token, { endThread: true }),
  );
  server.connection.listen();
}

/** Serves a worker thread with items, and passes on to the host what it says. */
function attachThread(thread: MessageConnection, host: MessageConnection, feed: ItemFeed): void {
  onRequest(thread, feedRequests.nextPage, ({ operation, pass }) => feed.nextPage(operation, pass));
  onRequest(thread, feedRequests.itemsAt, ({ operation, rows }) => feed.itemsAt(operation, rows));
  onRequest(thread, hostRequests.importBatch, (batch) => sendRequest(host, hostRequests.importBatch, batch));
  onNotification(thread, engineNotifications.progress, (progress) =>
    notify(host, engineNotifications.progress, progress),
  );
  onNotification(thread, engineNotifications.experimentEvent, (event) =>
    notify(host, engineNotifications.experimentEvent, event),
  );
  onNotification(thread, engineNotifications.networks, (choice) =>
    notify(host, engineNotifications.networks, choice),
  );
  onNotification(thread, engineNotifications.log, (line) => notify(host, engineNotifications.log, line));
}

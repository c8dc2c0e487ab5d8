import type { MessagePort } from 'node:worker_threads';

import { engineNotifications, engineRequests } from '../protocol/engine.ts';
import type { Request } from '../protocol/engine.ts';
import { presets } from '../experiments/presets.ts';
import { checkSpec } from '../experiments/readExperiment.ts';
import { experimentRequests } from './experiment/experimentRequests.ts';
import { serveExperiment } from './experiment/experimentThread.ts';
import { notify } from './rpc.ts';
import { serveThread } from './serve.ts';
import { inTaskContext } from './taskContext.ts';
import type { TaskContext } from './taskContext.ts';
import { taskRequests } from './taskRequests.ts';
import { experiment, experimentReport } from './tasks/experiment.ts';
import { features } from './tasks/features.ts';
import { importItems } from './tasks/importItems.ts';
import { createInspection } from './tasks/inspect.ts';
import { preview } from './tasks/preview.ts';
import { gainsInHindsight } from './tasks/realisedGains.ts';
import { round } from './tasks/round.ts';
import { sample } from './tasks/sample.ts';
import { surveyBackends } from './tasks/surveyBackends.ts';
import { whatIf } from './tasks/whatIf.ts';
import { withNetworks } from './withNetworks.ts';

/** A worker thread of the engine process: it runs one task at a time. */
export function runThreadSide(port: MessagePort): void {
  const server = serveThread(port);
  const serve = <Params, Result>(
    request: Request<Params, Result>,
    task: (params: Params, context: TaskContext) => Result | Promise<Result>,
  ): void =>
    server.handle(request, (params, token) =>
      inTaskContext(server.connection, token, (context) =>
        // A thread's first argument is the module that it runs.
        withNetworks(() => task(params, context), {
          entry: process.argv[1]!,
          log: server.log,
          onChoice: (choice) => notify(server.connection, engineNotifications.networks, choice),
        }),
      ),
    );
  serve(engineRequests.preview, preview);
  serve(engineRequests.import, importItems);
  serve(engineRequests.sample, sample);
  serve(taskRequests.features, features);
  serve(taskRequests.round, round);
  serve(taskRequests.whatIf, whatIf);
  serve(taskRequests.realisedGains, gainsInHindsight);
  serve(taskRequests.inspect, createInspection());
  serve(engineRequests.surveyBackends, surveyBackends);
  serve(engineRequests.presets, () => presets);
  serve(engineRequests.checkSpec, checkSpec);
  serve(engineRequests.experimentReport, experimentReport);
  serve(experimentRequests.conduct, experiment);
  serveExperiment(server);
  server.connection.listen();
}

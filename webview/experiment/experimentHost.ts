import { experimentViewNotifications, experimentViewRequests } from '../../src/protocol/experimentView.ts';
import type { ExperimentCommand, ExperimentSnapshot } from '../../src/protocol/experimentView.ts';
import type { FigureHost } from '../figureController.ts';
import { openChannel } from '../hostChannel.ts';
import type { WebviewApi } from '../hostChannel.ts';

/** The results view's side of the hop to the extension host. */
export type ExperimentHost = FigureHost<ExperimentSnapshot, ExperimentCommand>;

/** Opens the typed channel to the extension host. */
export function connectToExperimentHost(api: WebviewApi): ExperimentHost {
  const { ask, tell, hear } = openChannel(api);
  return {
    ready: () => ask(experimentViewRequests.ready, {}),
    save: (request) => ask(experimentViewRequests.save, request),
    command: (command) => tell(experimentViewNotifications.command, { command }),
    onSnapshot: (listener) => hear(experimentViewNotifications.snapshot, listener),
  };
}

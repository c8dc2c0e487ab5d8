import { experimentViewNotifications, experimentViewRequests } from '../../src/protocol/experimentView.ts';
import type {
  ExperimentCommand,
  ExperimentSnapshot,
  SaveRequest,
} from '../../src/protocol/experimentView.ts';
import { openChannel } from '../hostChannel.ts';
import type { WebviewApi } from '../hostChannel.ts';

/** The results view's side of the hop to the extension host. */
export interface ExperimentHost {
  ready(): Promise<ExperimentSnapshot>;
  save(request: SaveRequest): Promise<{ readonly saved: boolean }>;
  command(command: ExperimentCommand): void;
  onSnapshot(listener: (snapshot: ExperimentSnapshot) => void): void;
}

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

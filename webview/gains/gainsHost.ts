import { gainViewNotifications, gainViewRequests } from '../../src/protocol/gainView.ts';
import type { GainCommand, GainSnapshot } from '../../src/protocol/gainView.ts';
import type { FigureHost } from '../figureController.ts';
import { openChannel } from '../hostChannel.ts';
import type { WebviewApi } from '../hostChannel.ts';

/** The side of the view of predicted gains of the hop to the extension host. */
export type GainsHost = FigureHost<GainSnapshot, GainCommand>;

/** Opens the typed channel to the extension host. */
export function connectToGainsHost(api: WebviewApi): GainsHost {
  const { ask, tell, hear } = openChannel(api);
  return {
    ready: () => ask(gainViewRequests.ready, {}),
    save: (request) => ask(gainViewRequests.save, request),
    command: (command) => tell(gainViewNotifications.command, { command }),
    onSnapshot: (listener) => hear(gainViewNotifications.snapshot, listener),
  };
}

import type { MessageConnection } from 'vscode-jsonrpc/node';
import { experimentViewNotifications, experimentViewRequests } from '../../protocol/experimentView.ts';
import type { ExperimentCommand, ExperimentSnapshot, SaveRequest } from '../../protocol/experimentView.ts';
import { answerer, listener } from '../checkedMessages.ts';
import { noParams } from '../labelingMessages.ts';
import { experimentCommandParams, saveParams } from './experimentMessages.ts';

/** What the results view's requests are answered with. */
export interface ExperimentBackend {
  snapshot(): Promise<ExperimentSnapshot>;
  save(request: SaveRequest): Promise<{ readonly saved: boolean }>;
  runCommand(command: ExperimentCommand): void;
  log(message: string): void;
}

export const serveExperiment = (connection: MessageConnection, backend: ExperimentBackend): void => {
  const log = (message: string): void => backend.log(message);
  const answer = answerer(connection, log);
  answer(experimentViewRequests.ready, noParams, () => backend.snapshot());
  answer(experimentViewRequests.save, saveParams, (request) => backend.save(request));
  const hear = listener(connection, log);
  hear(experimentViewNotifications.command, experimentCommandParams, ({ command }) =>
    backend.runCommand(command),
  );
};

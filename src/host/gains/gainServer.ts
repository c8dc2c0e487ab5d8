import * as v from 'valibot';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { SaveRequest } from '../../protocol/experimentView.ts';
import { gainViewNotifications, gainViewRequests } from '../../protocol/gainView.ts';
import type { GainCommand, GainSnapshot } from '../../protocol/gainView.ts';
import { answerer, listener } from '../checkedMessages.ts';
import { saveParams } from '../experiments/experimentMessages.ts';
import { noParams } from '../labelingMessages.ts';

/** What the requests of the view of predicted gains are answered with. */
export interface GainBackend {
  snapshot(): Promise<GainSnapshot>;
  save(request: SaveRequest): Promise<{ readonly saved: boolean }>;
  runCommand(command: GainCommand): void;
  log(message: string): void;
}

const commandParams = v.strictObject({
  command: v.picklist(['cancel', 'measureAgain', 'chooseStrategy']) satisfies v.GenericSchema<
    unknown,
    GainCommand
  >,
});

export const serveGains = (connection: MessageConnection, backend: GainBackend): void => {
  const log = (message: string): void => backend.log(message);
  const answer = answerer(connection, log);
  answer(gainViewRequests.ready, noParams, () => backend.snapshot());
  answer(gainViewRequests.save, saveParams, (request) => backend.save(request));
  const hear = listener(connection, log);
  hear(gainViewNotifications.command, commandParams, ({ command }) => backend.runCommand(command));
};

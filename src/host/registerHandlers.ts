import * as vscode from 'vscode';
import { isCancellation, messageOf, showError, showLogAction } from './messages.ts';

export type Handler = (argument: unknown) => Promise<void> | void;

/** Registers each handler as the command `nextlabel.<name>`. */
export const registerHandlers = (
  handlers: Readonly<Record<string, Handler>>,
  log: vscode.LogOutputChannel,
): vscode.Disposable =>
  vscode.Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      vscode.commands.registerCommand(`nextlabel.${name}`, guarded(handler, log)),
    ),
  );

/** A command that fails says so once and leaves the details in the log. */
const guarded =
  (handler: Handler, log: vscode.LogOutputChannel) =>
  async (argument: unknown): Promise<void> => {
    try {
      await handler(argument);
    } catch (error) {
      if (isCancellation(error)) return;
      log.error(error instanceof Error ? error : String(error));
      void showError(messageOf(error), showLogAction());
    }
  };

import * as vscode from 'vscode';
import type { Progress } from '../protocol/engine.ts';

/** What the work is given: how to say how far it is, and when to stop. */
export interface LongOperation {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export const abortSignalOf = (token: vscode.CancellationToken): AbortSignal => {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
};

/** Runs work under a progress notification with a Cancel button. */
export const withProgress = <Result>(
  title: string,
  work: (operation: LongOperation) => Promise<Result>,
): Promise<Result> =>
  Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        let percent = 0;
        return work({
          signal: abortSignalOf(token),
          onProgress: ({ message, fraction }) => {
            const now = fraction === null ? percent : Math.max(percent, fraction * 100);
            progress.report({ message, increment: now - percent });
            percent = now;
          },
        });
      },
    ),
  );

import * as vscode from 'vscode';
import type { ImportIssue } from '../protocol/engine.ts';

/** A button of a message and what it does. */
export interface MessageAction {
  readonly title: string;
  readonly run: () => unknown;
}

type Show = (message: string, ...actions: string[]) => Thenable<string | undefined>;

/** Messages that are on screen now; the same words are not shown a second time beside the first. */
const onScreen = new Set<string>();

const show = async (how: Show, message: string, action: MessageAction | undefined): Promise<void> => {
  if (onScreen.has(message)) return;
  onScreen.add(message);
  try {
    const chosen = await how(message, ...(action === undefined ? [] : [action.title]));
    if (action !== undefined && chosen === action.title) await action.run();
  } finally {
    onScreen.delete(message);
  }
};

/** Resolves when the message is gone; callers that have more to do do not wait for it. */
export const showError = (message: string, action?: MessageAction): Promise<void> =>
  show(vscode.window.showErrorMessage, message, action);

export const showWarning = (message: string, action?: MessageAction): Promise<void> =>
  show(vscode.window.showWarningMessage, message, action);

export const showInfo = (message: string, action?: MessageAction): Promise<void> =>
  show(vscode.window.showInformationMessage, message, action);

export const showLogAction = (): MessageAction => ({
  title: vscode.l10n.t('Show Log'),
  run: () => vscode.commands.executeCommand('nextlabel.showLog'),
});

/** The words of an error that has crossed a port or was thrown here. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The kind of a StoreError or EngineError (`cancelled`, `diskFull`, ...), null for any other. */
export const reasonOf = (error: unknown): string | null =>
  error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : null;

/** What an EngineError says about the data. */
export const issuesOf = (error: unknown): readonly ImportIssue[] =>
  error instanceof Error && 'issues' in error && Array.isArray(error.issues)
    ? (error.issues as readonly ImportIssue[])
    : [];

/** True where the user ended it: then nothing needs to be said. */
export const isCancellation = (error: unknown): boolean =>
  reasonOf(error) === 'cancelled' ||
  error instanceof vscode.CancellationError ||
  (error instanceof Error && error.name === 'AbortError');

/** Work that the user may end: then nothing needs to be said. */
export const unlessCancelled = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
};

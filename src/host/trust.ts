import * as vscode from 'vscode';
import { showWarning } from './messages.ts';

/** True in a trusted workspace; else says why nothing happens and offers the way there. */
export const requireTrust = (): boolean => {
  if (vscode.workspace.isTrusted) return true;
  void showWarning(
    vscode.l10n.t(
      'This workspace is not trusted: its projects and results can be looked at, but nothing is imported, labeled or run.',
    ),
    {
      title: vscode.l10n.t('Manage Workspace Trust'),
      run: () => vscode.commands.executeCommand('workbench.trust.manage'),
    },
  );
  return false;
};

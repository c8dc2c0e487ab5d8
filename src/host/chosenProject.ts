import * as vscode from 'vscode';
import { projectName } from '../session/projectFile.ts';
import type { LabelingSession } from '../session/session.ts';
import type { LabelingEditor } from './labelingEditor.ts';
import { messageOf, showError, showInfo, showLogAction } from './messages.ts';
import type { OpenProjects } from './openProjects.ts';
import { isProjectFile, parseDocument } from './projectDocument.ts';
import { findProjects } from './projectTree.ts';

/** What VS Code hands to a command: the file of an Explorer entry, or an entry of one of our views. */
export const uriOf = (argument: unknown): vscode.Uri | null => {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return null;
  return argument.uri instanceof vscode.Uri ? argument.uri : null;
};

/** The project that a command is about: the one it was called on, the one in view, the only one, or the chosen one. */
export const chosenProject = async (
  editor: LabelingEditor,
  argument: unknown,
): Promise<vscode.Uri | null> => {
  const given = uriOf(argument) ?? editor.active?.uri ?? vscode.window.activeTextEditor?.document.uri;
  if (given !== undefined && isProjectFile(given)) return given;
  const found = await findProjects();
  if (found.length === 0) {
    void showInfo(vscode.l10n.t('There is no labeling project in this workspace yet.'), {
      title: vscode.l10n.t('New Labeling Project'),
      run: () => vscode.commands.executeCommand('nextlabel.newProject'),
    });
    return null;
  }
  if (found.length === 1) return found[0] ?? null;
  const chosen = await vscode.window.showQuickPick(
    found.map((uri) => ({
      label: projectName(uri.path),
      description: vscode.workspace.asRelativePath(uri),
      uri,
    })),
    { title: vscode.l10n.t('Choose a Project') },
  );
  return chosen?.uri ?? null;
};

/** Runs work on a project's session, opening it for that time if no view has it open. */
export const withSession = async (
  projects: OpenProjects,
  uri: vscode.Uri,
  work: (session: LabelingSession) => Promise<void>,
): Promise<void> => {
  const document = await vscode.workspace.openTextDocument(uri);
  const { config, problems } = parseDocument(document);
  const [problem] = problems;
  if (config === null) {
    void showError(vscode.l10n.t('{0}: {1}', vscode.workspace.asRelativePath(uri), problem?.message ?? ''), {
      title: vscode.l10n.t('Open the Project File'),
      run: () => vscode.commands.executeCommand('nextlabel.openProjectFile', uri),
    });
    return;
  }
  try {
    const session = await projects.acquire(uri, config);
    await work(session);
  } catch (error) {
    void showError(messageOf(error), showLogAction());
  } finally {
    projects.release(uri);
  }
};

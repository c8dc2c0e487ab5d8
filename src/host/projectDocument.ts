import * as vscode from 'vscode';
import { parseProjectFile } from '../session/projectFile.ts';
import type { ProjectFileResult } from '../session/projectFile.ts';
import { locateField, updateProjectFile } from '../session/projectFileText.ts';
import type { ProjectChanges } from '../session/projectFileText.ts';
import { defaultAnnotator } from './settings.ts';

export const PROJECT_FILES = '**/*.nextlabel.json';
export const OUTSIDE_PROJECTS = '**/{node_modules,.git,.nextlabel}/**';

export const isProjectFile = (uri: vscode.Uri): boolean => uri.path.endsWith('.nextlabel.json');

export const parseDocument = (document: vscode.TextDocument): ProjectFileResult =>
  parseProjectFile(document.getText(), document.uri.path, { annotator: defaultAnnotator() });

/** Changes fields of the project file, as an edit that can be undone, and saves it. */
export const changeProject = async (uri: vscode.Uri, changes: ProjectChanges): Promise<void> => {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    uri,
    new vscode.Range(document.positionAt(0), document.positionAt(text.length)),
    updateProjectFile(text, changes),
  );
  await vscode.workspace.applyEdit(edit);
  await document.save();
};

/** Opens the project file as text, beside the labeling view, with a field selected. */
export const openAsText = async (uri: vscode.Uri, field?: string): Promise<void> => {
  const document = await vscode.workspace.openTextDocument(uri);
  const place = field === undefined ? null : locateField(document.getText(), [field]);
  const start = document.positionAt(place?.offset ?? 0);
  const options: vscode.TextDocumentShowOptions = {
    viewColumn: vscode.ViewColumn.Beside,
    selection: new vscode.Range(start, start),
    preview: false,
  };
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
};

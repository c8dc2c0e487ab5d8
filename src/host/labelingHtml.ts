import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProjectProblem } from '../session/projectFile.ts';
import { viewHtml } from './webviewPage.ts';

/** The document of the labeling view. */
export const labelingHtml = (
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  projectFile: vscode.Uri,
): string => {
  // The view keeps what is not acknowledged yet under this name; the path itself is none of its business.
  const project = createHash('sha256').update(projectFile.toString()).digest('hex').slice(0, 16);
  return viewHtml(webview, extensionUri, {
    bundle: 'labeling',
    element: `<nextlabel-labeling data-project="${project}"></nextlabel-labeling>`,
    imageSources: [],
  });
};

export const problemLine = (problem: ProjectProblem): string =>
  vscode.l10n.t('Line {0}, column {1}: {2}', problem.line, problem.column, problem.message);

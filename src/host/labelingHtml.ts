import { createHash, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ProjectProblem } from '../session/projectFile.ts';

/**
 * The one inline style that the view may carry: an empty one (this is the hash of the empty string), which
 * @vscode/webview-ui-toolkit inserts and then fills through the CSS object model.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export const webviewFolder = (extensionUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extensionUri, 'dist', 'webview');

/** The document of the labeling view: no inline script or style, nothing from the network. */
export const labelingHtml = (
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  projectFile: vscode.Uri,
): string => {
  const nonce = randomBytes(16).toString('base64');
  // The view keeps what is not acknowledged yet under this name; the path itself is none of its business.
  const project = createHash('sha256').update(projectFile.toString()).digest('hex').slice(0, 16);
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder(extensionUri), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${EMPTY_STYLE}`,
    `img-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return page(
    policy,
    `<link rel="stylesheet" href="${escapeHtml(file('labeling.css'))}">`,
    `<nextlabel-labeling data-project="${project}"></nextlabel-labeling>
  <script type="module" nonce="${nonce}" src="${escapeHtml(file('labeling.js'))}"></script>`,
  );
};

/** Commands that the links of `problemHtml` may run. */
export const PROBLEM_PAGE_COMMANDS = [
  'nextlabel.openProjectFile',
  'workbench.trust.manage',
  'nextlabel.showLog',
];

/** A document without scripts for a project that cannot be shown: why, and one way on. */
export const problemHtml = (
  title: string,
  lines: readonly string[],
  link: { readonly title: string; readonly command: string },
): string =>
  page(
    "default-src 'none'",
    '',
    `<main role="alert"><h2>${escapeHtml(title)}</h2>
  <ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>
  <p><a href="command:${escapeHtml(link.command)}">${escapeHtml(link.title)}</a></p></main>`,
  );

export const problemLine = (problem: ProjectProblem): string =>
  vscode.l10n.t('Line {0}, column {1}: {2}', problem.line, problem.column, problem.message);

const page = (policy: string, head: string, body: string): string => `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>NextLabel</title>
  ${head}
</head>
<body>
  ${body}
</body>
</html>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For text and for attributes in double quotes. */
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

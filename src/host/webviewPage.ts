import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/**
 * The one inline style that a view may carry: an empty one (this is the hash of the empty string), which
 * @vscode/webview-ui-toolkit inserts and then fills through the CSS object model.
 */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export const webviewFolder = (extensionUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extensionUri, 'dist', 'webview');

export interface ViewPage {
  /** Names the view's script and style in dist/webview. */
  readonly bundle: string;
  /** Markup of the view's element, without any text from outside. */
  readonly element: string;
  /** What images may come from, besides the extension and what its view may read. */
  readonly imageSources: readonly string[];
}

/** The document of a view: no inline script or style, nothing from the network. */
export const viewHtml = (
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { bundle, element, imageSources }: ViewPage,
): string => {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder(extensionUri), name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${EMPTY_STYLE}`,
    `img-src ${[webview.cspSource, ...imageSources].join(' ')}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return page(
    policy,
    `<link rel="stylesheet" href="${escapeHtml(file(`${bundle}.css`))}">`,
    `${element}
  <script type="module" nonce="${nonce}" src="${escapeHtml(file(`${bundle}.js`))}"></script>`,
  );
};

/** Commands that the link of a problem page may run. */
const PROBLEM_PAGE_COMMANDS = ['nextlabel.openProjectFile', 'workbench.trust.manage', 'nextlabel.showLog'];

export interface ProblemPage {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: { readonly title: string; readonly command: string };
}

/** Shows, by a document without scripts, why there is no view: what is wrong, and one way on. */
export const showProblemPage = (webview: vscode.Webview, { title, lines, link }: ProblemPage): void => {
  webview.options = {
    enableScripts: false,
    enableCommandUris: PROBLEM_PAGE_COMMANDS,
    localResourceRoots: [],
  };
  webview.html = page(
    "default-src 'none'",
    '',
    `<main role="alert"><h2>${escapeHtml(title)}</h2>
  <ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>
  <p><a href="command:${escapeHtml(link.command)}">${escapeHtml(link.title)}</a></p></main>`,
  );
};

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

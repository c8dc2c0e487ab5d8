import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pictureOf } from './items.ts';
import { themeCss, themeKinds } from './themes.ts';
import type { ThemeName } from './themes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const nonce = 'harness';

/** The policy of the extension's own pages, with the harness in place of the webview's origin. */
const policy = (images: string): string =>
  [
    "default-src 'none'",
    `img-src 'self' ${images}`,
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    `script-src 'nonce-${nonce}'`,
    "font-src 'self'",
  ].join('; ');

interface ViewPage {
  readonly element: string;
  /** Names of the bundles, without their endings. */
  readonly styles: string;
  readonly host: string;
  readonly script: string;
  /** Sources of images beside the page's own. */
  readonly images: string;
}

const pages: Readonly<Record<string, ViewPage>> = {
  '/': {
    element: 'nextlabel-labeling',
    styles: 'labelingStyles',
    host: 'fakeHost',
    script: 'labeling',
    images: 'data:',
  },
  '/experiment': {
    element: 'nextlabel-experiment',
    styles: 'experimentStyles',
    host: 'fakeExperiment',
    script: 'experiment',
    images: 'data: blob:',
  },
  '/gains': {
    element: 'nextlabel-gains',
    styles: 'experimentStyles',
    host: 'fakeGains',
    script: 'gains',
    images: 'data: blob:',
  },
  '/inspector': {
    element: 'nextlabel-inspector',
    styles: 'experimentStyles',
    host: 'fakeInspector',
    script: 'inspector',
    images: 'data: blob:',
  },
};

export interface Harness {
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles the views and serves each with a host that lives in the page. */
export async function startHarness(outFolder: string): Promise<Harness> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      labeling: 'webview/labeling.ts',
      labelingStyles: 'webview/styles/labeling.css',
      fakeHost: 'test/webview/harness/fakeHost.ts',
      experiment: 'webview/experiment.ts',
      experimentStyles: 'webview/styles/experiment.css',
      fakeExperiment: 'test/webview/harness/fakeExperiment.ts',
      gains: 'webview/gains.ts',
      fakeGains: 'test/webview/harness/fakeGains.ts',
      inspector: 'webview/inspector.ts',
      fakeInspector: 'test/webview/harness/fakeInspector.ts',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: outFolder,
    logLevel: 'silent',
  });
  const server = createServer((request, response) => void serve(request, response, outFolder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The harness got no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, outFolder: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const theme = (url.searchParams.get('theme') ?? 'dark') as ThemeName;
  const [, folder = '', file = ''] = url.pathname.split('/');
  const send = (type: string, body: string | Buffer): void => {
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  };
  const view = pages[url.pathname];
  if (view !== undefined) send('text/html; charset=utf-8', page(theme, view));
  else if (folder === 'theme.css') send('text/css', themeCss(theme));
  else if (folder === 'image') send('image/svg+xml', pictureOf(Number.parseInt(file, 10)));
  else if (/^[a-zA-Z]+\.(js|css)$/.test(folder)) {
    send(folder.endsWith('.js') ? 'text/javascript' : 'text/css', await readFile(join(outFolder, folder)));
  } else {
    response.writeHead(404);
    response.end();
  }
}

function page(theme: ThemeName, { element, styles, host, script, images }: ViewPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(images)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>NextLabel</title>
<link rel="stylesheet" href="/theme.css?theme=${theme}">
<link rel="stylesheet" href="/${styles}.css">
</head>
<body class="${themeKinds[theme]}" data-vscode-theme-kind="${themeKinds[theme]}">
<${element}></${element}>
<script type="module" nonce="${nonce}" src="/${host}.js"></script>
<script type="module" nonce="${nonce}" src="/${script}.js"></script>
</body>
</html>`;
}

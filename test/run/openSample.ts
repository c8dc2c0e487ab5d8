// The second half of `npm start`, under the project's Node: see start.mjs.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildAll } from '../../esbuild.mjs';
import { packageExtension } from '../../vsix.mjs';
import { installExtension, startServer, temporaryFolder } from '../host/vscodeServer.ts';
import type { VsCodeServer } from '../host/vscodeServer.ts';
import { root } from './machine.mjs';

interface Samples {
  writeSamples(folder: string): Promise<string>;
}

const samplesFolder = path.join(root, 'sample');

async function writeSamples(): Promise<string> {
  const outfile = path.join(root, 'node_modules/.cache/nextlabel/sample.mjs');
  await build({
    entryPoints: [path.join(root, 'test/run/sample.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['sharp'],
    logLevel: 'warning',
  });
  const samples = (await import(pathToFileURL(outfile).href)) as Samples;
  mkdirSync(samplesFolder, { recursive: true });
  return samples.writeSamples(samplesFolder);
}

async function openDesktop(code: string, project: string): Promise<void> {
  await buildAll();
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, samplesFolder, project];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  const failure = await new Promise<Error | null>((resolve) => {
    child.once('error', resolve);
    child.once('exit', (exit) => {
      resolve(exit === 0 ? null : new Error(`${code} ended with ${String(exit)}`));
    });
  });
  if (failure !== null) throw failure;
  console.log(`Opened ${path.relative(root, project)} in the desktop VS Code.`);
}

/** The workbench answers, and the extension is installed. */
async function checkWorkbench(address: string): Promise<void> {
  const answer = await fetch(address);
  const page = await answer.text();
  if (!answer.ok || !page.includes('workbench')) {
    throw new Error(`the workbench did not answer: HTTP ${answer.status}`);
  }
  console.log('The workbench answers.');
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Not `once`: Ctrl+C arrives twice, from the terminal and from npm, and the second must not cut the end short.
      process.on(signal, () => {
        resolve();
      });
    }
  });

async function openServer(project: string, check: boolean): Promise<void> {
  const folder = temporaryFolder('start');
  let server: VsCodeServer | null = null;
  try {
    const extensionsFolder = path.join(folder, 'extensions');
    await installExtension(await packageExtension(), extensionsFolder, path.join(folder, 'server'));
    server = await startServer({
      dataFolder: path.join(folder, 'server'),
      extensionsFolder,
      // A first start opens the file before it has read which editors the extension brings.
      settings: { 'workbench.editorAssociations': { '*.nextlabel.json': 'nextlabel.labeling' } },
    });
    const address = `http://127.0.0.1:${server.port}/?folder=${encodeURI(samplesFolder)}`;
    console.log(
      `\nNextLabel runs in VS Code at\n\n  ${server.url({ folder: samplesFolder, file: project })}\n`,
    );
    console.log(`Without a file open: ${address}`);
    if (check) await checkWorkbench(address);
    else {
      console.log('Ctrl+C ends it.');
      await interrupted();
    }
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const project = await writeSamples();
const desktop = process.env['NEXTLABEL_CODE'];
if (desktop) await openDesktop(desktop, project);
else await openServer(project, process.argv.includes('--check'));

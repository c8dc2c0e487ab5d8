#!/usr/bin/env node
// Stands in for the desktop `code` executable: takes the arguments that @vscode/test-electron passes and runs the
// tests in the server build of VS Code.
import path from 'node:path';
import { runInHost } from './runInHost.ts';

const run = { developmentPath: '', testsPath: '' };
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(argument) ?? [];
  if (name === undefined) run.folder ??= path.resolve(argument);
  else if (name === 'extensionDevelopmentPath') run.developmentPath = path.resolve(value);
  else if (name === 'extensionTestsPath') run.testsPath = path.resolve(value);
  else if (name === 'extensions-dir') run.extensionsFolder = path.resolve(value);
  else if (name === 'user-data-dir') run.userDataFolder = path.resolve(value);
  else if (name === 'disable-extensions') run.disableExtensions = true;
  // The others (--no-sandbox, --skip-welcome ...) concern the desktop application only.
}
if (run.testsPath === '') {
  console.error('codeHeadless: --extensionTestsPath is missing');
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
process.exit(await runInHost(run));

// npm start: installs what is missing, builds, and opens NextLabel on a sample project in a real VS Code: the desktop
// one where there is one, else the server build, at a printed address on 127.0.0.1.
//   npm start -- --server    the server build even where a desktop VS Code is installed
//   npm start -- --check     see that the workbench answers, then end (for tests)
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installProject, installVsCode } from './install.mjs';
import { projectNode, projectPath, run } from './machine.mjs';

/** The `code` command of a desktop VS Code that could show a window here, null if there is none. */
function findDesktop() {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay) return null;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find(existsSync) ?? null;
}

const flags = process.argv.slice(2);
try {
  const desktop = flags.includes('--server') || flags.includes('--check') ? null : findDesktop();
  await installProject();
  if (desktop === null) await installVsCode();
  const env = { PATH: projectPath(), NEXTLABEL_CODE: desktop ?? '' };
  process.exitCode = await run(projectNode(), ['test/run/openSample.ts', ...flags], { env });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

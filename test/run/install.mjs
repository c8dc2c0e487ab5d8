// Installs what is missing, and nothing else: npm packages, sqlite3's binding, VS Code, a browser.
//   node test/run/install.mjs
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installSoftwareVulkan } from './softwareVulkan.mjs';
import { hostFolder, nodeFolder, projectPath, root, run, vscodeFolder } from './machine.mjs';

const npm = (args, options) => run('npm', [...args, '--no-audit', '--no-fund'], options);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** True when node_modules holds what the lock file says (npm notes what it installed in a lock file of its own). */
function isInstalled(folder) {
  const notes = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(notes)) return false;
  const installed = readJson(notes).packages;
  return Object.entries(readJson(path.join(folder, 'package-lock.json')).packages).every(
    ([name, { version, optional, devOptional }]) =>
      name === '' ||
      installed[name]?.version === version ||
      (installed[name] === undefined && (optional === true || devOptional === true)),
  );
}

async function installPackages() {
  if (isInstalled(root)) return;
  console.log('Installing npm packages ...');
  // Install scripts are run by name below: only one is needed, and it wants headers that come with these packages.
  if ((await npm(['ci', '--ignore-scripts'])) !== 0) throw new Error('npm ci failed; see above.');
}

/** Compilers must find Node's headers without the network; npm's Node package ships them beside the binary. */
function compilerEnv() {
  const node = nodeFolder();
  const headers = node && existsSync(path.join(node, 'include/node'));
  return { PATH: projectPath(), ...(headers ? { npm_config_nodedir: node } : {}) };
}

async function buildSqlite() {
  const binding = path.join(root, 'node_modules/sqlite3/build/Release/node_sqlite3.node');
  if (existsSync(binding)) return;
  console.log('Building sqlite3 (one to two minutes where no prebuilt binary can be had) ...');
  const code = await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { env: compilerEnv() });
  if (code !== 0 || !existsSync(binding)) {
    console.warn(
      'sqlite3 could not be built (it needs python3, make and g++). Going on with the SQLite inside Node.',
    );
  }
}

/**
 * VS Code, as the server build that the npm package code-server carries: the real workbench and the real extension
 * host, without a download from anywhere but npm.
 */
export async function installVsCode() {
  if (!isInstalled(hostFolder)) {
    console.log('Installing VS Code (server build, about 400 MB on disk) ...');
    // Its own install script would refuse this Node and compile addons that nothing here uses.
    if ((await npm(['ci', '--ignore-scripts'], { cwd: hostFolder })) !== 0) {
      throw new Error('Installing VS Code failed; see above.');
    }
  }
  if (existsSync(path.join(vscodeFolder, 'node_modules/.package-lock.json'))) return;
  // `npm ci` refuses VS Code's own shrinkwrap under npm 11; `npm install` takes the same versions from it.
  const code = await npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: vscodeFolder });
  if (code !== 0) throw new Error("Installing VS Code's own packages failed; see above.");
  const addons = ['@vscode/spdlog', '@vscode/native-watchdog'];
  if (
    (await npm(['rebuild', ...addons, '--ignore-scripts=false'], {
      cwd: vscodeFolder,
      env: compilerEnv(),
    })) !== 0
  ) {
    console.warn('VS Code goes without its log files: its two small addons could not be compiled.');
  }
  // The AI features are switched off in the tests' settings; their run time is most of the download's size.
  for (const unused of [
    'node_modules/@github/copilot-sdk-linux-x64',
    'node_modules/@microsoft/mxc-sdk',
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
  ]) {
    rmSync(path.join(vscodeFolder, unused), { recursive: true, force: true });
  }
}

const browsers = [
  process.env.CHROMIUM,
  // Without the browser's own windows a page opens in half the time.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Chromium or Chrome on this machine, null if there is none.
 * @returns {string | null}
 */
export const findBrowser = () => browsers.find((file) => file && existsSync(file)) ?? null;

export async function installBrowser() {
  if (findBrowser()) return;
  const aptOf = (browser) => [
    'apt-get',
    'install',
    '-y',
    '--no-install-recommends',
    browser,
    'fonts-dejavu-core',
  ];
  const isRoot = process.getuid?.() === 0;
  if (process.platform === 'linux' && isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium ...');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    // Debian has the shell, not every distribution that is made from it.
    for (const browser of ['chromium-headless-shell', 'chromium']) {
      const [command, ...args] = aptOf(browser);
      if (!findBrowser()) await run(command, [...args, '-qq'], { env });
    }
  }
  if (!findBrowser()) {
    throw new Error(
      'The browser tests need Chromium or Chrome, and this account may not install it. Please run ' +
        `\`sudo ${aptOf('chromium').join(' ')}\`, or set CHROMIUM to the path of a browser.`,
    );
  }
}

export async function installProject() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`NextLabel needs Node 20 or newer; this is ${process.versions.node}.`);
  await installPackages();
  await buildSqlite();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installProject();
  await installVsCode();
  await installBrowser();
  await installSoftwareVulkan();
}

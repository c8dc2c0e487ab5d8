// Mesa's software Vulkan for the tests of WebGPU: unpacked into a folder of its own, nothing of the system changes.
//   node test/run/softwareVulkan.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './machine.mjs';

/** Debian 12's own Mesa (22.3) offers no adapter that WebGPU takes; its backports have 25.0. */
const suite = 'bookworm-backports';
const packages = ['mesa-vulkan-drivers', 'libvulkan1'];
const folder = path.join(root, 'node_modules/.cache/nextlabel/mesa');

/**
 * Environment in which a process finds Mesa's software driver; null where it was not installed.
 * @returns {{ VK_ICD_FILENAMES: string, LD_LIBRARY_PATH: string } | null}
 */
export function softwareVulkan() {
  const drivers = path.join(folder, 'usr/share/vulkan/icd.d');
  const driver = existsSync(drivers)
    ? readdirSync(drivers).find((name) => name.startsWith('lvp_'))
    : undefined;
  if (driver === undefined) return null;
  const libraries = readdirSync(path.join(folder, 'usr/lib')).find((name) => name.endsWith('-linux-gnu'));
  return {
    VK_ICD_FILENAMES: path.join(drivers, driver),
    LD_LIBRARY_PATH: path.join(folder, 'usr/lib', libraries ?? ''),
  };
}

const isBookworm = () =>
  existsSync('/usr/bin/apt-get') &&
  existsSync('/etc/os-release') &&
  readFileSync('/etc/os-release', 'utf8').includes('VERSION_CODENAME=bookworm');

/** Downloads and unpacks it where it is missing. Says so where that cannot be: the tests then leave WebGPU out. */
export async function installSoftwareVulkan() {
  if (softwareVulkan() !== null) return;
  if (!isBookworm()) {
    console.log(
      'No software Vulkan for this system: WebGPU is not tested here (Debian 12 has what it takes).',
    );
    return;
  }
  console.log("Fetching Mesa's software Vulkan (22 MB) ...");
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  for (const each of ['lists/partial', 'cache/archives/partial', 'unpacked']) {
    mkdirSync(path.join(work, each), { recursive: true });
  }
  const failed = (await download(work)) || (await unpack(work));
  if (failed) {
    console.warn('Mesa could not be fetched; WebGPU is not tested here.');
  } else {
    renameSync(path.join(work, 'unpacked'), folder);
  }
  rmSync(work, { recursive: true, force: true });
}

/** True where it failed. apt keeps its lists and archives in `work`, and takes no lock that another apt may hold. */
async function download(work) {
  const source = path.join(work, 'debian.sources');
  writeFileSync(
    source,
    [
      'Types: deb',
      'URIs: http://deb.debian.org/debian',
      `Suites: ${suite} bookworm`,
      'Components: main',
      'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
      '',
    ].join('\n'),
  );
  const options = [
    ['Dir::Etc::SourceList', source],
    ['Dir::Etc::SourceParts', '/dev/null'],
    ['Dir::State::Lists', path.join(work, 'lists')],
    ['Dir::Cache', path.join(work, 'cache')],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const install = ['install', '-y', '--download-only', '--reinstall', '--no-install-recommends', '-t', suite];
  return (
    (await run('apt-get', [...options, 'update', '-qq'])) !== 0 ||
    (await run('apt-get', [...options, ...install, ...packages, '-qq'])) !== 0
  );
}

async function unpack(work) {
  const archives = path.join(work, 'cache/archives');
  for (const name of readdirSync(archives).filter((each) => each.endsWith('.deb'))) {
    const code = await run('dpkg', ['-x', path.join(archives, name), path.join(work, 'unpacked')]);
    if (code !== 0) return true;
  }
  return false;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await installSoftwareVulkan();

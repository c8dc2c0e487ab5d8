import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstallError, installPackage } from '../../src/session/installPackage.ts';
import { isAlive, until } from '../engineProcess/processes.ts';

let base: string;
let folder: string;
let lines: string[];
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'nextlabel-install-'));
  folder = path.join(base, 'packages');
  lines = [];
});
afterEach(() => rm(base, { recursive: true, force: true }));

/** A command in npm's place, which does what `script` says. */
async function fakeNpm(script: string): Promise<string> {
  const file = path.join(base, 'npm.mjs');
  await writeFile(
    file,
    `#!${process.execPath}\nimport { mkdirSync, writeFileSync } from 'node:fs';\n${script}\n`,
  );
  await chmod(file, 0o755);
  return file;
}

const install = async (script: string, signal: AbortSignal = new AbortController().signal) =>
  installPackage({
    spec: 'some-package@1.2.3',
    folder,
    signal,
    onLine: (line) => lines.push(line),
    npm: await fakeNpm(script),
  });

const works = `
console.log('fetching');
mkdirSync('node_modules/some-package', { recursive: true });
writeFileSync('node_modules/some-package/asked.json', JSON.stringify(process.argv.slice(2)));
`;

describe.skipIf(process.platform === 'win32')('the installation of a package', () => {
  it('puts it into its folder, and tells each line', async () => {
    await install(works);
    const asked = JSON.parse(
      readFileSync(path.join(folder, 'node_modules/some-package/asked.json'), 'utf8'),
    ) as string[];
    expect(asked).toEqual(['install', 'some-package@1.2.3', '--save-exact', '--no-audit', '--no-fund']);
    expect(lines).toEqual(['fetching']);
    expect(existsSync(`${folder}.part`)).toBe(false);
  });

  it('replaces what was there when all is well, and only then', async () => {
    await mkdir(folder);
    await writeFile(path.join(folder, 'old'), '');
    await expect(install('console.error("E404 not found"); process.exit(1);')).rejects.toThrow(
      'npm could not install some-package@1.2.3: E404 not found',
    );
    expect(existsSync(path.join(folder, 'old'))).toBe(true);
    await install(works);
    expect(existsSync(path.join(folder, 'old'))).toBe(false);
  });

  it('is cancelled with all that it started', async () => {
    const controller = new AbortController();
    const going = install('console.log(process.pid); setInterval(() => {}, 1000);', controller.signal);
    await until(() => lines.length === 1);
    controller.abort();
    await expect(going).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await until(() => !isAlive(Number(lines[0])));
    expect(existsSync(folder) || existsSync(`${folder}.part`)).toBe(false);
  });

  it('says what to do where there is no npm', async () => {
    const asked = { spec: 'a@1.0.0', folder, signal: new AbortController().signal, onLine: () => undefined };
    const going = installPackage({ ...asked, npm: path.join(base, 'none') });
    await expect(going).rejects.toThrow(InstallError);
    await expect(going).rejects.toThrow(/^npm was not found, which installs a@1\.0\.0: install Node\.js/);
  });
});

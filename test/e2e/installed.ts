import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { packageExtension } from '../../vsix.mjs';
import { openBrowser } from '../host/browser.ts';
import { installExtension, startServer, temporaryFolder } from '../host/vscodeServer.ts';
import { root } from '../run/machine.mjs';
import { watchPolicy } from './contentPolicy.ts';
import type { PolicyViolation } from './contentPolicy.ts';
import { themes, useTheme, waitForWorkbench } from './workbench.ts';

/** A VS Code with the packaged extension, opened on a folder, in a browser. */
export interface Installed {
  readonly page: Page;
  /** The folder that is open; starts empty, or with what `prepare` put there. */
  readonly workspace: string;
  /** Addresses outside this machine that something tried to reach. */
  readonly outgoing: readonly string[];
  /** Content security policy violations inside webviews. */
  readonly violations: readonly PolicyViolation[];
  /** Writes test/screenshots/<name>.png. */
  screenshot(name: string): Promise<void>;
  /** Writes test/screenshots/<name>.<theme>.png for the four themes, from the dark one, and goes back to it. */
  screenshotInThemes(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface InstalledOptions {
  /** Fills the workspace before VS Code opens it. */
  readonly prepare?: (workspace: string) => void | Promise<void>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** False keeps VS Code's question whether the workspace is trusted. */
  readonly trustAll?: boolean;
}

const screenshots = path.join(root, 'test/screenshots');

/** The one that VS Code starts in. */
const dark = themes[1];

/** `run.ts` installs the package once; a test file that is run by itself does it here. */
async function extensionsIn(folder: string): Promise<string> {
  const target = path.join(folder, 'extensions');
  const installed = process.env['NEXTLABEL_EXTENSIONS'];
  if (installed && existsSync(installed)) cpSync(installed, target, { recursive: true });
  else await installExtension(await packageExtension(), target, path.join(folder, 'server'));
  return target;
}

function watchNetwork(page: Page): string[] {
  const outgoing: string[] = [];
  page.context().on('requestfailed', (request) => {
    // Only 127.0.0.1 resolves in this browser, so this is how leaving the machine fails.
    if (request.failure()?.errorText === 'net::ERR_NAME_NOT_RESOLVED') outgoing.push(request.url());
  });
  return outgoing;
}

export async function openInstalled(options: InstalledOptions = {}): Promise<Installed> {
  const folder = temporaryFolder('installed');
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  mkdirSync(screenshots, { recursive: true });
  await options.prepare?.(workspace);
  const { settings, trustAll, viewport } = options;
  const server = await startServer({
    dataFolder: path.join(folder, 'server'),
    extensionsFolder: await extensionsIn(folder),
    ...(settings ? { settings } : {}),
    ...(trustAll === undefined ? {} : { trustAll }),
  });
  const profile = path.join(folder, 'browser');
  const { context, page } = await openBrowser({ profile, ...(viewport ? { viewport } : {}) });
  const violations = watchPolicy(page);
  const outgoing = watchNetwork(page);
  await page.goto(server.url({ folder: workspace }));
  await waitForWorkbench(page);

  const screenshot = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
  };
  return {
    page,
    workspace,
    outgoing,
    violations,
    screenshot,
    screenshotInThemes: async (name) => {
      // Changing the theme is what takes time.
      await screenshot(`${name}.${dark.name}`);
      for (const theme of themes.filter((each) => each !== dark)) {
        await useTheme(page, theme);
        await screenshot(`${name}.${theme.name}`);
      }
      await useTheme(page, dark);
    },
    close: async () => {
      await context.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

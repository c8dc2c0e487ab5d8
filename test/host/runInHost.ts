import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { startServer, temporaryFolder } from './vscodeServer.ts';

export interface HostRun {
  readonly developmentPath: string;
  readonly testsPath: string;
  readonly folder?: string;
  readonly extensionsFolder?: string;
  readonly userDataFolder?: string;
  readonly disableExtensions?: boolean;
  readonly timeoutMs?: number;
}

/** The workbench calls these two globals, if they exist when it starts, as the desktop build calls its main process. */
async function listenForExit(
  page: Page,
  timeoutMs: number,
  logFile: string,
): Promise<{ readonly exit: Promise<number> }> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  promise.catch(() => undefined);
  const timer = setTimeout(() => {
    reject(new Error(`the tests in VS Code did not end within ${timeoutMs / 1000} s`));
  }, timeoutMs);
  void promise.finally(() => {
    clearTimeout(timer);
  });
  page.on('crash', () => {
    reject(new Error("VS Code's page crashed"));
  });
  await page.exposeFunction('codeAutomationExit', resolve);
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    appendFileSync(logFile, `[${type}] ${format(...args)}\n`);
  });
  return { exit: promise };
}

/** Runs `testsPath` inside the extension host of a real VS Code; resolves with 0 when its `run()` did. */
export async function runInHost(run: HostRun): Promise<number> {
  const folder = temporaryFolder('host');
  const failures = path.join(run.developmentPath, 'test/screenshots');
  const server = await startServer({
    dataFolder: path.join(folder, 'server'),
    acceptTests: true,
    ...(run.userDataFolder ? { userDataFolder: run.userDataFolder } : {}),
    ...(run.extensionsFolder ? { extensionsFolder: run.extensionsFolder } : {}),
  });
  const browser = await openBrowser({ profile: path.join(folder, 'browser') });
  try {
    const { exit } = await listenForExit(
      browser.page,
      run.timeoutMs ?? 420_000,
      path.join(folder, 'workbench.log'),
    );
    await browser.page.goto(server.url(run));
    return await exit;
  } catch (error) {
    mkdirSync(failures, { recursive: true });
    await browser.page.screenshot({ path: path.join(failures, 'host-failure.png') }).catch(() => undefined);
    console.error(error instanceof Error ? error.message : error);
    console.error(`See test/screenshots/host-failure.png. The server said:\n${server.log().slice(-4000)}`);
    return 1;
  } finally {
    await browser.context.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

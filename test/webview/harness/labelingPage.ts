import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { LabelCommand } from '../../../src/protocol/labeling.ts';
import { chromiumPath, startWorkbench, withHost } from './browser.ts';
import type { PageOptions, Workbench } from './browser.ts';

if (chromiumPath === null) {
  console.warn('The labeling view is not tested in a browser: no Chromium found. Set CHROMIUM to its path.');
}

export interface LabelingPage {
  /** Opens the view in a fresh context; the page of the test from now on. */
  readonly open: (options?: PageOptions) => Promise<Page>;
  /** What the host took, once it is this many commands and all are shown as saved. */
  readonly arrived: (count: number) => Promise<readonly LabelCommand[]>;
  readonly commands: () => Promise<readonly LabelCommand[]>;
  readonly saved: () => Promise<void>;
  /** The line above the item. */
  readonly origin: () => Promise<string>;
  readonly closeDialog: () => Promise<void>;
}

/**
 * One browser for the tests of a file. After each test the page must have run without an error and without a
 * violation of the content security policy.
 */
export function useLabelingPage(): LabelingPage {
  let workbench: Workbench;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(errors.splice(0)).toEqual([]);
    expect(await withHost(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  const commands = (): Promise<LabelCommand[]> => withHost(page, (host) => host.project.commands);
  const saved = (): Promise<void> => page.locator('.save.saved').waitFor({ timeout: 30_000 });
  return {
    commands,
    saved,
    async open(options) {
      page = await workbench.open(options);
      page.on('pageerror', (error) => errors.push(error.message));
      return page;
    },
    async arrived(count) {
      await expect.poll(async () => (await commands()).length, { timeout: 30_000 }).toBe(count);
      await saved();
      return commands();
    },
    origin: () => page.locator('.origin').innerText(),
    async closeDialog() {
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    },
  };
}

import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startWorkbench, withExperiment } from './browser.ts';
import type { ResultsOptions, Workbench } from './browser.ts';
import type { ReportOptions } from './experimentReport.ts';

/** For machines that do more than run this test. */
export const patient = { timeout: 20_000 } as const;

/** A report of nine figures: two data sets in one setting. */
export const smallReport = { datasets: 2, settings: 1, strategies: 3 } as const satisfies ReportOptions;

export interface ResultsPage {
  /** Opens the view in a fresh context; the page of the test from now on. */
  readonly open: (options?: ResultsOptions) => Promise<Page>;
  readonly figures: () => Locator;
  readonly drawings: () => Locator;
  /** Waits until there are this many. */
  readonly drawn: (count: number) => Promise<void>;
  /** Of a section. */
  readonly heading: (name: string) => Locator;
}

/**
 * One browser for the tests of a file. After each test the page must have run without an error, without a violation of
 * its content security policy, and without asking anyone but the harness for anything.
 */
export function useResultsPage(): ResultsPage {
  let workbench: Workbench;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(problems.splice(0)).toEqual([]);
    expect(await withExperiment(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  const drawings = (): Locator => page.locator('nextlabel-figure svg[role="img"]');
  return {
    async open(options) {
      page = await workbench.openResults(options);
      const { origin } = new URL(page.url());
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) problems.push(url);
      });
      return page;
    },
    figures: () => page.locator('nextlabel-figure'),
    drawings,
    drawn: async (count) => {
      await expect.poll(() => drawings().count(), patient).toBe(count);
    },
    heading: (name) => page.getByRole('heading', { name, exact: true, level: 2 }),
  };
}

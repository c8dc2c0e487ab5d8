import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import type { ReportOptions } from './experimentReport.ts';
import type { FakeExperiment } from './fakeExperiment.ts';
import type { FakeGains } from './fakeGains.ts';
import type { FakeHost } from './fakeHost.ts';
import type { FakeInspector } from './fakeInspector.ts';
import type { GainOptions } from './gainSnapshot.ts';
import type { InspectorOptions } from './inspectorProject.ts';
import { findBrowser } from '../../run/install.mjs';
import { startHarness } from './server.ts';
import type { ThemeName } from './themes.ts';

/** Where Chromium is, or null: set CHROMIUM to its path where it is elsewhere. */
export const chromiumPath = findBrowser();

export interface PageOptions {
  readonly kind?: 'text' | 'tabular' | 'image';
  readonly theme?: ThemeName;
  readonly total?: number;
  readonly classes?: number;
  readonly hostile?: boolean;
  /** The ranking predicts gains. */
  readonly gains?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** The results view; `snapshot` changes parts of what the host shows. */
export interface ResultsOptions {
  readonly report?: ReportOptions;
  readonly snapshot?: Partial<ExperimentSnapshot>;
  readonly theme?: ThemeName;
  /** The host does not answer. */
  readonly silent?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** The view of predicted gains. */
export interface GainsOptions {
  readonly gains?: GainOptions;
  readonly theme?: ThemeName;
  readonly silent?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** The strategy inspector. */
export interface InspectorPageOptions {
  readonly inspector?: InspectorOptions;
  readonly theme?: ThemeName;
  readonly silent?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export interface Workbench {
  open(options?: PageOptions): Promise<Page>;
  openResults(options?: ResultsOptions): Promise<Page>;
  openGains(options?: GainsOptions): Promise<Page>;
  openInspector(options?: InspectorPageOptions): Promise<Page>;
  close(): Promise<void>;
}

export async function startWorkbench(): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'nextlabel-webview-'));
  const harness = await startHarness(folder);
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  const newPage = async (width: number, height: number): Promise<Page> =>
    (await browser.newContext({ viewport: { width, height } })).newPage();
  return {
    async open({ width = 1180, height = 760, ...options } = {}) {
      const page = await newPage(width, height);
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(options))
        if (value !== false) query.set(name, String(value));
      await page.goto(`${harness.url}?${query}`);
      await page.locator('main.work').waitFor();
      return page;
    },
    async openResults({ report = {}, snapshot = {}, theme = 'dark', silent = false, ...size } = {}) {
      const page = await newPage(size.width ?? 1180, size.height ?? 760);
      const query = new URLSearchParams({
        report: JSON.stringify(report),
        snapshot: JSON.stringify(snapshot),
        theme,
      });
      if (silent) query.set('silent', '');
      await page.goto(`${harness.url}experiment?${query}`);
      await page.locator('nextlabel-experiment main').waitFor();
      return page;
    },
    async openGains({ gains = {}, theme = 'dark', silent = false, ...size } = {}) {
      const page = await newPage(size.width ?? 1180, size.height ?? 760);
      const query = new URLSearchParams({ gains: JSON.stringify(gains), theme });
      if (silent) query.set('silent', '');
      await page.goto(`${harness.url}gains?${query}`);
      await page.locator('nextlabel-gains main').waitFor();
      return page;
    },
    async openInspector({ inspector = {}, theme = 'dark', silent = false, ...size } = {}) {
      const page = await newPage(size.width ?? 1180, size.height ?? 760);
      const query = new URLSearchParams({ inspector: JSON.stringify(inspector), theme });
      if (silent) query.set('silent', '');
      await page.goto(`${harness.url}inspector?${query}`);
      await page.locator('nextlabel-inspector main').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await harness.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Evaluates in the page of the results view with its fake host. */
export function withExperiment<Result>(page: Page, read: (host: FakeExperiment) => Result): Promise<Result> {
  return page.evaluate<Result>(`(${read.toString()})(window.fakeExperiment)`);
}

/** Evaluates in the page of the view of predicted gains with its fake host. */
export function withGains<Result>(page: Page, read: (host: FakeGains) => Result): Promise<Result> {
  return page.evaluate<Result>(`(${read.toString()})(window.fakeGains)`);
}

/** Evaluates in the page of the inspector with its fake host. */
export function withInspector<Result>(page: Page, read: (host: FakeInspector) => Result): Promise<Result> {
  return page.evaluate<Result>(`(${read.toString()})(window.fakeInspector)`);
}

/** Evaluates in the page with its fake host. */
export function withHost<Result>(page: Page, read: (host: FakeHost) => Result): Promise<Result> {
  return page.evaluate<Result>(`(${read.toString()})(window.fakeHost)`);
}

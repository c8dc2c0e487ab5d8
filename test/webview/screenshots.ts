// Pictures of every view in the four themes and at 320 px (of the results also at 800 and 1400 px), for a person to look
// at: test/screenshots/webview-*.png
//   node test/webview/screenshots.ts [part of a name]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startWorkbench, withHost } from './harness/browser.ts';
import type { GainsOptions, InspectorPageOptions, PageOptions, ResultsOptions } from './harness/browser.ts';
import { inspectorShots } from './harness/inspectorShots.ts';
import type { InspectorShot } from './harness/inspectorShots.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

interface Shot {
  readonly name: string;
  readonly options: PageOptions;
  readonly prepare?: (page: Page) => Promise<void>;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
  };

const shots: readonly Shot[] = [
  { name: 'text', options: {}, prepare: press('1', '2', '1', '3', '2', '1') },
  { name: 'text-random', options: { classes: 8 }, prepare: press('1', '2', '1', '3') },
  { name: 'text-labeled', options: {}, prepare: press('1', '2', 'ArrowLeft', 'f') },
  {
    name: 'text-gains',
    options: { gains: true },
    prepare: async (page) => {
      await press('1', '2', '1')(page);
      await withHost(page, (host) => {
        const { project } = host;
        const { ranking } = project.snapshot();
        project.overrides = { ranking: { ...ranking, status: 'ranking', progress: 'training 60 %' } };
        host.push();
      });
    },
  },
  { name: 'row', options: { kind: 'tabular' }, prepare: press('1', '2') },
  { name: 'image', options: { kind: 'image', classes: 10 }, prepare: press('1', '2', '5', '7') },
  { name: 'image-small', options: { kind: 'image', classes: 6 }, prepare: press('1', '2') },
  { name: 'many-classes', options: { classes: 31 }, prepare: press('1', '2', 'b', 'c') },
  {
    name: 'grid-text',
    options: {},
    prepare: press('1', '2', 's', 'g', 'ArrowRight', ' ', 'ArrowRight', ' '),
  },
  {
    name: 'grid-image',
    options: { kind: 'image', classes: 6 },
    prepare: press('1', '2', 'g', 'Shift+ArrowDown'),
  },
  { name: 'help', options: {}, prepare: press('?') },
  {
    name: 'note',
    options: {},
    prepare: async (page) => {
      await press('n')(page);
      await page.keyboard.type('Sounds like irony; ask the owner of the guideline.');
    },
  },
  { name: 'find-class', options: { classes: 31 }, prepare: press('/', 'c', 'l', 'ArrowDown') },
  { name: 'done', options: { total: 3 }, prepare: press('1', 's', '2') },
  { name: 'nothing', options: { total: 0 } },
  { name: 'no-classes', options: { classes: 0 } },
  {
    name: 'banners',
    options: {},
    prepare: async (page) => {
      await press('1')(page);
      await withHost(page, (host) => {
        host.dropRequests = 99;
        host.project.overrides = {
          notice: '3 labels were recovered from the journal.',
          busy: 'Importing 40 %',
          ranking: {
            round: 3,
            labelsAgo: 12,
            status: 'stale',
            progress: '',
            detail: 'The engine was restarted.',
            strategy: 'margin',
            strategyTitle: 'Margin',
          },
        };
        host.push();
        host.failures = Array.from({ length: 9 }, () => ({ code: -32603, message: 'The disk is full.' }));
        host.dropRequests = 0;
      });
      await press('2')(page);
      await page.waitForTimeout(300);
    },
  },
  { name: 'hostile', options: { hostile: true, classes: 9 } },
];

interface ResultsShot {
  readonly name: string;
  readonly options: ResultsOptions;
  /** How far the page is scrolled, to a section's heading. */
  readonly section?: string;
}

const running = { state: 'running', progress: { done: 132, total: 378, secondsLeft: 244 } } as const;
const resultsShots: readonly ResultsShot[] = [
  { name: 'curves', options: { report: { notRun: true } } },
  { name: 'relative', options: {}, section: 'Relative' },
  { name: 'tables', options: {}, section: 'AUAC' },
  { name: 'ranks', options: {}, section: 'Ranks' },
  { name: 'time', options: {}, section: 'Time' },
  { name: 'picks', options: {}, section: 'Picks' },
  { name: 'pairs', options: { report: { notRun: true } }, section: 'Pairs' },
  { name: 'running', options: { report: { share: 0.35 }, snapshot: running } },
  {
    name: 'stopped',
    options: {
      report: { share: 0 },
      snapshot: { state: 'incomplete', problem: 'The disk is full: free some space, then resume.' },
    },
  },
  { name: 'hostile', options: { report: { hostile: true, strategies: 15, settings: 1 } } },
];

interface GainsShot {
  readonly name: string;
  readonly options: GainsOptions;
}

const gainsShots: readonly GainsShot[] = [
  { name: 'measured', options: {} },
  { name: 'measuring', options: { gains: { pairs: 0, snapshot: { measuring: 0.4 } } } },
  { name: 'few', options: { gains: { pairs: 0, report: { randomLabels: 31 } } } },
  {
    name: 'none',
    options: { gains: { pairs: 0, network: false, report: { strategyTitle: 'Margin', predictedLabels: 0 } } },
  },
  { name: 'hostile', options: { gains: { hostile: true, snapshot: { problem: 'The engine stopped.' } } } },
];

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });
const wanted = process.argv[2] ?? '';
const workbench = await startWorkbench();

async function take(name: string, shot: Shot, options: PageOptions): Promise<void> {
  if (!name.includes(wanted)) return;
  const page = await workbench.open({ ...shot.options, ...options });
  await shot.prepare?.(page);
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: options.width === 320 });
  await page.context().close();
}

async function takeResults(name: string, shot: ResultsShot, options: ResultsOptions): Promise<void> {
  if (!name.includes(wanted)) return;
  const page = await workbench.openResults({ ...shot.options, ...options });
  await page.waitForTimeout(400);
  if (shot.section !== undefined) {
    await page.getByRole('button', { name: shot.section, exact: true }).click();
    await page.waitForTimeout(150);
  }
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}

async function takeGains(name: string, shot: GainsShot, options: GainsOptions): Promise<void> {
  if (!name.includes(wanted)) return;
  const page = await workbench.openGains({ ...shot.options, ...options });
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.context().close();
}

async function takeInspector(
  name: string,
  shot: InspectorShot,
  options: InspectorPageOptions,
): Promise<void> {
  if (!name.includes(wanted)) return;
  const page = await workbench.openInspector({ ...shot.options, ...options });
  await page.waitForTimeout(300);
  await shot.prepare?.(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.context().close();
}

try {
  for (const shot of inspectorShots) {
    const name = `webview-inspector-${shot.name}`;
    for (const theme of Object.keys(themeKinds) as ThemeName[]) {
      await takeInspector(`${name}-${theme}`, shot, { theme, width: 1100, height: 900 });
    }
    await takeInspector(`${name}-320px`, shot, { width: 320, height: 900 });
  }
  for (const shot of gainsShots) {
    const name = `webview-gains-${shot.name}`;
    for (const theme of Object.keys(themeKinds) as ThemeName[]) {
      await takeGains(`${name}-${theme}`, shot, { theme, width: 900, height: 900 });
    }
    await takeGains(`${name}-320px`, shot, { width: 320, height: 900 });
  }
  for (const shot of resultsShots) {
    const name = `webview-results-${shot.name}`;
    for (const theme of Object.keys(themeKinds) as ThemeName[]) {
      await takeResults(`${name}-${theme}`, shot, { theme, width: 1180, height: 900 });
    }
    for (const width of [320, 800, 1400]) {
      await takeResults(`${name}-${width}px`, shot, { width, height: 900 });
    }
  }
  for (const shot of shots) {
    for (const theme of Object.keys(themeKinds) as ThemeName[]) {
      await take(`webview-${shot.name}-${theme}`, shot, { theme });
    }
    await take(`webview-${shot.name}-320px`, shot, { width: 320, height: 640 });
  }
} finally {
  await workbench.close();
}

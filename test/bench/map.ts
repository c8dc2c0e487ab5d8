// npm run bench:map: how fast the inspector's map of 100,000 items answers in headless Chromium, without a GPU.
import type { Page } from 'playwright-core';
import { installBrowser } from '../run/install.mjs';
import { startWorkbench } from '../webview/harness/browser.ts';
import { percentile } from './latency.ts';

const POINTS = 100_000;
const DRAG_STEPS = 240;

await installBrowser();
const workbench = await startWorkbench();

/** Counts pictures of the points as they are painted. */
const watch = `
  window.paintedAt = [];
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    window.paintedAt.push(performance.now());
    return put.apply(this, args);
  };
  window.pictureTook = [];
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = (paint) => ask((time) => {
    const before = [performance.now(), window.paintedAt.length];
    paint(time);
    if (window.paintedAt.length > before[1]) window.pictureTook.push(performance.now() - before[0]);
  });
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: 'longtask' });`;

interface Painted {
  /** Milliseconds of a picture: half of them, and the quickest, which says most on a busy machine. */
  readonly took: number;
  readonly best: number;
  readonly perSecond: number;
  /** Milliseconds between two pictures. */
  readonly p95: number;
  readonly longest: number;
}

/** Pictures of the points while `act` goes on. */
async function paintedDuring(page: Page, act: () => Promise<void>): Promise<Painted> {
  await page.evaluate('window.paintedAt = []; window.pictureTook = []');
  await act();
  const at = await page.evaluate<number[]>('window.paintedAt');
  const took = await page.evaluate<number[]>('window.pictureTook');
  const gaps = at.slice(1).map((time, index) => time - at[index]!);
  return {
    took: percentile(took, 0.5),
    best: Math.min(...took),
    perSecond: (1000 * gaps.length) / (at.at(-1) - at[0]!),
    p95: percentile(gaps, 0.95),
    longest: Math.max(...gaps),
  };
}

/** Milliseconds that `act` takes, and the longest that the page was blocked meanwhile. */
async function timed(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ readonly took: number; readonly blocked: number }> {
  await page.evaluate('window.longTasks?.splice(0)');
  const start = performance.now();
  await act();
  const took = performance.now() - start;
  await page.waitForTimeout(200);
  return { took, blocked: await page.evaluate<number>('Math.max(0, ...window.longTasks)') };
}

const inspector = { map: { points: POINTS }, target: { serial: 1, tab: 'map', itemId: null } } as const;
for (const [width, height] of [
  [1180, 760],
  [1920, 1080],
] as const) {
  const page = await workbench.openInspector({ inspector, width, height });
  await page.addInitScript(watch);
  const opened = await timed(page, async () => {
    await page.reload();
    await page.getByText('Not labeled').waitFor();
  });
  const box = (await page.locator('nextlabel-map .map').boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const drag = async (): Promise<void> => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    for (let step = 0; step < DRAG_STEPS; step++) {
      const angle = (6 * Math.PI * step) / DRAG_STEPS;
      await page.mouse.move(middle.x + 120 * Math.sin(angle), middle.y + 80 * (1 - Math.cos(angle)));
    }
    await page.mouse.up();
  };
  const report = (name: string, { perSecond, took, best, p95, longest }: Painted): void =>
    console.log(
      `${name.padEnd(34)}${perSecond.toFixed(1).padStart(8)} pictures a second, p95 ${p95.toFixed(0)} ms, longest ${longest.toFixed(0)} ms; a picture takes ${took.toFixed(1)} ms, at best ${best.toFixed(1)}`,
    );
  const reportTime = (
    name: string,
    { took, blocked }: { readonly took: number; readonly blocked: number },
  ): void =>
    console.log(
      `${name.padEnd(34)}${took.toFixed(0).padStart(8)} ms, page blocked for at most ${blocked.toFixed(0)} ms`,
    );
  console.log(`\n${POINTS.toLocaleString('en')} items, window ${width} x ${height}`);
  reportTime('opened', opened);
  report('dragged, all in view', await paintedDuring(page, drag));
  await page.locator('nextlabel-map .map').focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press('+');
  report('dragged, near', await paintedDuring(page, drag));
  await page.keyboard.press('0');
  const zoom = async (): Promise<void> => {
    for (let step = 0; step < 60; step++) await page.mouse.wheel(0, step < 30 ? -60 : 60);
  };
  report('zoomed by wheel', await paintedDuring(page, zoom));
  const hover = async (): Promise<void> => {
    for (let step = 0; step < 120; step++) await page.mouse.move(middle.x + step, middle.y + step / 2);
    await page
      .locator('.hover-card')
      .getByText(/^\d+\.\d %$/)
      .waitFor();
  };
  reportTime('hovered over 120 places', await timed(page, hover));
  for (const channel of ['Prediction', 'Uncertainty', 'Score']) {
    const colour = async (): Promise<void> => {
      await page.getByRole('combobox', { name: 'Colour by' }).selectOption(channel);
      await page.getByText('Working out colours').waitFor({ state: 'detached' });
    };
    reportTime(`coloured by ${channel.toLowerCase()}`, await timed(page, colour));
  }
  const table = page.locator('nextlabel-map-table');
  reportTime(
    'table opened',
    await timed(page, async () => {
      await page.getByRole('button', { name: 'Show Table' }).click();
      await table.getByRole('checkbox', { name: 'Select m0', exact: true }).waitFor();
    }),
  );
  for (const column of ['Uncertainty', 'Item']) {
    const sort = async (): Promise<void> => {
      await table.getByRole('button', { name: column, exact: true }).click();
      await table.locator(`th[aria-sort] >> text=${column}`).waitFor();
    };
    reportTime(`table sorted by ${column.toLowerCase()}`, await timed(page, sort));
  }
  reportTime(
    'table saved as CSV',
    await timed(page, async () => {
      await page.getByRole('button', { name: /CSV.*Items of the map/ }).click();
      await page.getByText('map.csv saved.').waitFor({ state: 'attached' });
    }),
  );
  report(
    'dragged, table open',
    await paintedDuring(page, async () => {
      await page.locator('nextlabel-map .map').focus();
      await drag();
    }),
  );
  await page.context().close();
}
await workbench.close();

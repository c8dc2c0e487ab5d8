import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './harness/accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the strategy inspector in Chromium', () => {
  let workbench: Workbench;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(problems.splice(0)).toEqual([]);
    expect(await withInspector(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  const open = async (options: InspectorPageOptions = {}): Promise<void> => {
    page = await workbench.openInspector(options);
    page.on('pageerror', (error) => problems.push(error.message));
  };
  const asked = () => withInspector(page, (host) => host.asked);
  const heading = (name: string | RegExp) => page.getByRole('heading', { name });

  it('explains the first item of the last round, and goes along the ranking', async () => {
    await open();
    await heading('m0').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('m1').waitFor();
    expect(await asked()).toEqual([
      { method: 'inspector/why', round: 12, params: { row: null } },
      { method: 'inspector/why', round: 12, params: { row: 1 } },
    ]);
    // The view that VS Code makes anew shows the same item.
    await page.reload();
    await heading('m1').waitFor();
  });

  it('looks at another round, by number and by slider', async () => {
    await open();
    await heading('m0').waitFor();
    await page.getByLabel('Round', { exact: true }).fill('5');
    await page.keyboard.press('Enter');
    await page.getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await asked()).map(({ round }) => round), patient).toEqual([12, 5, 4]);
    await page.getByLabel('Round', { exact: true }).fill('99');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Round', { exact: true }).inputValue(), patient).toBe('12');
    await page.getByText(', by Margin').waitFor();
  });

  it('says that a round has come since, and stays at what is being read', async () => {
    await open();
    await heading('m0').waitFor();
    await withInspector(page, (host) => host.push({ rounds: 13 }));
    await page.getByText('Round 13 has come since').waitFor();
    expect((await asked()).at(-1).round).toBe(12);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(async () => (await asked()).at(-1).round, patient).toBe(13);
  });

  it('follows a command to an item, once', async () => {
    await open();
    await heading('m0').waitFor();
    await withInspector(page, (host) => host.push({ target: { serial: 7, tab: 'why', itemId: 'm9' } }));
    await heading('m9').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await heading('m8').waitFor();
    await withInspector(page, (host) =>
      host.push({ rounds: 13, target: { serial: 7, tab: 'why', itemId: 'm9' } }),
    );
    await page.getByText('Round 13 has come since').waitFor();
    await heading('m8').waitFor();
  });

  it('shows how far it is, cancels, and tries again', async () => {
    await open({ inspector: { held: ['inspector/why'] } });
    await page.getByText('Working it out…').waitFor();
    await withInspector(page, (host) => host.progress('inspector/why', 'Ranking by Margin', 0.4));
    await page.getByText('Ranking by Margin').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await heading('Cancelled').waitFor();
    expect(await withInspector(page, (host) => host.cancelled)).toEqual(['inspector/why']);
    await withInspector(page, (host) => {
      host.held.clear();
      host.refused.set('inspector/why', 'The engine process ended before it answered.');
    });
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByText('The engine process ended').waitFor();
    await withInspector(page, (host) => host.refused.clear());
    await page.getByRole('button', { name: 'Try Again' }).click();
    await heading('m0').waitFor();
  });

  it('says that there is no round yet', async () => {
    await open({ inspector: { rounds: 0 } });
    await heading('No ranking yet').waitFor();
    await page.getByRole('button', { name: 'Open Labeling View' }).click();
    expect(await withInspector(page, (host) => host.commands)).toEqual(['openLabelingView']);
    await withInspector(page, (host) => host.push({ rounds: 1 }));
    await heading('m0').waitFor();
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme });
    await heading('m0').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ inspector: { hostile: true }, width: 320 });
    await heading('m0').waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('budget and stopping in Chromium', () => {
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

  const open = async ({ inspector = {}, ...options }: InspectorPageOptions = {}): Promise<void> => {
    page = await workbench.openInspector({
      ...options,
      inspector: { target: { serial: 1, tab: 'budget', itemId: null }, ...inspector },
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.getByRole('heading', { name: 'Labels and time still needed' }).waitFor();
  };
  const told = (text: string) => page.locator('.told').getByText(text);
  const answer = () => page.locator('.told .answer').textContent();

  it('asks for a gain or a score by keyboard, and keeps what was asked for', async () => {
    await open();
    await expect
      .poll(answer, patient)
      .toBe('To gain 2 points of accuracy it takes about 109 more labels (90 % interval: 37 to 347).');
    await told('At 4.2 seconds a label that is about 8 minutes (3 minutes to 24 minutes) of work.').waitFor();
    await told(
      'At your pace of late, 41 labels a day, that is about 2.7 days (1 day to 8.5 days).',
    ).waitFor();
    await page.getByRole('radio', { name: 'Gain over today' }).focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(answer, patient).toContain('For accuracy of 90 % labels will most likely not do');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('86.3');
    await page.keyboard.press('Enter');
    // Targets lie half a point apart.
    await expect.poll(answer, patient).toContain('For accuracy of 86.5 %');
    expect(await page.getByLabel('Score, in per cent').inputValue()).toBe('86.5');
    await page.reload();
    await expect.poll(answer, patient).toContain('For accuracy of 86.5 %');
    // Both answers are for the round, whatever is asked of them.
    expect((await withInspector(page, (host) => host.asked)).map(({ method }) => method)).toEqual([
      'inspector/stopping',
      'inspector/forecast',
    ]);
  });

  it('tells of each criterion whether it is met, and gives no verdict', async () => {
    await open();
    const statuses = page.locator('.criterion .status');
    await expect.poll(() => statuses.count(), patient).toBe(4);
    expect((await statuses.allTextContents()).map((text) => text.trim())).toEqual([
      'Met since round 8, with 105 labels',
      'Not met',
      'Not met',
      'Met since round 5, with 60 labels',
    ]);
    await page.getByText('Compared are the models of 8 of 12 rounds').waitFor();
    await page.getByRole('button', { name: 'Save as CSV: Stopping criteria by round' }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(1);
    const [saved] = await withInspector(page, (host) => host.saves);
    expect(saved!.content).toContain('9,120,0.993,0.011,0.38,0.01');
  });

  it('says what is missing in early rounds, and what not to rely on', async () => {
    await open({ inspector: { rounds: 2 } });
    await page.getByText('This round knew 8, so 17 are missing.').waitFor();
    await page
      .getByText('Models of two rounds, 15 labels apart, are needed to compare; there is one.')
      .waitFor();
    await withInspector(page, (host) => host.push({ rounds: 7 }));
    await page.getByRole('button', { name: 'Show It' }).click();
    await page.getByText('Be careful with this forecast').waitFor();
    await page.getByText('Margin stands in for it').waitFor();
    await withInspector(page, (host) => host.push({ rounds: 8 }));
    await page.getByRole('button', { name: 'Show It' }).click();
    await told('logistic regression stands in for it').waitFor();
    expect(await page.getByText('Be careful with this forecast').count()).toBe(0);
    await withInspector(page, (host) => host.push({ rounds: 9 }));
    await page.getByRole('button', { name: 'Show It' }).click();
    await told('Too few labels were timed').waitFor();
  });

  it('shows how far the forecast is, and cancels it alone', async () => {
    await open({ inspector: { held: ['inspector/forecast'] } });
    await page.locator('.criterion').first().waitFor();
    await withInspector(page, (host) => host.progress('inspector/forecast', 'Forecasting', 0.4));
    await page.getByText('Forecasting', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    expect(await withInspector(page, (host) => host.cancelled)).toEqual(['inspector/forecast']);
    expect(await page.locator('.criterion').count()).toBe(4);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme, inspector: { rounds: 7 } });
    await page.locator('.doubts').waitFor();
    await page.locator('.criterion').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ inspector: { hostile: true }, width: 320 });
    await page.locator('.criterion').first().waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withGains } from './harness/browser.ts';
import type { GainsOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the view of predicted gains in Chromium', () => {
  let workbench: Workbench;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(problems.splice(0)).toEqual([]);
    expect(await withGains(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  const open = async (options: GainsOptions = {}): Promise<void> => {
    page = await workbench.openGains(options);
    page.on('pageerror', (error) => problems.push(error.message));
  };
  const drawings = () => page.locator('nextlabel-figure svg[role="img"]');
  const heading = (name: string | RegExp) => page.getByRole('heading', { name });

  it('shows the three figures, and their numbers as tables', async () => {
    await open();
    await expect.poll(() => drawings().count(), patient).toBe(3);
    await heading('Gain predictions: mail').waitFor();
    await page.getByRole('button', { name: /^Show as table: Predicted/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('cell', { name: 'spam' }).first().waitFor();
    await page.reload();
    await page.getByRole('cell', { name: 'spam' }).first().waitFor();
  });

  it('measures again, shows how far it is, and cancels', async () => {
    await open();
    await page.getByRole('button', { name: 'Measure Again' }).click();
    await withGains(page, (host) => host.push({ pairs: 0, snapshot: { measuring: 0.25 } }));
    await page.getByText('Measuring realised gains: 25 %').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await withGains(page, (host) => host.commands)).toEqual(['measureAgain', 'cancel']);
    await withGains(page, (host) => host.push({ pairs: 12 }));
    await page.getByText('Realised gains of 12 labels measured.').waitFor({ state: 'attached' });
  });

  it('says why there is nothing to see', async () => {
    await open({ gains: { pairs: 0, report: { randomLabels: 31 } } });
    await heading('19 more random labels needed').waitFor();
    await withGains(page, (host) =>
      host.push({ pairs: 0, network: false, report: { strategyTitle: 'Margin', predictedLabels: 0 } }),
    );
    await heading('No labeled item had a prediction yet').waitFor();
    await page.getByText('ranked by Margin, which predicts no gains').waitFor();
    await page.getByRole('button', { name: 'Choose Strategy…' }).click();
    expect(await withGains(page, (host) => host.commands)).toEqual(['chooseStrategy']);
    const fallback = 'Gains are learned from 20 labels on; 6 more are needed: until then by margin.';
    await page.evaluate(
      (words) => window.fakeGains.push({ pairs: 0, network: false, report: { fallback: words } }),
      fallback,
    );
    await page.getByText(fallback).waitFor();
  });

  it('saves figures, and says why one was not saved', async () => {
    await open();
    await page.getByRole('button', { name: /Save as SVG: Learning curve|SVG.*Learning curve/ }).click();
    await expect.poll(() => withGains(page, (host) => host.saves.length), patient).toBe(1);
    const [saved] = await withGains(page, (host) => host.saves);
    expect(saved).toMatchObject({ suggestedName: 'network-curve.svg', kind: 'svg' });
    expect(saved!.content).toContain('<svg');
    await withGains(page, (host) => {
      host.refusal = 'The disk is full.';
    });
    await page.getByRole('button', { name: /PNG.*Predicted/ }).click();
    await page.getByText('gain-scatter.png was not saved: The disk is full.').waitFor();
  });

  it('asks again while nobody answers', async () => {
    await open({ silent: true });
    await page.getByText('NextLabel does not answer').waitFor(patient);
    await withGains(page, (host) => {
      host.silent = false;
    });
    await heading('Gain predictions: mail').waitFor(patient);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme, gains: { snapshot: { problem: 'The engine stopped.' } } });
    await expect.poll(() => drawings().count(), patient).toBe(3);
    expect(await seriousFindings(page)).toEqual([]);
    await withGains(page, (host) => host.push({ pairs: 0, network: false, snapshot: { measuring: 0.5 } }));
    await page.getByText('50 %').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ gains: { hostile: true }, width: 320 });
    await expect.poll(() => drawings().count(), patient).toBe(3);
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

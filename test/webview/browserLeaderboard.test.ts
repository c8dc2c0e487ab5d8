import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the leaderboard in Chromium', () => {
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
      inspector: { target: { serial: 1, tab: 'leaderboard', itemId: null }, ...inspector },
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.getByRole('heading', { name: 'What labels gained' }).waitFor();
  };
  const rowOf = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  const asked = async (method: string) =>
    (await withInspector(page, (host) => host.asked)).filter((each) => each.method === method);

  it('shows what labels gained by strategy, beside what labels drawn at random gained', async () => {
    await open();
    await expect
      .poll(() => rowOf('Entropy').first().innerText(), patient)
      .toBe('Entropy\tUse\t+0.0024 (+0.0009 to +0.0039)\t−0.0013 (−0.0030 to +0.0004)\t55 %\t40\t31.4');
    expect(await rowOf('Drawn at random').innerText()).toContain('+0.0011 (+0.0002 to +0.0020)');
    expect(await rowOf('k-center').first().innerText()).toContain('+0.0000\t+0.0011');
    await page
      .getByText(
        'The guard looked at the first 50 labels of Margin and does not find them worse than random (p = 0.410).',
      )
      .waitFor();
    await page.getByText('126 labels that somebody proposed').waitFor();
    expect(await asked('inspector/leaderboard')).toEqual([
      { method: 'inspector/leaderboard', round: 12, params: { chosen: 'margin', guardLevel: 0.05 } },
    ]);
  });

  it('switches to a strategy by one key, and looks at that one', async () => {
    await open();
    const use = rowOf('Entropy').first().getByRole('button', { name: 'Use', exact: true });
    await use.focus();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await asked('inspector/leaderboard')).length, patient).toBe(2);
    expect((await asked('inspector/leaderboard'))[1]!.params).toMatchObject({ chosen: 'entropy' });
    await page.getByText('The guard looked at the first 50 labels of Entropy').waitFor();
    await rowOf('Entropy').first().getByText('In use').waitFor();
    expect(await rowOf('Entropy').first().getByRole('button', { name: 'Use', exact: true }).count()).toBe(0);
    expect(await page.getByRole('status').allInnerTexts()).toContain('The next round ranks by Entropy.');
  });

  it('says why a strategy cannot be used', async () => {
    const why = 'k-center cannot be used: the model does not give embeddings.';
    await open({ inspector: { refused: { 'inspector/useStrategy': why } } });
    await rowOf('k-center').first().getByRole('button', { name: 'Use', exact: true }).click();
    await page.getByText(why).waitFor();
  });

  it('says that the strategy is worse than random, and offers random', async () => {
    await open({ inspector: { board: { isWorse: true } } });
    const warning = page.getByRole('alert').filter({ hasText: 'Margin is worse than random here' });
    await warning.getByText('gained less than labels drawn at random (p < 0.001)').waitFor();
    await warning.getByRole('button', { name: 'Use Random' }).click();
    await page.getByText('The strategy is Random: there is nothing to guard against.').waitFor();
  });

  it('says how many random labels are missing', async () => {
    await open({ inspector: { board: { random: 12 } } });
    await page.getByRole('heading', { name: '39 more random labels needed' }).waitFor();
    await page.getByText('There are 12 of 51.').waitFor();
  });

  it('draws weights over rounds, agreement and who proposed each item', async () => {
    await open();
    await page.getByRole('heading', { name: 'The vote of round 12' }).waitFor();
    await expect.poll(() => page.locator('nextlabel-figure svg[role="img"]').count(), patient).toBe(3);
    await page.getByText('In round 12: Entropy 55 %, Margin 30 % and k-center 15 %.').first().waitFor();
    await page.getByText('A vote with equal weights would have 80.0 % of the next batch too.').waitFor();
    expect(await rowOf('m120').innerText()).toBe('m120\t1\t0.280\t0.500\t−0.060');
    await page.getByRole('button', { name: 'm120', exact: true }).press('Enter');
    await expect
      .poll(() => page.getByRole('tab', { name: 'Why this item' }).getAttribute('aria-selected'))
      .toBe('true');
  });

  it('says what it would show where no round asked other strategies', async () => {
    await open({ inspector: { board: { alone: true } } });
    await page.getByRole('heading', { name: 'No round asked other strategies' }).waitFor();
    await page.getByRole('button', { name: 'Choose Strategy…' }).click();
    expect(await withInspector(page, (host) => host.commands)).toEqual(['chooseStrategy']);
    expect(await page.getByRole('heading', { name: /^The vote of round/ }).count()).toBe(0);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme, inspector: { board: { isWorse: true } } });
    await page.getByRole('heading', { name: 'The vote of round 12' }).waitFor();
    await expect.poll(() => page.locator('nextlabel-figure svg[role="img"]').count(), patient).toBe(3);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ inspector: { hostile: true }, width: 320 });
    await page.getByRole('heading', { name: 'The vote of round 12' }).waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

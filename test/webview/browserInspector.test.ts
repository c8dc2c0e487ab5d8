import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

/** Of the harness's strategies. */
const order = ['margin', 'entropy', 'kCenterGreedy', 'informationDensity', 'random'];

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
  const asked = async (method = 'inspector/why') =>
    (await withInspector(page, (host) => host.asked)).filter((each) => each.method === method);
  const heading = (name: string | RegExp) =>
    page.getByRole('heading', { name, exact: typeof name === 'string' });

  it('explains the first item of the last round, and goes along the ranking', async () => {
    await open();
    await heading('m0').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('m1').waitFor();
    expect(await asked('inspector/why')).toEqual([
      { method: 'inspector/why', round: 12, params: { row: null } },
      { method: 'inspector/why', round: 12, params: { row: 1 } },
    ]);
    // The view that VS Code makes anew shows the same item.
    await page.reload();
    await heading('m1').waitFor();
  });

  it('has text, reasons, neighbours, pulls and places, and explains a neighbour', async () => {
    await open();
    for (const name of [
      'In short',
      'Nearest labeled items',
      'What pulls towards each class',
      'By other strategies',
    ]) {
      await heading(name).waitFor();
    }
    await page.getByText('Margin ranked it 1 of 469 items').waitFor();
    await page.getByText('Your parcel is waiting at the depot').first().waitFor();
    await page.getByRole('row', { name: /k-center 212/ }).waitFor();
    await page.getByRole('combobox', { name: 'Class' }).selectOption('ham');
    await heading('What pulls m0 towards ham').waitFor();
    await page.getByRole('combobox', { name: 'Class' }).selectOption('newsletter');
    await page.getByText('Nothing pulls towards newsletter').waitFor();
    await page.getByRole('button', { name: /m104$/ }).click();
    await heading('m104').waitFor();
    await page.getByLabel('Item by its id').fill('m3');
    await page.keyboard.press('Enter');
    await heading('m3').waitFor();
    await page.getByLabel('Item by its id').fill('nobody');
    await page.keyboard.press('Enter');
    await page.getByText('There is no item "nobody" in this project.').waitFor();
  });

  it('saves its figures and tables', async () => {
    await open();
    await page.getByRole('button', { name: /SVG.*Class probabilities of m0/ }).click();
    await page.getByRole('button', { name: 'Rank', exact: true }).click();
    await page.getByRole('button', { name: 'Rank', exact: true }).click();
    expect(await page.getByRole('columnheader', { name: 'Rank' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await page.getByRole('button', { name: /CSV.*Rank of m0 by strategy/ }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(2);
    const [figure, table] = await withInspector(page, (host) => host.saves);
    expect(figure).toMatchObject({ suggestedName: 'class-probabilities.svg', kind: 'svg' });
    expect(table!.content.split('\r\n').slice(0, 3)).toEqual([
      'Strategy,Rank,Score',
      'k-center,212,0.61',
      'Random,37,',
    ]);
  });

  it('says nothing that may lead the annotator of an item that measures the model', async () => {
    await open({ inspector: { blind: [0] } });
    await page.getByText('This item waits to be labeled as drawn at random').waitFor();
    expect(await page.getByText('The model predicts').count()).toBe(0);
    expect(await heading('Nearest labeled items').count()).toBe(0);
    await page.getByRole('button', { name: 'Show All the Same' }).click();
    await page.getByText('The model predicts spam').waitFor();
  });

  it('moves between tabs and columns by keyboard, marks an item in every column, and explains it', async () => {
    await open();
    await page.getByRole('tab', { name: 'Why this item' }).focus();
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await asked('inspector/strategies')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^2 m1 / }).waitFor();
    expect((await asked('inspector/strategies'))[0]!.params).toEqual({
      strategies: order,
      top: 10,
    });
    const columns = page.locator('nextlabel-strategy-columns');
    await columns.locator('button[tabindex="0"]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    // m3 stands in three columns.
    expect(await columns.locator('button.active').count()).toBe(3);
    await page.keyboard.press('ArrowRight');
    expect(await columns.locator('button.active').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByText('Margin ranked it 104 of').waitFor();
    expect(await page.getByRole('tab', { name: 'Why this item' }).getAttribute('aria-selected')).toBe('true');
  });

  it('compares the strategies that are ticked, and keeps them', async () => {
    await open();
    await page.getByRole('tab', { name: 'Strategies' }).click();
    await page.getByRole('button', { name: /Strategies to compare/ }).click();
    await page.getByRole('checkbox', { name: 'Random' }).uncheck();
    await page.getByRole('combobox', { name: 'First items' }).selectOption('5');
    const last = { strategies: order.slice(0, 4), top: 5 };
    await expect.poll(async () => (await asked('inspector/strategies')).at(-1).params, patient).toEqual(last);
    expect(await page.getByRole('checkbox', { name: 'Margin' }).isDisabled()).toBe(true);
    await page.reload();
    await expect
      .poll(async () => (await asked('inspector/strategies')).map(({ params }) => params).at(-1), patient)
      .toEqual(last);
    await page.getByRole('button', { name: /CSV.*Rank correlation over all items/ }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(1);
    const [saved] = await withInspector(page, (host) => host.saves);
    expect(saved!.content).toContain('Margin,Entropy,0.4,0.3');
  });

  it('goes over the rounds: what was asked, how good the model was, and to a round by its row', async () => {
    await open();
    await page.getByRole('tab', { name: 'Over time' }).click();
    await page.getByText('Nothing of what this round put on screen').waitFor();
    await page.getByRole('paragraph').filter({ hasText: 'By now it is 22 of 33: 66.7 %' }).waitFor();
    await page.getByRole('button', { name: '7', exact: true }).click();
    await heading('Decided items of round 7').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'm71' });
    await row.getByText('ham').waitFor();
    expect(await row.getByText('spam').count()).toBe(1);
    await page.getByRole('row').filter({ hasText: 'm74' }).getByText('skipped').waitFor();
    expect((await asked('inspector/history')).map(({ round }) => round)).toEqual([12]);
    expect((await asked('inspector/asked')).map(({ round }) => round)).toEqual([12, 7]);
    await page.getByRole('button', { name: 'Measure Realised Gains' }).click();
    await heading(/^Predicted and realised gain: /).waitFor();
    await page.getByRole('button', { name: /CSV.*Decided items of round 7/ }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(1);
    const [saved] = await withInspector(page, (host) => host.saves);
    expect(saved!.content.split('\r\n')[0]).toBe(
      'Item,Content,Proposed by,Rank,Labeled,By now,Seconds,Predicted gain mean,Predicted gain deviation',
    );
    await page.getByRole('button', { name: 'm71' }).click();
    await page.getByText('Margin ranked it 72 of').waitFor();
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
    await page.getByRole('button', { name: 'Show It' }).click();
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
    const shown: Readonly<Record<string, Locator>> = {
      'Why this item': page.getByRole('row', { name: /k-center 212/ }),
      Strategies: page.getByRole('button', { name: /^2 m1 / }),
      'Over time': heading('Rounds'),
    };
    for (const [tab, content] of Object.entries(shown)) {
      await page.getByRole('tab', { name: tab }).click();
      await content.waitFor();
      expect([tab, await seriousFindings(page)]).toEqual([tab, []]);
    }
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ inspector: { hostile: true }, width: 320 });
    await heading(/^What pulls m0 towards/).waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

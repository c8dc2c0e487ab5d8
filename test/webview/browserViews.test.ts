import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { RankingState } from '../../src/protocol/labeling.ts';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, withHost } from './harness/browser.ts';
import type { FakeHost } from './harness/fakeHost.ts';
import { hostileStrings } from './harness/hostile.ts';
import { useLabelingPage } from './harness/labelingPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

/** Has the host tell another state of the ranking. */
const pushRanking = (page: Page, change: Partial<RankingState>): Promise<void> =>
  page.evaluate((changed) => {
    const { fakeHost } = window as unknown as { fakeHost: FakeHost };
    const { ranking } = fakeHost.project.snapshot();
    fakeHost.project.overrides = { ranking: { ...ranking, ...changed } };
    fakeHost.push();
  }, change);

describe.skipIf(chromiumPath === null)('the views in Chromium', () => {
  const view = useLabelingPage();
  const { arrived, commands, origin, closeDialog } = view;
  let page: Page;

  describe('the grid', () => {
    it('scrolls through 100,000 cards with few elements and no long pause', async () => {
      page = await view.open({ total: 100_000 });
      await page.keyboard.press('g');
      const scroller = page.locator('.scroller');
      await page.locator('.cell .excerpt').first().waitFor();
      // The time the view itself takes; how fast frames come is the machine's affair.
      const updates = await scroller.evaluate(async (element) => {
        const grid = (element.getRootNode() as ShadowRoot).host as HTMLElement & {
          updateComplete: Promise<boolean>;
        };
        const times: number[] = [];
        for (let step = 0; step < 60; step += 1) {
          element.scrollTop += 137 + step * 20;
          element.dispatchEvent(new Event('scroll'));
          const start = performance.now();
          await grid.updateComplete;
          times.push(performance.now() - start);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return times.sort((a, b) => a - b);
      });
      expect(updates[Math.floor(updates.length * 0.9)]).toBeLessThan(16);
      await scroller.evaluate((element) => (element.scrollTop = element.scrollHeight));
      await page.locator('[id="cell-99999"] .excerpt').waitFor();
      expect(await page.locator('.cell').count()).toBeLessThan(150);
    });

    it('labels a selection made by keyboard with one command each, as one group', async () => {
      page = await view.open();
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.locator('.cell.active').getAttribute('id')).toBe('cell-1');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
      const selected = await page.locator('.cell.selected').count();
      expect(selected).toBeGreaterThan(2);
      await page.keyboard.press('2');
      const all = await arrived(selected);
      expect(new Set(all.map((entry) => `${entry.value} ${entry.view}`))).toEqual(new Set(['negative grid']));
      await expect.poll(() => page.locator('.cell strong').count()).toBe(selected);
      await page.keyboard.press('u');
      await expect.poll(() => page.locator('.cell strong').count()).toBe(0);
    });

    it('selects by Space, Ctrl+A and clicks, opens by Enter', async () => {
      page = await view.open({ total: 40 });
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press(' ');
      await expect.poll(() => page.locator('.cell.selected').count()).toBe(1);
      await page.keyboard.press('Control+a');
      await page.getByText('40 selected').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('[id="cell-2"]').click();
      await page.locator('[id="cell-4"]').click({ modifiers: ['Shift'] });
      await page.getByText('3 selected').waitFor();
      await page.locator('[id="cell-3"]').click({ modifiers: ['Control'] });
      await page.getByText('2 selected').waitFor();
      await page.keyboard.press('s');
      expect((await arrived(2)).map((entry) => [entry.action, entry.itemId])).toEqual([
        ['skip', 'i2'],
        ['skip', 'i4'],
      ]);
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await expect.poll(origin).toContain('Rank 1');
      expect(await commands()).toHaveLength(2);
    });

    it('keeps its place while an item is looked at', async () => {
      page = await view.open();
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press('End');
      await page.locator('[id="cell-4999"].active').waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(origin).toContain('Rank 5,000');
      await page.keyboard.press('g');
      await page.locator('[id="cell-4999"].active .excerpt').waitFor();
      expect(await commands()).toEqual([]);
    });

    it('shows what was skipped, and says so where nothing was', async () => {
      page = await view.open();
      await page.keyboard.press('s');
      await arrived(1);
      await page.keyboard.press('g');
      await page.getByRole('button', { name: 'Skipped' }).click();
      await expect.poll(() => page.locator('.cell').count()).toBe(1);
      await page.getByRole('button', { name: 'Labeled' }).click();
      await page.getByText('Nothing is labeled yet.').waitFor();
    });
  });

  describe('a predicted gain', () => {
    it('stands beside rank and score, with an explanation, in a narrow view too', async () => {
      page = await view.open({ gains: true, width: 320, height: 640 });
      await expect.poll(origin).toContain('Predicted gain +0.43 points of balanced accuracy (±0.3)');
      expect(await page.locator('.gain').getAttribute('title')).toContain('as learned from your labels');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    });

    it('is left out where none is predicted, and a fallback is said in the status line', async () => {
      page = await view.open();
      await expect.poll(origin).toContain('Rank 1');
      expect(await page.locator('.gain').count()).toBe(0);
      const detail = 'Gains are learned from 20 labels on; 3 more are needed: until then by margin.';
      await pushRanking(page, { detail });
      await page.locator('footer .detail.quiet', { hasText: detail }).waitFor();
    });

    it('takes a round whose progress the status line tells', async () => {
      page = await view.open();
      const words = page.locator('footer .ranking');
      await pushRanking(page, { status: 'ranking', progress: '' });
      await expect.poll(() => words.innerText()).toBe('Ranking in progress');
      await pushRanking(page, { status: 'ranking', progress: 'measuring gains 40 %' });
      await expect.poll(() => words.innerText()).toBe('Ranking: measuring gains 40 %');
    });
  });

  describe('an image', () => {
    it('zooms by keys and buttons and fits again', async () => {
      page = await view.open({ kind: 'image' });
      const width = () =>
        page.locator('nextlabel-image img').evaluate((image) => image.getBoundingClientRect().width);
      const fitted = await width();
      await page.keyboard.press('+');
      await expect.poll(width).toBeGreaterThan(fitted);
      await page.getByRole('button', { name: 'Zoom out' }).click();
      await page.getByRole('button', { name: 'Fit' }).click();
      await expect.poll(width).toBeCloseTo(fitted, 0);
      expect(await commands()).toEqual([]);
    });
  });

  describe('when there is nothing to show', () => {
    it('says that the pool is done, and offers the skipped items', async () => {
      page = await view.open({ total: 3 });
      for (const key of ['1', 's', '2']) await page.keyboard.press(key);
      await page.getByRole('heading', { name: 'All items are decided' }).waitFor();
      await page.getByRole('button', { name: 'Show 1 skipped' }).click();
      await expect.poll(() => page.locator('.cell').count()).toBe(1);
    });

    it('says that nothing was imported', async () => {
      page = await view.open({ total: 0 });
      await page.getByText('Nothing to label yet').waitFor();
      await page.getByRole('button', { name: 'Import data' }).click();
      expect(await withHost(page, (host) => host.viewCommands)).toEqual(['importAgain']);
    });

    it('says that there are no classes', async () => {
      page = await view.open({ classes: 0 });
      await page.getByText('No classes yet').waitFor();
    });
  });

  it('shows hostile text as text, in every field and view', async () => {
    for (const kind of ['text', 'tabular', 'image'] as const) {
      page = await view.open({ kind, hostile: true, classes: hostileStrings.length, total: 60 });
      const rounds = kind === 'tabular' ? 2 : hostileStrings.length;
      for (let index = 0; index < rounds; index += 1) {
        await page.locator('.origin').waitFor();
        await page.keyboard.press('1');
      }
      await arrived(rounds);
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      await closeDialog();
      await page.keyboard.press('g');
      await page.locator('.cell .foot').first().waitFor();
      const html = await page.evaluate(() => ({
        hacked: (window as { hacked?: unknown }).hacked ?? null,
        scripts: document.scripts.length,
        title: document.querySelector('nextlabel-labeling')?.shadowRoot?.querySelector('h1')?.textContent,
      }));
      expect(html).toEqual({ hacked: null, scripts: 2, title: hostileStrings[0] });
      expect(await withHost(page, (host) => host.violations)).toEqual([]);
      if (kind !== 'image') await page.context().close();
    }
  });

  it('says by the live region what was set and what comes next', async () => {
    page = await view.open();
    await page.keyboard.press('1');
    const live = page.locator('[aria-live="polite"]');
    await expect
      .poll(() => live.innerText())
      .toMatch(/^positive on item 1\. Next: Rank 2\. .+ Suggested: .+ 1 of 5,000 labeled\./);
  });

  it('loses nothing at 320 px', async () => {
    page = await view.open({ width: 320, height: 640, classes: 12 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    for (const name of ['Skip', 'Back', 'Forward', 'Undo']) {
      await page.getByRole('button', { name, exact: false }).first().scrollIntoViewIfNeeded();
    }
    await page.locator('.class').last().click();
    await arrived(1);
  });

  describe('accessibility', () => {
    it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
      page = await view.open({ theme, classes: 12 });
      await page.keyboard.press('1');
      await page.keyboard.press('f');
      await arrived(2);
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('?');
      await page.locator('dialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await closeDialog();
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await closeDialog();
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press(' ');
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
      page = await view.open({ theme, kind: 'image' });
      expect(await seriousFindings(page)).toEqual([]);
    });
  });
});

import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, withExperiment } from './harness/browser.ts';
import { patient, smallReport, useResultsPage } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the results view in Chromium', () => {
  const { open, drawings, drawn, figures, heading } = useResultsPage();
  let page: Page;

  describe('a finished experiment', () => {
    it('is shown by headings, figures and tables', async () => {
      page = await open({ report: { ...smallReport, notRun: true } });
      await drawn(9);
      await page.getByRole('heading', { name: 'npal-table-1', level: 1 }).waitFor();
      await page.getByText('Complete', { exact: true }).waitFor();
      const titles = await page.locator('main h2').allInnerTexts();
      const links = await page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('button')
        .allInnerTexts();
      expect(links).toEqual(['Curves', 'Relative', 'AUAC', 'Ranks', 'Time', 'Picks', 'Pairs', 'Not run']);
      expect(titles).toHaveLength(links.length);
      expect(await page.getByRole('button', { name: /Cancel|Resume/ }).count()).toBe(0);
      expect(await page.locator('.banner').count()).toBe(0);
      const best = page.getByRole('cell', { name: /best/ }).first();
      expect(await best.locator('strong').count()).toBe(1);
    });

    it('has the best and the average of the strategies as rows and curves, and says how far to trust them', async () => {
      page = await open({ report: { ...smallReport, summaries: true } });
      await drawn(9);
      await page
        .getByText('it was picked in hindsight, so it is optimistic', { exact: false })
        .first()
        .waitFor();
      const rows = page.getByRole('row', { name: /(best|average) of the strategies/ });
      // Of the areas and of the final scores.
      await expect.poll(() => rows.count(), patient).toBe(4);
      // Neither is marked, nor has it a place among the ranks and pairs.
      expect(await rows.locator('strong').count()).toBe(0);
      const ranks = page.getByRole('img', { name: /rank/i });
      expect(await ranks.getByText(/of the strategies/).count()).toBe(0);
      await page
        .locator('nextlabel-figure svg text', { hasText: 'best of the strategies' })
        .first()
        .waitFor();
    });

    it('opens its spec and its folder', async () => {
      page = await open({ report: smallReport });
      await page.getByRole('button', { name: 'Open Spec' }).click();
      await page.getByRole('button', { name: 'Show Folder' }).press('Enter');
      expect(await withExperiment(page, (host) => host.commands)).toEqual(['openSpec', 'revealFolder']);
    });

    it('is drawn at the width of its box, again when that changes', async () => {
      page = await open({ report: smallReport });
      await drawn(9);
      const widths = () =>
        drawings()
          .first()
          .evaluate((svg) => [Number(svg.getAttribute('width')), svg.parentElement?.clientWidth]);
      const [wide, box] = await widths();
      expect(wide).toBe(box);
      await page.setViewportSize({ width: 500, height: 700 });
      await expect.poll(async () => (await widths())[0], patient).toBeLessThan(480);
      const [narrow, narrowBox] = await widths();
      expect(narrow).toBe(narrowBox);
    });

    it.each([320, 800, 1400])('does not overflow a page of %d px', async (width) => {
      page = await open({ report: { notRun: true, strategies: 15 }, width, height: 700 });
      await drawn(27);
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await page
        .getByRole('button', { name: /^Show as table/ })
        .first()
        .click();
      await page.locator('.twin table').waitFor();
      expect(await overflow()).toBeLessThanOrEqual(0);
    });

    it('is drawn in the colours of the theme, again when that changes', async () => {
      page = await open({ report: smallReport, theme: 'light' });
      await drawn(9);
      const background = () => drawings().first().locator('rect').first().getAttribute('fill');
      expect(await background()).toBe('#ffffff');
      await page.evaluate(() => {
        document.documentElement.style.setProperty('--vscode-editor-background', '#102030');
        document.body.className = 'vscode-dark';
      });
      await expect.poll(background, patient).toBe('#102030');
    });
  });

  describe('the navigation', () => {
    it('leads to a section by keyboard, below the bar that stays', async () => {
      page = await open({ report: smallReport, height: 600 });
      await drawn(9);
      await page.getByRole('button', { name: 'Pairs', exact: true }).press('Enter');
      const title = heading('Paired differences');
      await expect
        .poll(() => title.evaluate((h2) => h2 === (h2.getRootNode() as ShadowRoot).activeElement), patient)
        .toBe(true);
      const bar = await page.getByRole('navigation').boundingBox();
      const box = await title.boundingBox();
      expect(bar?.y).toBe(0);
      expect(box?.y).toBeGreaterThanOrEqual(bar?.height ?? Infinity);
      expect(box?.y).toBeLessThan(600);
    });
  });

  describe('the filter', () => {
    const tick = (name: string): Locator => page.getByRole('checkbox', { name, exact: true });

    it('leaves out what is unticked by keyboard, and is the same after a reload', async () => {
      page = await open({ report: smallReport });
      await drawn(9);
      await tick('mushrooms').focus();
      await page.keyboard.press('Space');
      await drawn(5);
      expect(
        await tick('mushrooms').evaluate((box) => box === (box.getRootNode() as ShadowRoot).activeElement),
      ).toBe(true);
      await page.getByText('4 of 5 ticked').waitFor();
      expect(await page.getByRole('columnheader', { name: /mushrooms/ }).count()).toBe(0);
      await page.reload();
      await drawn(5);
      expect(await tick('mushrooms').isChecked()).toBe(false);
      await page.keyboard.press('Tab');
      await tick('mushrooms').press('Space');
      await drawn(9);
    });

    it('says when it hides everything, and shows it again', async () => {
      page = await open({ report: smallReport });
      await page.getByRole('button', { name: 'None: Strategy' }).click();
      await page.getByRole('heading', { name: 'The filter hides everything' }).waitFor();
      expect(await figures().count()).toBe(0);
      expect(await tick('Random').isChecked()).toBe(false);
      await page.getByRole('button', { name: 'Show everything' }).click();
      await drawn(9);
      expect(await tick('Random').isChecked()).toBe(true);
    });

    it('offers only what there is a choice of, and folds', async () => {
      page = await open({ report: smallReport });
      const groups = page.getByRole('search').getByRole('group');
      await expect.poll(() => groups.count(), patient).toBe(2);
      await page.getByRole('button', { name: /^Filter/ }).press('Enter');
      expect(await tick('Random').isVisible()).toBe(false);
      await page.context().close();
      page = await open({ report: { datasets: 1, settings: 1, strategies: 1 } });
      await drawn(5);
      expect(await page.getByRole('search').count()).toBe(0);
    });

    it('is folded at first where the page is narrow', async () => {
      page = await open({ report: smallReport, width: 320 });
      const fold = page.getByRole('button', { name: /^Filter/ });
      expect(await fold.getAttribute('aria-expanded')).toBe('false');
      await fold.click();
      await tick('Random').waitFor();
    });
  });

  it('shows hostile names as text', async () => {
    page = await open({ report: { hostile: true, datasets: 21, settings: 1, strategies: 15 }, width: 900 });
    await drawn(21 * 4 + 1);
    await page
      .getByRole('button', { name: /^Show as table/ })
      .first()
      .click();
    await page.locator('.twin table').waitFor();
    const found = await page.evaluate(() => ({
      hacked: (window as { hacked?: unknown }).hacked ?? null,
      scripts: document.scripts.length,
      title: document.querySelector('nextlabel-experiment')?.shadowRoot?.querySelector('h1')?.textContent,
      overflow: document.documentElement.scrollWidth - window.innerWidth,
    }));
    expect(found).toMatchObject({ hacked: null, scripts: 2, title: '<script>window.hacked = 1</script>' });
    expect(found.overflow).toBeLessThanOrEqual(0);
  });

  it('takes nothing for a drawing that could run, load or lead somewhere', async () => {
    page = await open({ report: smallReport });
    const svg = (content: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
    const verdicts = async (texts: readonly string[]): Promise<boolean[]> =>
      page.evaluate((all) => all.map((text) => window.fakeExperiment.isDrawing(text)), texts);
    const taken = [
      svg('<title>a &lt;b&gt;</title><g><path d="M0 0"/></g>'),
      svg('<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"/>'),
    ];
    const refused = [
      '',
      'text',
      '<html><body/></html>',
      '<svg><rect/></svg>',
      svg('<rect>'),
      svg('<script>window.hacked = 1</script>'),
      svg('<style>*{}</style>'),
      svg('<rect onclick="1"/>'),
      svg('<rect style="fill:red"/>'),
      svg('<a href="#x"><text>x</text></a>'),
      svg('<image href="data:,x"/>'),
      svg('<foreignObject><div xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
      svg('<script xmlns="http://www.w3.org/1999/xhtml">1</script>'),
      svg('<rect fill="url(//example.invalid/x)"/>'),
      svg('<animate attributeName="href"/>'),
    ];
    expect(await verdicts(taken)).toEqual(taken.map(() => true));
    expect(await verdicts(refused)).toEqual(refused.map(() => false));
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    // The policy of the page refuses styles and handlers even while they are only parsed.
    const violations = await withExperiment(page, (host) => host.violations.splice(0));
    expect(violations.every((each) => /^(style|script)-src-(attr|elem) inline/.test(each))).toBe(true);
  });

  describe('accessibility', () => {
    it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
      page = await open({
        theme,
        report: { datasets: 1, settings: 2, strategies: 9, share: 0.9, notRun: true },
        snapshot: {
          state: 'running',
          progress: { done: 8, total: 18, secondsLeft: 130 },
          problem: 'The disk is full.',
        },
      });
      await drawn(8);
      await page
        .getByRole('button', { name: /^Show as table/ })
        .first()
        .click();
      await page.locator('.twin table').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await withExperiment(page, (host) => host.push({ share: 0 }, { state: 'incomplete' }));
      await page.getByRole('heading', { name: 'No run was finished' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });
  });
});

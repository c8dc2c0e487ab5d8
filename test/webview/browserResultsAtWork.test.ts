import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { printColours } from '../../src/charts/palette.ts';
import { chromiumPath, withExperiment } from './harness/browser.ts';
import { patient, smallReport, useResultsPage } from './harness/resultsPage.ts';

describe.skipIf(chromiumPath === null)('the results view at work in Chromium', () => {
  const { open, drawn, figures, heading } = useResultsPage();
  let page: Page;

  describe('a figure', () => {
    it('has a text twin with the same numbers, which stays open', async () => {
      page = await open({ report: smallReport });
      await drawn(9);
      const card = figures().first();
      await card.getByRole('button', { name: /^Show as table/ }).press('Enter');
      await card.locator('.twin table').waitFor();
      expect((await card.locator('.twin p').first().innerText()).length).toBeGreaterThan(60);
      expect(await card.getByRole('columnheader').count()).toBeGreaterThan(1);
      await withExperiment(page, (host) =>
        host.push({ datasets: 2, settings: 1, strategies: 3, share: 0.9 }),
      );
      await expect.poll(() => heading('Average ranks').count(), patient).toBe(0);
      expect(await card.locator('.twin table').count()).toBe(1);
      await page.reload();
      await card.locator('.twin table').waitFor();
      await card.getByRole('button', { name: /^Hide table/ }).click();
      await card.locator('.twin').waitFor({ state: 'detached' });
    });

    it('is saved as SVG in the colours of print', async () => {
      page = await open({ report: smallReport, theme: 'dark' });
      await drawn(9);
      await page
        .getByRole('button', { name: /^Save as SVG/ })
        .first()
        .click();
      await expect.poll(() => withExperiment(page, (host) => host.saves.length), patient).toBe(1);
      const [save] = await withExperiment(page, (host) => host.saves);
      expect(save?.kind).toBe('svg');
      expect(save?.suggestedName).toMatch(/^curves-waveform[\w-]*\.svg$/);
      expect(save?.content).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(save?.content).toContain(printColours.background);
      expect(save?.content).toContain(printColours.series[0]);
      expect(save?.content).not.toContain('#1f1f1f');
      await expect
        .poll(() => page.locator('[aria-live="polite"]').innerText(), patient)
        .toMatch(/\.svg saved\.$/);
    });

    it('is saved as PNG of twice its size', async () => {
      page = await open({ report: smallReport });
      await drawn(9);
      for (const kind of ['SVG', 'PNG']) {
        await page.getByRole('button', { name: new RegExp(`^Save as ${kind}: Average ranks`) }).click();
      }
      await expect.poll(() => withExperiment(page, (host) => host.saves.length), patient).toBe(2);
      const saves = await withExperiment(page, (host) => host.saves);
      const svg = saves.find(({ kind }) => kind === 'svg')?.content ?? '';
      const png = saves.find(({ kind }) => kind === 'png');
      expect(png?.suggestedName).toMatch(/\.png$/);
      const picture = sharp(Buffer.from(png?.content ?? '', 'base64'));
      const size = (name: string): number =>
        Number(new RegExp(`<svg [^>]*\\b${name}="([\\d.]+)"`).exec(svg)?.[1]);
      expect(await picture.metadata()).toMatchObject({
        format: 'png',
        width: 2 * size('width'),
        height: 2 * Math.floor(size('height')),
      });
      // White paper with dark lines on it.
      const { channels, dominant } = await picture.stats();
      expect(dominant).toMatchObject({ r: 248, g: 248, b: 248 });
      expect(channels[0]?.min).toBeLessThan(80);
    });
  });

  describe('a table', () => {
    it('is saved as CSV and LaTeX', async () => {
      page = await open({ report: smallReport });
      await page.getByRole('button', { name: /^Save as CSV: Area under/ }).click();
      await page.getByRole('button', { name: /^Save as LaTeX: Area under/ }).click();
      await expect.poll(() => withExperiment(page, (host) => host.saves.length), patient).toBe(2);
      const [csv, latex] = await withExperiment(page, (host) => host.saves);
      expect([csv?.suggestedName, csv?.kind]).toEqual(['auac.csv', 'csv']);
      expect(csv?.content).toMatch(/^Strategy,.*\r?\nRandom,/);
      expect([latex?.suggestedName, latex?.kind]).toEqual(['auac.tex', 'latex']);
      expect(latex?.content).toContain('\\textbf{');
      expect(latex?.content).toContain('\\underline{');
    });

    it('says why it was not saved, until that is dismissed', async () => {
      page = await open({ report: smallReport });
      await withExperiment(page, (host) => (host.refusal = 'the folder is read-only.'));
      await page.getByRole('button', { name: /^Save as CSV: Area under/ }).click();
      await page.getByText('auac.csv was not saved: the folder is read-only.').waitFor();
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await page.locator('.banner').waitFor({ state: 'detached' });
    });

    it('scrolls in its own box by keyboard, with its first column in sight', async () => {
      page = await open({ report: { strategies: 7 }, width: 320, height: 700 });
      const box = page.getByRole('region', { name: /^Area under the learning curve/ });
      await box.focus();
      const first = box.getByRole('rowheader').first();
      const before = await first.boundingBox();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => box.evaluate((element) => element.scrollLeft), patient).toBeGreaterThan(10);
      const after = await first.boundingBox();
      expect(after?.x).toBeCloseTo(before?.x ?? 0, 0);
    });

    it('takes no focus where all of it is seen', async () => {
      page = await open({ report: { datasets: 1, settings: 1, strategies: 2 }, width: 1400 });
      await page.getByRole('table', { name: /^Area under/ }).waitFor();
      expect(await page.locator('nextlabel-table [tabindex]').count()).toBe(0);
    });
  });

  describe('while it runs', () => {
    const progress = { done: 8, total: 18, secondsLeft: 130 };

    it('shows progress, cancels, and resumes with the same button', async () => {
      page = await open({ report: { ...smallReport, share: 0.5 }, snapshot: { state: 'running', progress } });
      const bar = page.getByRole('progressbar', { name: 'Runs done' });
      expect([await bar.getAttribute('aria-valuenow'), await bar.getAttribute('aria-valuemax')]).toEqual([
        '8',
        '18',
      ]);
      await page.getByText('8 of 18 runs', { exact: true }).waitFor();
      await page.getByText('about 2 min left', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).press('Enter');
      await page.getByRole('button', { name: 'Cancelling…' }).waitFor();
      await withExperiment(page, (host) => host.push({ strategies: 3, share: 0.5 }, { state: 'incomplete' }));
      const resume = page.getByRole('button', { name: 'Resume' });
      await resume.waitFor();
      // The focus is still where it was.
      await page.keyboard.press('Enter');
      expect(await withExperiment(page, (host) => host.commands)).toEqual(['cancel', 'resume']);
    });

    it('changes nothing on the page when nothing changed', async () => {
      page = await open({ report: { ...smallReport, share: 0.7 }, snapshot: { state: 'running', progress } });
      await page
        .getByRole('button', { name: /^Show as table/ })
        .first()
        .click();
      await page.locator('.twin table').waitFor();
      await page.waitForTimeout(300);
      const changes = await page.evaluate(async () => {
        const seen: string[] = [];
        const observer = new MutationObserver((records) =>
          seen.push(...records.map(({ type, target }) => `${type} ${target.nodeName}`)),
        );
        const watch = (root: Document | ShadowRoot): void => {
          observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
          for (const element of root.querySelectorAll('*'))
            if (element.shadowRoot !== null) watch(element.shadowRoot);
        };
        watch(document);
        const { snapshot } = window.fakeExperiment;
        for (let time = 0; time < 3; time += 1) {
          window.dispatchEvent(
            new MessageEvent('message', {
              data: { jsonrpc: '2.0', method: 'experiment/snapshot', params: structuredClone(snapshot) },
            }),
          );
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return seen;
      });
      expect(changes).toEqual([]);
    });

    it('keeps place and focus when a run ends', async () => {
      page = await open({
        report: { ...smallReport, share: 0.9 },
        snapshot: { state: 'running', progress },
        height: 500,
      });
      const twin = figures()
        .nth(2)
        .getByRole('button', { name: /^Show as table/ });
      await twin.focus();
      await twin.scrollIntoViewIfNeeded();
      const before = await twin.boundingBox();
      await withExperiment(page, (host) => host.push({ datasets: 2, settings: 1, strategies: 3 }));
      await heading('Average ranks').waitFor();
      await page.waitForTimeout(200);
      expect((await twin.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
      await page.keyboard.press('Enter');
      await figures().nth(2).locator('.twin table').waitFor();
    });

    it('comes back to its place after a reload', async () => {
      page = await open({ report: smallReport, height: 500 });
      await drawn(9);
      await page.evaluate(() => window.scrollTo(0, 1400));
      await expect
        .poll(() => page.evaluate(() => sessionStorage.getItem('state')), patient)
        .toContain('"scrollTop":1400');
      await page.reload();
      await expect.poll(() => page.evaluate(() => window.scrollY), patient).toBe(1400);
    });

    it('says progress politely', async () => {
      page = await open({ report: { ...smallReport, share: 0.5 }, snapshot: { state: 'running', progress } });
      const live = page.locator('[aria-live="polite"]');
      await expect.poll(() => live.innerText(), patient).toBe('8 of 18 runs done, about 2 min left.');
      await withExperiment(page, (host) =>
        host.push(
          { strategies: 3 },
          { state: 'running', progress: { done: 9, total: 18, secondsLeft: 100 } },
        ),
      );
      await page.getByText('9 of 18 runs', { exact: true }).waitFor();
      expect(await live.innerText()).toContain('8 of 18');
    });
  });

  describe('where there is nothing to show', () => {
    it('waits for the first run', async () => {
      page = await open({
        report: { ...smallReport, share: 0 },
        snapshot: { state: 'running', progress: { done: 0, total: 54, secondsLeft: null } },
      });
      await page.getByRole('heading', { name: 'No run has finished yet' }).waitFor();
      await withExperiment(page, (host) => host.push({ datasets: 2, settings: 1, strategies: 3 }));
      await drawn(9);
    });

    it('says why an experiment ended without a run', async () => {
      page = await open({
        report: { ...smallReport, share: 0 },
        snapshot: { state: 'incomplete', problem: 'The engine process ended: out of memory.' },
      });
      await page.getByRole('heading', { name: 'No run was finished' }).waitFor();
      await page.getByRole('alert').getByText('out of memory').waitFor();
      await page.getByRole('button', { name: 'Resume' }).waitFor();
    });

    it('gives the reasons where nothing could be run', async () => {
      page = await open({ report: { datasets: 0, notRun: true } });
      await page.getByRole('heading', { name: 'There is nothing to show' }).waitFor();
      await page.getByText(/It has 150 rows/).waitFor();
    });

    it('waits for the host, and says when it does not answer', async () => {
      page = await open({ silent: true, report: smallReport });
      await page.getByText('Opening the results…').waitFor();
      await page.getByText('The extension does not answer. Trying again…').waitFor();
      await withExperiment(page, (host) => (host.silent = false));
      await drawn(9);
    });
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startWorkbench, withHost } from './harness/browser.ts';
import type { PageOptions, Workbench } from './harness/browser.ts';
import { hostileStrings } from './harness/hostile.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

if (chromiumPath === null) {
  console.warn('The labeling view is not tested in a browser: no Chromium found. Set CHROMIUM to its path.');
}

/** The labeling view in Chromium, with a host that lives in the page (see harness/). */
describe.skipIf(chromiumPath === null)('the labeling view in Chromium', () => {
  let workbench: Workbench;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(errors.splice(0)).toEqual([]);
    expect(await withHost(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  async function open(options?: PageOptions): Promise<void> {
    page = await workbench.open(options);
    page.on('pageerror', (error) => errors.push(error.message));
  }
  const saved = (): Promise<void> => page.locator('.save.saved').waitFor({ timeout: 30_000 });
  const closeDialog = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  };
  const commands = () => withHost(page, (host) => host.project.commands);
  /** The commands, once there are this many and all are saved. */
  const arrived = async (count: number) => {
    await expect.poll(async () => (await commands()).length, { timeout: 30_000 }).toBe(count);
    await saved();
    return commands();
  };
  const origin = () => page.locator('.origin').innerText();

  describe('keys', () => {
    const fixed = [
      ['s', 'skip'],
      ['f', 'flag'],
    ] as const;

    it.each(fixed)('%s makes one command: %s', async (key, action) => {
      await open();
      await page.keyboard.press(key);
      expect((await arrived(1)).map((entry) => entry.action)).toEqual([action]);
    });

    it.each(['1', '2', '9', '0', 'a', 'z'])('class key %s makes one label', async (key) => {
      await open({ classes: 31 });
      await page.keyboard.press(key);
      const [command] = await arrived(1);
      expect(command?.action).toBe('label');
      expect(command?.suggestionShown).toBe(true);
      expect(await withHost(page, (host) => host.actions)).toEqual([]);
    });

    it('a numpad digit makes one label', async () => {
      await open();
      const press = { key: '3', code: 'Numpad3', bubbles: true, composed: true };
      await page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent('keydown', init)), press);
      expect((await arrived(1))[0]?.value).toBe('neutral');
    });

    it('Enter accepts the suggestion once, U and Ctrl+Z undo it, Ctrl+Shift+Z sets it again', async () => {
      await open();
      await page.keyboard.press('Enter');
      await arrived(1);
      await expect.poll(origin).toContain('Rank 2');
      for (const undo of ['u', 'Control+z']) {
        await page.keyboard.press(undo);
        await expect.poll(origin).toContain('Rank 1');
        await expect.poll(origin).not.toContain('Labeled');
        await page.keyboard.press('Control+Shift+Z');
        await expect.poll(origin).toContain('Labeled');
        await saved();
      }
      expect(await withHost(page, (host) => host.project.received.length)).toBe(5);
    });

    it('Enter on a focused button presses that button only', async () => {
      await open();
      await page.locator('.class').nth(2).focus();
      await page.keyboard.press('Enter');
      expect((await arrived(1)).map((entry) => entry.value)).toEqual(['neutral']);
      expect(await withHost(page, (host) => host.actions)).toEqual([]);
    });

    it('a held key labels one item, and a key with Ctrl none', async () => {
      await open();
      await page.keyboard.down('1');
      await page.keyboard.down('1');
      await page.keyboard.down('1');
      await page.keyboard.up('1');
      await page.keyboard.press('Control+2');
      await page.keyboard.press('3');
      expect((await arrived(2)).map((entry) => entry.value)).toEqual(['positive', 'neutral']);
    });

    it('arrows go back and forth without a command', async () => {
      await open();
      await page.keyboard.press('1');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(origin).toContain('Labeled');
      await page.keyboard.press('ArrowRight');
      await expect.poll(origin).toContain('Rank 2');
      expect(await commands()).toHaveLength(1);
    });

    it('fire nothing while a note or a class name is typed', async () => {
      await open({ classes: 12 });
      await page.keyboard.press('n');
      await page.locator('textarea').waitFor();
      await page.keyboard.type('1 2 3 sfnug?/ no label');
      await page.keyboard.press('Control+Enter');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect((await arrived(1)).map((entry) => entry.value)).toEqual(['1 2 3 sfnug?/ no label']);
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      await page.keyboard.type('1sfu');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.waitForTimeout(50);
      expect(await commands()).toHaveLength(1);
      expect(await withHost(page, (host) => [host.actions, host.textFocused])).toEqual([
        ['note', 'findClass'],
        false,
      ]);
      await page.keyboard.press('2');
      await arrived(2);
    });

    it('find a class by part of its name', async () => {
      await open({ classes: 31 });
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      await page.keyboard.type('class 3');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect((await arrived(1)).map((entry) => entry.value)).toEqual(['class 31']);
    });

    it('? opens the help, ? or Escape closes it, and no label is set meanwhile', async () => {
      await open();
      for (const close of ['?', 'Escape']) {
        await page.keyboard.press('?');
        await page.locator('dialog').waitFor();
        await page.keyboard.press('1');
        await page.keyboard.press(close);
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
      expect(await commands()).toEqual([]);
    });
  });

  describe('labels on their way', () => {
    it('30 labels by keyboard arrive once each, though answers and requests are lost', async () => {
      await open();
      await withHost(page, (host) => {
        host.delayMs = 60;
        host.dropAnswers = 1;
      });
      const shownFirst = await withHost(page, (host) => host.shown.length);
      for (let index = 0; index < 30; index += 1) {
        const before = await withHost(page, (host) => host.shown.length);
        await page.keyboard.press(String((index % 3) + 1));
        // The next item is there though no answer is; only behind the last one sent must the annotator wait.
        await expect
          .poll(() => withHost(page, (host) => host.shown.length), { timeout: 20_000 })
          .toBeGreaterThan(before);
        if (index === 12) await withHost(page, (host) => (host.dropRequests = 1));
      }
      expect(shownFirst).toBe(1);
      const all = await arrived(30);
      expect(new Set(all.map((entry) => entry.itemId)).size).toBe(30);
      expect(all.map((entry) => entry.value)).toEqual(
        Array.from({ length: 30 }, (_, index) => ['positive', 'negative', 'neutral'][index % 3]),
      );
      expect(await withHost(page, (host) => host.project.received.length)).toBeGreaterThan(30);
    });

    it('survive a reload of the view', async () => {
      await open();
      await withHost(page, (host) => (host.dropRequests = 99));
      await page.keyboard.press('1');
      await page.keyboard.press('2');
      await page.locator('.save.saving').waitFor();
      await page.reload();
      expect((await arrived(2)).map((entry) => [entry.itemId, entry.value])).toEqual([
        ['i0', 'positive'],
        ['i1', 'negative'],
      ]);
      await expect.poll(origin).toContain('Rank 3');
    });

    it('that fail are said to be unsaved, and are saved later', async () => {
      await open();
      await withHost(page, (host) => {
        host.failures = [{ code: -32603, message: 'The disk is full.', data: { reason: 'diskFull' } }];
      });
      await page.keyboard.press('1');
      await page.locator('.banner.warning', { hasText: 'The disk is full.' }).waitFor();
      await arrived(1);
    });

    it('that the host refuses are taken back and reported', async () => {
      await open();
      await withHost(page, (host) => {
        host.failures = [{ code: -32603, message: 'No such class.', data: { reason: 'unknownClass' } }];
      });
      await page.keyboard.press('1');
      await page.locator('.banner.error', { hasText: 'No such class.' }).waitFor();
      await saved();
      expect(await page.locator('.progress-count').innerText()).toContain('0 / 5,000');
    });

    it('are not set where the project is read-only', async () => {
      await open();
      await withHost(page, (host) => {
        host.project.overrides = { readOnly: 'Read-only: another window holds this project' };
        host.push();
      });
      await page.locator('.banner', { hasText: 'another window' }).waitFor();
      for (const key of ['1', 's', 'f', 'Enter']) await page.keyboard.press(key);
      await page.waitForTimeout(50);
      expect(await commands()).toEqual([]);
      expect(await page.locator('.class').first().isDisabled()).toBe(true);
    });

    it('a new ranking does not move the item on screen', async () => {
      await open();
      const before = await page.locator('.text').innerText();
      await withHost(page, (host) => {
        const { sequence } = host.project.snapshot();
        host.project.overrides = { sequence: [...sequence].reverse() };
        host.push();
      });
      await page.waitForTimeout(30);
      expect(await page.locator('.text').innerText()).toBe(before);
    });
  });

  describe('the grid', () => {
    it('scrolls through 100,000 cards with few elements and no long pause', async () => {
      await open({ total: 100_000 });
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
      await open();
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
      await open({ total: 40 });
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

    it('shows what was skipped, and says so where nothing was', async () => {
      await open();
      await page.keyboard.press('s');
      await arrived(1);
      await page.keyboard.press('g');
      await page.getByRole('button', { name: 'Skipped' }).click();
      await expect.poll(() => page.locator('.cell').count()).toBe(1);
      await page.getByRole('button', { name: 'Labeled' }).click();
      await page.getByText('Nothing is labeled yet.').waitFor();
    });
  });

  describe('an image', () => {
    it('zooms by keys and buttons and fits again', async () => {
      await open({ kind: 'image' });
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
      await open({ total: 3 });
      for (const key of ['1', 's', '2']) await page.keyboard.press(key);
      await page.getByRole('heading', { name: 'All items are decided' }).waitFor();
      await page.getByRole('button', { name: 'Show 1 skipped' }).click();
      await expect.poll(() => page.locator('.cell').count()).toBe(1);
    });

    it('says that nothing was imported', async () => {
      await open({ total: 0 });
      await page.getByText('Nothing to label yet').waitFor();
      await page.getByRole('button', { name: 'Import data' }).click();
      expect(await withHost(page, (host) => host.viewCommands)).toEqual(['importAgain']);
    });

    it('says that there are no classes', async () => {
      await open({ classes: 0 });
      await page.getByText('No classes yet').waitFor();
    });
  });

  it('shows hostile text as text, in every field and view', async () => {
    for (const kind of ['text', 'tabular', 'image'] as const) {
      await open({ kind, hostile: true, classes: hostileStrings.length, total: 60 });
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
    await open();
    await page.keyboard.press('1');
    const live = page.locator('[aria-live="polite"]');
    await expect
      .poll(() => live.innerText())
      .toMatch(/^positive on item 1\. Next: Rank 2\. .+ Suggested: .+ 1 of 5,000 labeled\./);
  });

  it('loses nothing at 320 px', async () => {
    await open({ width: 320, height: 640, classes: 12 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    for (const name of ['Skip', 'Back', 'Forward', 'Undo']) {
      await page.getByRole('button', { name, exact: false }).first().scrollIntoViewIfNeeded();
    }
    await page.locator('.class').last().click();
    await arrived(1);
  });

  describe('accessibility', () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

    interface Finding {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
    }

    async function seriousFindings(): Promise<string[]> {
      await page.evaluate(axe);
      const result = (await page.evaluate('axe.run()')) as { violations: readonly Finding[] };
      return result.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)} ${nodes[0]?.failureSummary ?? ''}`,
        );
    }

    it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
      await open({ theme, classes: 12 });
      await page.keyboard.press('1');
      await page.keyboard.press('f');
      await arrived(2);
      expect(await seriousFindings()).toEqual([]);
      await page.keyboard.press('?');
      await page.locator('dialog').waitFor();
      expect(await seriousFindings()).toEqual([]);
      await closeDialog();
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      expect(await seriousFindings()).toEqual([]);
      await closeDialog();
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press(' ');
      expect(await seriousFindings()).toEqual([]);
      await page.context().close();
      await open({ theme, kind: 'image' });
      expect(await seriousFindings()).toEqual([]);
    });
  });
});

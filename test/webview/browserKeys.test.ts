import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, withHost } from './harness/browser.ts';
import { useLabelingPage } from './harness/labelingPage.ts';

describe.skipIf(chromiumPath === null)('labeling by keyboard in Chromium', () => {
  const view = useLabelingPage();
  const { arrived, commands, saved, origin } = view;
  let page: Page;

  describe('keys', () => {
    const fixed = [
      ['s', 'skip'],
      ['f', 'flag'],
    ] as const;

    it.each(fixed)('%s makes one command: %s', async (key, action) => {
      page = await view.open();
      await page.keyboard.press(key);
      expect((await arrived(1)).map((entry) => entry.action)).toEqual([action]);
    });

    it.each(['1', '2', '9', '0', 'a', 'z'])('class key %s makes one label', async (key) => {
      page = await view.open({ classes: 31 });
      await page.keyboard.press(key);
      const [command] = await arrived(1);
      expect(command?.action).toBe('label');
      expect(command?.suggestionShown).toBe(true);
      expect(await withHost(page, (host) => host.actions)).toEqual([]);
    });

    it('a numpad digit makes one label', async () => {
      page = await view.open();
      const press = { key: '3', code: 'Numpad3', bubbles: true, composed: true };
      await page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent('keydown', init)), press);
      expect((await arrived(1))[0]?.value).toBe('neutral');
    });

    it('Enter accepts the suggestion once, U and Ctrl+Z undo it, Ctrl+Shift+Z sets it again', async () => {
      page = await view.open();
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
      page = await view.open();
      await page.locator('.class').nth(2).focus();
      await page.keyboard.press('Enter');
      expect((await arrived(1)).map((entry) => entry.value)).toEqual(['neutral']);
      expect(await withHost(page, (host) => host.actions)).toEqual([]);
    });

    it('a held key labels one item, and a key with Ctrl none', async () => {
      page = await view.open();
      await page.keyboard.down('1');
      await page.keyboard.down('1');
      await page.keyboard.down('1');
      await page.keyboard.up('1');
      await page.keyboard.press('Control+2');
      await page.keyboard.press('3');
      expect((await arrived(2)).map((entry) => entry.value)).toEqual(['positive', 'neutral']);
    });

    it('arrows go back and forth without a command', async () => {
      page = await view.open();
      await page.keyboard.press('1');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(origin).toContain('Labeled');
      await page.keyboard.press('ArrowRight');
      await expect.poll(origin).toContain('Rank 2');
      expect(await commands()).toHaveLength(1);
    });

    it('ask why an item is on turn, in the item view and in the grid, also with W as a class key', async () => {
      page = await view.open({ classes: 31 });
      const inspected = () => withHost(page, (host) => host.inspected);
      await page.keyboard.press('Alt+w');
      await page.getByRole('button', { name: 'Why this item?' }).click();
      await expect.poll(inspected).toHaveLength(2);
      const [first, second] = await inspected();
      expect(first).toBe(second);
      await page.keyboard.press('g');
      await page.locator('.cell .excerpt').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await page.locator('[id="cell-1"].active').waitFor();
      await page.keyboard.press('Alt+w');
      await expect.poll(inspected).toHaveLength(3);
      expect((await inspected())[2]).not.toBe(first);
      expect(await commands()).toEqual([]);
    });

    it('fire nothing while a note or a class name is typed', async () => {
      page = await view.open({ classes: 12 });
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

    it('a note survives Escape and is gone after Cancel', async () => {
      page = await view.open();
      const editor = page.locator('textarea');
      await page.keyboard.press('n');
      await editor.fill('half a thought');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('n');
      expect(await editor.inputValue()).toBe('half a thought');
      await page.getByText('Cancel').click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('n');
      expect(await editor.inputValue()).toBe('');
      expect(await commands()).toEqual([]);
    });

    it('find a class by part of its name', async () => {
      page = await view.open({ classes: 31 });
      await page.keyboard.press('/');
      await page.locator('dialog input').waitFor();
      await page.keyboard.type('class 3');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect((await arrived(1)).map((entry) => entry.value)).toEqual(['class 31']);
    });

    it('? opens the help, ? or Escape closes it, and no label is set meanwhile', async () => {
      page = await view.open();
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
      page = await view.open();
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
      page = await view.open();
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
      page = await view.open();
      await withHost(page, (host) => {
        host.failures = [{ code: -32603, message: 'The disk is full.', data: { reason: 'diskFull' } }];
      });
      await page.keyboard.press('1');
      await page.locator('.banner.warning', { hasText: 'The disk is full.' }).waitFor();
      await arrived(1);
    });

    it('that the host refuses are taken back and reported', async () => {
      page = await view.open();
      await withHost(page, (host) => {
        host.failures = [{ code: -32603, message: 'No such class.', data: { reason: 'unknownClass' } }];
      });
      await page.keyboard.press('1');
      await page.locator('.banner.error', { hasText: 'No such class.' }).waitFor();
      await saved();
      expect(await page.locator('.progress-count').innerText()).toContain('0 / 5,000');
    });

    it('are not set where the project is read-only', async () => {
      page = await view.open();
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
      page = await view.open();
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
});

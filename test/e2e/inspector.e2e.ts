// The strategy inspector of the packaged extension: opened as users open it, used by keyboard alone, looked at in four
// themes (test/screenshots/inspector-*.png), and checked for accessibility and the content policy.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { seriousFindings } from '../accessibility.ts';
import { writeTexts } from './data.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { labelSome, openLabeling } from './labelingView.ts';
import {
  inputField,
  openPicker,
  pickerRow,
  runCommand,
  themes,
  toast,
  useTheme,
  webviewFrame,
} from './workbench.ts';

/** A text project of which half of the queue is drawn at random. */
function prepare(workspace: string): void {
  writeTexts(workspace);
  const classes = ['billing', 'technical', 'praise'];
  const project = {
    source: 'tickets.jsonl',
    kind: 'text',
    id: 'id',
    text: 'text',
    classes,
    randomShare: 0.5,
  };
  writeFileSync(path.join(workspace, 'tickets.nextlabel.json'), JSON.stringify(project));
}

const patience = { timeout: 90_000 };

const inspectorFrame = (page: Page): Promise<Frame> =>
  webviewFrame(page, 'nextlabel-inspector [role="tab"]', { timeoutMs: 90_000 });

const tabNames = (frame: Frame): Promise<string[]> => frame.locator('[role="tab"]').allInnerTexts();

/** Waits until what the tab asked has come. */
async function answered(frame: Frame): Promise<void> {
  const panel = frame.locator('[role="tabpanel"]');
  await panel.locator('h2, h3').first().waitFor(patience);
  await panel
    .locator('.asking')
    .first()
    .waitFor({ state: 'detached', ...patience });
  assert.equal(await panel.locator('.empty[role="alert"]').count(), 0, await panel.innerText());
}

/** Goes to the next tab by the arrow keys, from the one that is chosen. */
async function nextTab(page: Page, frame: Frame): Promise<void> {
  await frame.locator('[role="tab"][aria-selected="true"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await answered(frame);
}

void describe('the strategy inspector', () => {
  let vscode: Installed;
  let page: Page;
  let labeling: Frame;

  before(async () => {
    vscode = await openInstalled({ prepare });
    page = vscode.page;
  });
  after(() => vscode.close());

  test('opens from the item on screen by one key, and explains that item', async () => {
    labeling = await openLabeling(page, 'tickets');
    await labelSome(page, labeling, ['1', '2', '3', '1', '2', '3', '1', '2', '3', '1', '2', '3']);
    const text = await labeling.locator('.stage').first().innerText();
    await page.keyboard.press('Alt+W');
    const frame = await inspectorFrame(page);
    await frame.getByRole('heading', { name: 'In short' }).waitFor(patience);
    // The item itself comes after what is said of it.
    await frame.locator('.item-content .item-text').waitFor(patience);
    const shown = (await frame.locator('.item-content .item-text').innerText()).trim().slice(0, 40);
    assert.ok(shown.length > 10 && text.includes(shown), `the item on screen is explained: ${shown}`);
  });

  test('is reached again from the palette, with the tabs that there are', async () => {
    await openLabeling(page, 'tickets');
    await runCommand(page, 'NextLabel: Inspect Strategies');
    const frame = await inspectorFrame(page);
    await answered(frame);
    const names = await tabNames(frame);
    for (const name of ['Why this item', 'Strategies', 'Over time', 'Second look', 'Budget and stopping']) {
      assert.ok(names.includes(name), `${name} is among ${names.join(', ')}`);
    }
  });

  test('goes through every tab by keyboard, in four themes, without a serious finding', async () => {
    const frame = await inspectorFrame(page);
    const names = await tabNames(frame);
    for (const theme of [themes[1], themes[0], themes[2], themes[3]]) {
      if (theme !== themes[1]) await useTheme(page, theme);
      // From the first tab, which is chosen, around to itself.
      for (const name of [...names.slice(1), ...names.slice(0, 1)]) {
        await nextTab(page, frame);
        assert.equal(await frame.locator('[role="tab"][aria-selected="true"]').innerText(), name);
        const id = (await frame.locator('[role="tab"][aria-selected="true"]').getAttribute('id')) ?? '';
        await vscode.screenshot(`inspector-${id.replace('tab-', '')}.${theme.name}`);
        assert.deepEqual(await seriousFindings(frame), [], `accessibility of ${id} in ${theme.title}`);
      }
    }
    await useTheme(page, themes[1]);
  });

  test('looks at an earlier round, by keyboard', async () => {
    const frame = await inspectorFrame(page);
    const round = frame.getByRole('slider').first();
    await round.focus();
    const before = Number(await round.inputValue());
    await page.keyboard.press('ArrowLeft');
    await answered(frame);
    assert.equal(Number(await round.inputValue()), before - 1);
  });

  test('opens on a finished experiment, and explains any step of any run', async () => {
    await openPicker(page, 'NextLabel: Run Experiment', pickerRow(page, 'Quick look'));
    await inputField(page).fill('Quick');
    await page.keyboard.press('Enter');
    await toast(page, 'The experiment quick is finished: 24 runs.').waitFor(patience);
    const results = await webviewFrame(page, 'nextlabel-experiment h1', { text: 'quick', timeoutMs: 60_000 });
    await results.locator('nextlabel-figure svg').first().waitFor(patience);
    await results.getByRole('button', { name: 'Inspect' }).click();
    const frame = await webviewFrame(page, 'nextlabel-inspector .runs', { timeoutMs: 90_000 });
    await answered(frame);
    assert.deepEqual(await tabNames(frame), ['Why this item', 'Strategies', 'Over time']);
    await frame.getByRole('combobox', { name: 'Strategy' }).selectOption({ label: 'margin' });
    await frame.getByRole('heading', { name: 'In short' }).waitFor(patience);
    for (const id of ['why', 'strategies', 'time']) {
      await frame.locator(`#tab-${id}`).click();
      await answered(frame);
      await vscode.screenshot(`inspector-run-${id}`);
      assert.deepEqual(await seriousFindings(frame), [], `accessibility of ${id} of a run`);
    }
  });

  test('nothing left the machine and no content policy was broken', () => {
    assert.deepEqual(vscode.outgoing, []);
    assert.deepEqual(vscode.violations, []);
  });
});

// Experiments on the packaged extension, by keyboard alone: from the palette to saved figures.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { seriousFindings } from '../accessibility.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import {
  answer,
  clearToasts,
  inputField,
  openContainer,
  openFile,
  openPicker,
  pickerRow,
  runCommand,
  toast,
  treeRow,
  webviewFrame,
} from './workbench.ts';

const view = 'nextlabel-experiment';

/** Long enough to be cancelled, with a mistake that `mistake` puts in. */
const spec = (mistake = ''): string =>
  JSON.stringify(
    {
      name: 'long',
      datasets: [{ name: 'clouds', generate: { id: `gaussianClouds${mistake}`, params: { rows: 4000 } } }],
      strategies: ['random', 'margin', 'kCenterGreedy'],
      ...{ initial: 10, steps: 600, reward: 0 },
      seeds: Array.from({ length: 200 }, (_, seed) => seed),
    },
    null,
    2,
  );

const until = async (what: string, ready: () => boolean | Promise<boolean>, seconds = 60): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await ready())) {
    if (Date.now() > end) throw new Error(`still waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Answers the save dialog as it stands; returns the file that it proposes. */
async function takeProposal(page: Page, ending: string): Promise<string> {
  await page.locator('.quick-input-title', { hasText: 'Save' }).waitFor();
  // The dialog shows the folder first and the proposed name a moment later.
  await until('a name is proposed', async () => (await inputField(page).inputValue()).endsWith(ending));
  const file = await inputField(page).inputValue();
  await page.keyboard.press('Enter');
  await until(`${file} is written`, () => existsSync(file) && statSync(file).size > 0);
  return file;
}

void describe('experiments', () => {
  let vscode: Installed;
  let page: Page;
  let frame: Frame;
  const results = (): string => path.join(vscode.workspace, 'experiment-results');
  const headline = (state: string): Promise<unknown> =>
    frame.locator(`${view} header`, { hasText: state }).waitFor({ timeout: 60_000 });

  before(async () => {
    vscode = await openInstalled({
      prepare: (workspace) => {
        writeFileSync(path.join(workspace, 'long.experiment.json'), spec());
        writeFileSync(path.join(workspace, 'wrong.experiment.json'), spec('s'));
      },
    });
    page = vscode.page;
  });
  after(() => vscode.close());

  test('the quick preset runs from the palette to its results, by keyboard', async () => {
    await openPicker(page, 'NextLabel: Run Experiment', pickerRow(page, 'Quick look'));
    await vscode.screenshot('experiment-picker');
    await inputField(page).fill('Quick');
    await page.keyboard.press('Enter');
    frame = await webviewFrame(page, `${view} h1`, { text: 'quick', timeoutMs: 60_000 });
    await headline('Complete');
    await toast(page, 'The experiment quick is finished: 24 runs.').waitFor();
    await frame.locator('nextlabel-figure svg').first().waitFor();
    // A view that has just opened takes the focus away from the palette.
    await page.waitForTimeout(1500);
    await vscode.screenshotInThemes('experiment-results');
    assert.deepEqual(await seriousFindings(frame), []);
  });

  test('the experiment is listed with its runs', async () => {
    await openContainer(page, 'NextLabel');
    const row = treeRow(page, 'quick');
    await row.filter({ hasText: '24 of 24 runs' }).waitFor();
    await vscode.screenshot('experiment-list');
  });

  test('figures and tables are saved where the user says', async () => {
    const [folder = ''] = readdirSync(results());
    await frame.locator('nextlabel-figure button', { hasText: 'SVG' }).first().focus();
    await page.keyboard.press('Enter');
    const svg = await takeProposal(page, '.svg');
    assert.equal(path.dirname(svg), path.join(results(), folder));
    assert.match(readFileSync(svg, 'utf8'), /^<svg [\s\S]*<\/svg>\s*$/);
    await frame.locator('nextlabel-figure button', { hasText: 'PNG' }).first().focus();
    await page.keyboard.press('Enter');
    const png = readFileSync(await takeProposal(page, '.png'));
    assert.deepEqual([...png.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    assert.ok(png.readUInt32BE(16) >= 1000, `${png.readUInt32BE(16)} pixels wide`);
    await frame.locator(`${view} button`, { hasText: 'CSV' }).first().focus();
    await page.keyboard.press('Enter');
    const csv = readFileSync(await takeProposal(page, '.csv'), 'utf8');
    assert.ok(csv.includes('kCenterGreedy'), csv);
    await clearToasts(page);
  });

  test('the view is back after a reload of the window', async () => {
    await page.reload();
    frame = await webviewFrame(page, `${view} h1`, { text: 'quick', timeoutMs: 60_000 });
    await headline('Complete');
    await frame.locator('nextlabel-figure svg').first().waitFor();
  });

  test('a spec with a mistake is refused with its place', async () => {
    await openFile(page, 'wrong.experiment.json');
    await openPicker(page, 'NextLabel: Run Experiment', pickerRow(page, 'wrong'));
    await inputField(page).fill('wrong');
    await page.keyboard.press('Enter');
    await toast(page, 'wrong.experiment.json, line 7, column 15: Unknown generator').waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await vscode.screenshot('experiment-mistake');
    assert.ok(!existsSync(path.join(vscode.workspace, 'wrong.results')));
    await clearToasts(page);
  });

  test('a long experiment shows how far it is, is cancelled in the view, resumed, and cancelled again', async () => {
    await openFile(page, 'long.experiment.json');
    await page.locator('.editor-actions [aria-label^="Run Experiment"]').click();
    frame = await webviewFrame(page, `${view} h1`, { text: 'long', timeoutMs: 60_000 });
    await headline('Running');
    await toast(page, 'of 1,800 runs').waitFor();
    await frame.locator('nextlabel-figure svg').first().waitFor();
    await treeRow(page, 'long')
      .filter({ hasText: /running, \d+ %/ })
      .waitFor();
    await vscode.screenshotInThemes('experiment-running');
    assert.deepEqual(await seriousFindings(frame), []);
    await openPicker(page, 'NextLabel: Run Experiment', pickerRow(page, 'Quick look'));
    await inputField(page).fill('Quick');
    await page.keyboard.press('Enter');
    await toast(page, 'only one runs at a time').waitFor();
    await vscode.screenshot('experiment-busy');
    for (const again of [false, true]) {
      if (again) {
        await frame.locator(view).getByRole('button', { name: 'Resume' }).click();
        await headline('Running');
      }
      await frame.locator(view).getByRole('button', { name: 'Cancel' }).click();
      await headline('Incomplete');
      await treeRow(page, 'long').filter({ hasText: 'incomplete' }).waitFor();
    }
    await vscode.screenshot('experiment-incomplete');
    assert.deepEqual(await seriousFindings(frame), []);
    await clearToasts(page);
  });

  test('results are deleted from the list, with their tab, only when that is confirmed', async () => {
    const [folder = ''] = readdirSync(results());
    const dialog = page.locator('.monaco-dialog-box');
    const remove = async (): Promise<void> => {
      await treeRow(page, 'quick').click({ button: 'right' });
      const item = page.locator('.monaco-menu .action-item', { hasText: 'Delete Experiment Results' });
      await item.waitFor();
      // VS Code takes a click right after the menu's appearance for part of the one that opened it.
      await page.waitForTimeout(500);
      await item.click();
      await dialog.filter({ hasText: 'Delete the results of quick?' }).waitFor();
    };
    await remove();
    await vscode.screenshot('experiment-delete');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(existsSync(path.join(results(), folder)));
    await remove();
    await dialog.getByText('Move to Trash').click();
    // VS Code's server has no trash, so it is asked for more.
    await dialog.getByText('Delete Permanently').click();
    await treeRow(page, 'quick').waitFor({ state: 'detached' });
    assert.ok(!existsSync(path.join(results(), folder)));
    await page.locator('.tab', { hasText: folder }).waitFor({ state: 'detached' });
  });

  test('a preset becomes a spec of the user', async () => {
    await openPicker(page, 'NextLabel: Run Experiment', pickerRow(page, 'New spec'));
    await inputField(page).fill('New spec');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'New Experiment Spec' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Quick look' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Name of the experiment' }).waitFor();
    await answer(page, 'New Experiment Spec', 'mine');
    const file = path.join(vscode.workspace, 'mine.experiment.json');
    await until('it is written', () => existsSync(file));
    assert.equal((JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string }).name, 'mine');
    await page.locator('.tab.active', { hasText: 'mine.experiment.json' }).waitFor();
  });

  test('nothing left the machine and no content policy was broken', () => {
    assert.deepEqual(vscode.outgoing, []);
    assert.deepEqual(vscode.violations, []);
  });
});

void describe('experiments in a workspace that is not trusted', () => {
  let vscode: Installed;
  before(async () => {
    vscode = await openInstalled({
      trustAll: false,
      // Opens it restricted, as the answer "No" to the question at the start does.
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      prepare: (workspace) => writeFileSync(path.join(workspace, 'wrong.experiment.json'), spec('s')),
    });
  });
  after(() => vscode.close());

  test('none is run, and the message says why', async () => {
    const { page } = vscode;
    await openFile(page, 'wrong.experiment.json');
    await runCommand(page, 'NextLabel: Run Experiment');
    await toast(page, 'This workspace is not trusted').waitFor();
    assert.deepEqual(readdirSync(vscode.workspace), ['wrong.experiment.json']);
  });
});

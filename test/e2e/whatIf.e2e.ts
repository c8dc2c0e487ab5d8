// What if, on one's own labels, on the packaged extension: too few random labels, then an answer; and what is still to do.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { seriousFindings } from '../accessibility.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { inputField, openFile, openPicker, runCommand, toast, webviewFrame } from './workbench.ts';

/** On a busy machine the first ranking comes late, and the labels before it are not of the random stream. */
const LABELS = 110;
const ITEMS = 300;

/** Two clouds that overlap; half of the queue is random. */
function writeClouds(workspace: string): void {
  const rng = createRng(5);
  const rows = Array.from({ length: ITEMS }, (_, row) => {
    const centre = row % 2 === 0 ? 0 : 2.5;
    return `r${row},${(centre + rng.normal()).toFixed(4)},${(centre + rng.normal()).toFixed(4)}`;
  });
  writeFileSync(path.join(workspace, 'clouds.csv'), `name,x,y\n${rows.join('\n')}\n`);
  writeProject(workspace, { randomShare: 1 });
}

const projectFile = (workspace: string): string => path.join(workspace, 'clouds.nextlabel.json');

function writeProject(workspace: string, settings: object): void {
  const project = {
    source: 'clouds.csv',
    kind: 'tabular',
    id: 'name',
    classes: ['left', 'right'],
    ...settings,
  };
  writeFileSync(projectFile(workspace), JSON.stringify(project));
}

const labeledIn = async (frame: Frame): Promise<number> => {
  const header = (await frame.locator('nextlabel-labeling header').first().textContent()) ?? '';
  return Number(/([\d,]+)\s*\/\s*[\d,]+/.exec(header)?.[1] ?? Number.NaN);
};

/** What is on screen, and where keys go. */
async function situation(page: Page, frame: Frame): Promise<string> {
  const shown = await frame.locator('nextlabel-labeling .stage').first().textContent();
  const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 100));
  const inView = await frame.evaluate(() => document.hasFocus());
  return `the stage shows "${shown?.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}"; focused: ${focused}, the view itself: ${inView}`;
}

const QUIET_MS = 2000;

/** Labels what is on screen by its x, as a person would who can tell the clouds apart, until so many are labeled. */
async function labelUntil(page: Page, frame: Frame, count: number): Promise<void> {
  const end = Date.now() + 240_000;
  let done = await labeledIn(frame);
  let since = Date.now();
  while (done < count) {
    if (Date.now() > end) {
      throw new Error(`only ${done} of ${count} labels arrived: ${await situation(page, frame)}`);
    }
    if (Date.now() - since > QUIET_MS) {
      // What a person does whose keys do nothing: a click gives the view the focus.
      await frame
        .locator('nextlabel-labeling header')
        .first()
        .click({ position: { x: 3, y: 3 } });
      since = Date.now();
    }
    const text = (await frame.locator('nextlabel-labeling .stage').first().textContent()) ?? '';
    const x = /x\s*(-?\d+\.\d+)/.exec(text)?.[1];
    // Between two items there may be none on screen, and a key then labels nothing.
    if (x !== undefined) await page.keyboard.press(Number(x) < 1.25 ? '1' : '2');
    for (let wait = 0; wait < 20 && (await labeledIn(frame)) === done; wait++) await page.waitForTimeout(25);
    const now = await labeledIn(frame);
    if (now !== done) since = Date.now();
    done = now;
  }
}

void describe('what if, on your own labels', () => {
  let vscode: Installed;
  let page: Page;
  let frame: Frame;
  before(async () => {
    vscode = await openInstalled({ prepare: writeClouds });
    page = vscode.page;
    await openFile(page, 'clouds.nextlabel.json');
    frame = await webviewFrame(page, 'nextlabel-labeling .stage', { timeoutMs: 60_000 });
  });
  after(() => vscode.close());

  const ask = async (): Promise<void> => {
    const title = page.locator('.quick-input-title', { hasText: 'What If' });
    await openPicker(page, 'NextLabel: What If, on Your Own Labels', title);
    // The picker's own choice of strategies.
    await inputField(page).press('Enter');
  };

  test('refuses while too few labels were drawn at random, and says how many are missing', async () => {
    await labelUntil(page, frame, 10);
    await ask();
    const message = toast(page, 'A what-if needs 50 labels');
    await message.waitFor({ timeout: 60_000 });
    assert.match(await message.innerText(), /this project has \d+, so \d+ are missing/);
  });

  test('answers in words and numbers', async () => {
    await labelUntil(page, frame, LABELS);
    await runCommand(page, 'Notifications: Clear All Notifications');
    await ask();
    const answer = await webviewFrame(page, 'h1', { text: 'What if: clouds', timeoutMs: 120_000 });
    const text = await answer.locator('body').innerText();
    assert.match(text, /With your \d+ labels, \d+ of them drawn at random, the model is right on/);
    assert.match(text, /With Margin you would/);
    assert.match(text, /Accuracy by number of labels/);
    await runCommand(page, 'Notifications: Clear All Notifications');
    await vscode.screenshotInThemes('what-if');
  });

  test('forecasts in the inspector what is still to be labeled', async () => {
    await runCommand(page, 'NextLabel: Inspect Strategies');
    const inspector = await webviewFrame(page, 'nextlabel-inspector [role="tab"]', { timeoutMs: 60_000 });
    await inspector.getByRole('tab', { name: 'Budget and stopping' }).click();
    const told = inspector.locator('.told');
    await told.waitFor({ timeout: 300_000 });
    const text = await told.innerText();
    assert.match(text, /^To gain 2 points of accuracy/);
    assert.match(
      text,
      /With \d+ labels the accuracy over all items is about [\d.]+ % \(90 % interval [\d.]+ % to [\d.]+ %\)/,
    );
    await inspector.locator('.criterion').first().waitFor({ timeout: 60_000 });
    await vscode.screenshotInThemes('budget');
  });

  test('credits labels to strategies, shows how they voted, and switches by one click', async () => {
    writeProject(vscode.workspace, { strategy: 'autoAl', randomShare: 0.1 });
    await openFile(page, 'clouds.nextlabel.json');
    // A view that was hidden is another document.
    frame = await webviewFrame(page, 'nextlabel-labeling .stage', { timeoutMs: 60_000 });
    // Some of the queue was drawn before; a new round replaces it.
    await labelUntil(page, frame, LABELS + 40);
    await runCommand(page, 'NextLabel: Show Leaderboard');
    const board = await webviewFrame(page, 'nextlabel-inspector #standings', { timeoutMs: 90_000 });
    // Its weights are learned, and so differ: with equal ones the status line would say what is missing.
    const own = board.getByRole('row', { name: /^AutoAL / });
    await own.getByText('In use').waitFor({ timeout: 90_000 });
    await board.getByRole('row', { name: /^Drawn at random / }).waitFor();
    await board.getByRole('heading', { name: 'Weights' }).waitFor();
    await board.locator('nextlabel-figure svg').first().waitFor();
    await vscode.screenshotInThemes('leaderboard');
    assert.deepEqual(await seriousFindings(board), []);
    await board
      .getByRole('row', { name: /^Margin / })
      .getByRole('button', { name: 'Use' })
      .press('Enter');
    await board
      .getByRole('row', { name: /^Margin / })
      .getByText('In use')
      .waitFor({ timeout: 90_000 });
    // The editor knows of the change before the disk does.
    const isWritten = (): boolean =>
      /"strategy":\s*"margin"/.test(readFileSync(projectFile(vscode.workspace), 'utf8'));
    for (let wait = 0; wait < 100 && !isWritten(); wait++) await page.waitForTimeout(100);
    assert.ok(isWritten());
  });

  test('nothing left the machine', () => {
    assert.deepEqual(vscode.outgoing, []);
  });
});

// A convolutional network as the task model of an image project, on the packaged extension: two rounds, a restart, and
// how often it is right about images that nobody labeled.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { glyphClasses } from '../../src/engine/generators/drawGlyph.ts';
import { writeImages } from './data.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { openLabeling } from './labelingView.ts';
import { runCommand, webviewFrame } from './workbench.ts';

const IMAGES = 1000;
const LABELS = 30;
const HELD_OUT = 30;
const patience = { timeout: 180_000 };

/** The strategy draws at random, so that suggestions are seen, and those seen are of a fair sample. */
async function prepare(workspace: string): Promise<void> {
  await writeImages(workspace, IMAGES);
  const model = { id: 'cnn', params: { epochs: 40, warmStart: true } };
  const project = { source: 'glyphs', kind: 'image', classes: glyphClasses, model, strategy: 'random' };
  const rounds = { batchSize: LABELS / 2, randomShare: 0 };
  writeFileSync(path.join(workspace, 'shapes.nextlabel.json'), JSON.stringify({ ...project, ...rounds }));
}

/** The class of the image on screen, by the number in its file's name. */
async function trueClass(frame: Frame): Promise<number> {
  const source = (await frame.locator('nextlabel-image img').getAttribute('src')) ?? '';
  const number = /glyph(?:%20| )(\d+)\./.exec(decodeURIComponent(source))?.[1];
  assert.ok(number, `a glyph is on screen: ${source}`);
  return Number(number) % glyphClasses.length;
}

const current = async (frame: Frame): Promise<void> => {
  await frame.locator('.save.saved').waitFor();
  await frame.locator('.ranking.current').waitFor(patience);
};

void describe('an image project with a convolutional network', () => {
  let vscode: Installed;
  let frame: Frame;
  before(async () => {
    vscode = await openInstalled({ prepare });
  });
  after(() => vscode.close());

  /** The share of suggestions that are right, over images that are skipped, one after the other. */
  async function heldOutAccuracy(): Promise<number> {
    let right = 0;
    for (let seen = 0; seen < HELD_OUT; seen += 1) {
      const suggested = (await frame.locator('.suggestion .name').innerText()).trim();
      if (suggested === glyphClasses[await trueClass(frame)]) right += 1;
      const shown = await frame.locator('nextlabel-image img').getAttribute('src');
      await vscode.page.keyboard.press('s');
      await frame.locator(`nextlabel-image img:not([src="${shown ?? ''}"])`).waitFor();
    }
    return right / HELD_OUT;
  }

  test('learns from thirty labels, in two rounds, while one labels on', async () => {
    const { page } = vscode;
    frame = await openLabeling(page, 'shapes');
    for (let done = 1; done <= LABELS; done += 1) {
      await frame.locator('nextlabel-image img').waitFor();
      await page.keyboard.press(String((await trueClass(frame)) + 1));
      await frame.locator('.progress-count', { hasText: new RegExp(`^\\s*${done} /`) }).waitFor();
    }
    await current(frame);
    const round = await frame.locator('footer').innerText();
    assert.ok(Number(/round (\d+)/i.exec(round)?.[1]) >= 2, round);
  });

  test('is right far more often than chance about images that nobody labeled', async () => {
    const accuracy = await heldOutAccuracy();
    await vscode.screenshot('network-suggestions');
    assert.ok(
      accuracy >= 0.4,
      `right on ${Math.round(100 * accuracy)} %, by chance ${Math.round(100 / glyphClasses.length)} %`,
    );
  });

  test('keeps its weights with the project, and goes on from them after a restart', async () => {
    assert.ok(existsSync(path.join(vscode.workspace, '.nextlabel/model.safetensors')));
    await vscode.page.reload();
    frame = await webviewFrame(vscode.page, 'nextlabel-labeling .origin', { timeoutMs: 120_000 });
    await current(frame);
    await frame.locator('.suggestion .name').waitFor(patience);
    const accuracy = await heldOutAccuracy();
    assert.ok(
      accuracy >= 0.4,
      `right on ${Math.round(100 * accuracy)} %, by chance ${Math.round(100 / glyphClasses.length)} %`,
    );
  });

  test('says in the status bar what computes it', async () => {
    const { page } = vscode;
    const status = page.locator('[id$="nextlabel.status"]').first();
    await status.hover();
    const tooltip = page.locator('.workbench-hover', { hasText: 'Neural networks: TensorFlow.js, backend' });
    await tooltip.waitFor();
    await vscode.screenshot('network-status');
    await page.keyboard.press('Escape');
  });

  test('tries what may compute it, and says what this machine needs', async () => {
    const { page } = vscode;
    await runCommand(page, 'NextLabel: Set Up GPU');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Neural networks are computed' });
    await dialog.waitFor(patience);
    assert.match(
      await dialog.innerText(),
      /WebGPU: .*TensorFlow with CUDA: |TensorFlow with CUDA: [^]*WebGPU: /,
    );
    await vscode.screenshot('network-set-up-gpu');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('nothing left the machine and no content policy was broken', () => {
    assert.deepEqual(vscode.outgoing, []);
    assert.deepEqual(vscode.violations, []);
  });
});

// Every view of the packaged extension in the four themes: for a person to look at (test/screenshots/view-*.png), and
// checked for accessibility, horizontal overflow and the content policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { seriousFindings } from '../accessibility.ts';
import { writeImages, writeTexts, writeWaveform } from './data.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { labelSome, openLabeling } from './labelingView.ts';
import {
  inputField,
  openContainer,
  openPicker,
  pickerRow,
  runCommand,
  themes,
  treeRow,
  useTheme,
} from './workbench.ts';
import type { Theme } from './workbench.ts';

const fullSize = { width: 1280, height: 860 };
/** A laptop with a projector, a panel beside code, a zoom of 200 %: the webview gets this less VS Code's own frame. */
const sizes = {
  small: { width: 1000, height: 700 },
  zoomed: { width: 640, height: 430 },
  narrow: { width: 380, height: 700 },
} as const;

const classes = {
  texts: [
    { name: 'billing', description: 'Invoices, refunds, prices' },
    { name: 'technical', key: 't', colour: '#3b82f6', description: 'Something does not work' },
    { name: 'praise', description: 'Thanks, and nothing to do' },
  ],
  images: ['circle', 'square', 'triangle', 'cross', 'star'],
};

const writeProject = (folder: string, name: string, content: object): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.nextlabel.json`), JSON.stringify(content, null, 2));
};

/** Three projects, each in a folder of its own. */
async function prepare(workspace: string): Promise<void> {
  const [texts = '', rows = '', images = ''] = ['texts', 'rows', 'images'].map((name) =>
    path.join(workspace, name),
  );
  const half = { randomShare: 0.5 };
  writeProject(texts, 'tickets', {
    ...{ source: 'tickets.jsonl', kind: 'text', id: 'id', text: 'text' },
    ...{ ...half, classes: classes.texts },
  });
  writeTexts(texts);
  writeProject(rows, 'waves', { source: 'waveform.csv', kind: 'tabular', classes: ['0', '1'] });
  writeWaveform(rows, null);
  writeProject(images, 'glyphs', { source: 'glyphs', kind: 'image', classes: classes.images });
  await writeImages(images);
}

/** Ends the engine process of the VS Code whose files are under this folder, as a crash would. */
function killEngine(folder: string): void {
  const processes = execFileSync('ps', ['-ww', '-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const engines = processes.filter((line) => line.includes(folder) && line.includes('engine.cjs'));
  assert.ok(engines.length > 0, 'an engine process runs');
  for (const line of engines) process.kill(Number.parseInt(line, 10), 'SIGKILL');
}

/** What lies outside of the page to the right, by its tag and class. */
const overflowing = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    const visit = (parent: ParentNode): void => {
      for (const element of parent.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const { right, width: own } = element.getBoundingClientRect();
        const clipped = element.closest('.next ol, .scrolls, .spoken, .busy-track, .viewport') !== null;
        if (own > 0 && right > width + 1 && !clipped) found.push(`${element.tagName}.${element.className}`);
      }
    };
    visit(document);
    return document.documentElement.scrollWidth > width ? ['the page', ...found] : found;
  });

const actionLines = (frame: Frame): Promise<number> =>
  frame.locator('.action').evaluateAll((buttons) => {
    return new Set(buttons.map((button) => Math.round(button.getBoundingClientRect().top))).size;
  });

async function check(frame: Frame, what: string): Promise<void> {
  assert.deepEqual(await seriousFindings(frame), [], `accessibility of ${what}`);
  assert.deepEqual(await overflowing(frame), [], `overflow of ${what}`);
}

/** What the projects became, for a workspace that is not trusted. */
const kept = mkdtempSync(path.join(tmpdir(), 'nextlabel-views-'));
after(() => rmSync(kept, { recursive: true, force: true }));

/** A step through the views: what it shows is pictured and checked under its name. */
interface Step {
  readonly name: string;
  readonly show: (frame: Frame) => Promise<unknown>;
}

void describe('the views of a trusted workspace', () => {
  let vscode: Installed;
  let page: Page;

  before(async () => {
    vscode = await openInstalled({ prepare });
    page = vscode.page;
  });
  after(async () => {
    await vscode.close();
  });

  /** In the order that begins with the theme in use: changing it is what takes time. */
  let order: readonly Theme[] = [themes[1], themes[0], themes[2], themes[3]];
  async function inThemes(show: (theme: Theme) => Promise<void>): Promise<void> {
    for (const [index, theme] of order.entries()) {
      if (index > 0) await useTheme(page, theme);
      await show(theme);
    }
    order = [...order].reverse();
  }

  const showSteps = (frame: Frame, steps: readonly Step[]): Promise<void> =>
    inThemes(async (theme) => {
      for (const { name, show } of steps) {
        await show(frame);
        await vscode.screenshot(`view-${name}.${theme.name}`);
        await check(frame, `${name} in ${theme.title}`);
      }
    });

  const closeDialog = async (frame: Frame): Promise<void> => {
    await page.keyboard.press('Escape');
    await frame.locator('dialog').waitFor({ state: 'detached' });
    // VS Code hears a moment later that no text has the focus any more.
    await page.waitForTimeout(300);
  };
  const press =
    (key: string, selector: string) =>
    async (frame: Frame): Promise<void> => {
      if ((await frame.locator('dialog').count()) > 0) await closeDialog(frame);
      await page.keyboard.press(key);
      await frame.locator(selector).first().waitFor();
    };

  test('a text: item, labeled item, item of the random stream, dialogs, grid', async () => {
    const frame = await openLabeling(page, 'tickets');
    await labelSome(page, frame, ['1', 't', '2', '1', 't', '2', '1', 't', '2', '1', 't', '2']);
    await page.keyboard.press('s');
    await page.keyboard.press('f');
    await frame.locator('.mark.flagged').waitFor();
    await showSteps(frame, [
      { name: 'text-item', show: () => frame.locator('.origin').waitFor() },
      { name: 'help', show: press('Shift+Slash', 'dialog .help') },
      { name: 'note', show: press('n', 'dialog textarea') },
      {
        name: 'class-search',
        show: async () => {
          await press('/', 'dialog input')(frame);
          await page.keyboard.type('i');
          await page.keyboard.press('ArrowDown');
        },
      },
      {
        name: 'text-labeled',
        show: async () => {
          await closeDialog(frame);
          // By time, not by presses: VS Code may take a while to hear that no text has the focus any more.
          const end = Date.now() + 15_000;
          while (Date.now() < end) {
            await page.keyboard.press('ArrowLeft');
            await page.waitForTimeout(100);
            if ((await frame.locator('.mark strong').count()) > 0) return;
          }
          const [origin, focus] = await frame.evaluate(() => [
            document.querySelector('nextlabel-labeling')?.shadowRoot?.querySelector('.origin')?.textContent,
            document.hasFocus(),
          ]);
          await vscode.screenshot('view-text-labeled.failed');
          assert.fail(`no labeled item is behind this one: ${String(origin)}, focus ${String(focus)}`);
        },
      },
      { name: 'text-grid', show: press('g', 'nextlabel-grid .cell .excerpt') },
      {
        name: 'text-skipped',
        show: async () => {
          await frame.locator('.grid-bar button', { hasText: 'Skipped' }).click();
          await frame.locator('.cell .quiet', { hasText: 'Skipped' }).waitFor();
        },
      },
      {
        name: 'text-random',
        show: async () => {
          await frame.locator('.grid-bar button', { hasText: 'Ranked' }).click();
          await page.keyboard.press('g');
          await frame.locator('.origin').waitFor();
          for (let step = 0; step < 8; step += 1) {
            if ((await frame.locator('.origin', { hasText: 'Random sample' }).count()) > 0) return;
            await page.keyboard.press('ArrowRight');
            await frame.locator('.origin').waitFor();
          }
        },
      },
    ]);
  });

  test('a row', async () => {
    const frame = await openLabeling(page, 'waves');
    await labelSome(page, frame, ['1', '2', '1', '2', '1', '2']);
    await showSteps(frame, [{ name: 'row-item', show: () => frame.locator('table.fields').waitFor() }]);
  });

  test('an image, and a grid of images', async () => {
    const frame = await openLabeling(page, 'glyphs');
    await labelSome(page, frame, ['1', '2', '3', '4', '5', '1']);
    await showSteps(frame, [
      { name: 'image-grid', show: press('g', 'nextlabel-grid .cell img') },
      { name: 'image-item', show: press('g', 'nextlabel-image img') },
    ]);
  });

  test('where there is little room, nothing is cut off and the actions stay on one line', async () => {
    for (const [name, size] of Object.entries(sizes)) {
      await page.setViewportSize(size);
      for (const project of ['tickets', 'waves', 'glyphs']) {
        const frame = await openLabeling(page, project);
        await vscode.screenshot(`view-${name}-${project}`);
        assert.equal(await actionLines(frame), 1, `lines of actions, ${project} ${name}`);
        await check(frame, `${project} ${name}`);
      }
      if (name === 'small') await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    }
    await page.setViewportSize(fullSize);
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  });

  test('the status line says that the ranking is stale while the engine is down', async () => {
    const frame = await openLabeling(page, 'waves');
    killEngine(path.dirname(vscode.workspace));
    await frame.locator('.ranking.stale').waitFor();
    await vscode.screenshot('view-stale');
    await check(frame, 'a stale ranking');
  });

  test('the tree, the wizard and the walkthrough', async () => {
    await openContainer(page, 'NextLabel');
    await treeRow(page, 'glyphs').waitFor();
    await runCommand(page, 'Welcome: Open Walkthrough...', { opensPicker: true });
    await inputField(page).fill('NextLabel');
    await page.keyboard.press('Enter');
    await page.locator('.getting-started-step').first().waitFor();
    // While it loads the walkthrough takes the focus away from the palette.
    await page.waitForTimeout(1500);
    await inThemes(async (theme) => {
      await vscode.screenshot(`view-walkthrough.${theme.name}`);
      await openPicker(page, 'NextLabel: New Labeling Project', pickerRow(page, 'tickets.jsonl'));
      await vscode.screenshot(`view-wizard-source.${theme.name}`);
      await inputField(page).fill('tickets.jsonl');
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Create project' }).waitFor();
      await vscode.screenshot(`view-wizard-guess.${theme.name}`);
      await page.keyboard.press('Escape');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    });
  });

  test('no content policy was broken, and the projects are kept for the next test', () => {
    assert.deepEqual(vscode.violations, []);
    cpSync(vscode.workspace, kept, { recursive: true });
  });
});

void describe('a workspace that is not trusted', () => {
  let vscode: Installed;
  before(async () => {
    vscode = await openInstalled({
      trustAll: false,
      // Opens it restricted, as the answer "No" to the question at the start does.
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      prepare: (workspace) => cpSync(kept, workspace, { recursive: true }),
    });
  });
  after(() => vscode.close());

  test('shows the project, and why it cannot be labeled', async () => {
    const { page } = vscode;
    const frame = await openLabeling(page, 'tickets');
    await frame.locator('.banner.warning').waitFor();
    await page.keyboard.press('1');
    for (const theme of themes) {
      await useTheme(page, theme);
      await vscode.screenshot(`view-untrusted.${theme.name}`);
      await check(frame, `an untrusted workspace in ${theme.title}`);
    }
    assert.match(await frame.locator('.progress-count').innerText(), /^12 \//);
    assert.deepEqual(vscode.violations, []);
  });
});

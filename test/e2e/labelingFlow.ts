// The main job on the packaged extension, by keyboard alone: from data to exported labels, for one kind of data.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { openDriver } from '../../src/store/openDriver.ts';
import { seriousFindings } from '../accessibility.ts';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { inputField, openPicker, pickerRow, toast, webviewFrame } from './workbench.ts';

const LABELS = 30;
/** A kind of data, each in a test file of its own: files run beside each other. */
export interface Kind {
  readonly name: string;
  readonly source: string;
  readonly write: (workspace: string) => void | Promise<void>;
  readonly items: number;
  /** Typed when the wizard asks for classes; null where it finds them. */
  readonly classes: string | null;
}

/** What the view shows, read as a person would. */
const view = (frame: Frame) => {
  const text = async (selector: string): Promise<string> =>
    (await frame.locator(`nextlabel-labeling ${selector}`).first().textContent()) ?? '';
  const until = async (what: string, ready: () => Promise<boolean>, seconds = 60): Promise<void> => {
    const end = Date.now() + seconds * 1000;
    while (!(await ready().catch(() => false))) {
      if (Date.now() > end) throw new Error(`still waiting until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const labeled = async (): Promise<number> =>
    Number(/([\d,]+)\s*\/\s*[\d,]+/.exec(await text('header'))?.[1]?.replaceAll(',', '') ?? Number.NaN);
  return {
    until,
    labeled,
    text,
    saved: () => until('every label is saved', async () => (await text('footer .save')).includes('Saved')),
  };
};

/** The rows of a query on the project's database, while VS Code has it open. */
const query = async (
  workspace: string,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const driver = await openDriver({ path: path.join(workspace, '.nextlabel/labels.db'), readOnly: true });
  try {
    return await driver.all(sql);
  } finally {
    await driver.close();
  }
};

const createProject = async (page: Page, kind: Kind): Promise<void> => {
  await openPicker(page, 'NextLabel: New Labeling Project', pickerRow(page, kind.source));
  await inputField(page).fill(kind.source);
  await page.keyboard.press('Enter');
  const create = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Create project' });
  await create.first().waitFor({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  if (kind.classes === null) return;
  await page.locator('.quick-input-title', { hasText: 'Classes' }).waitFor();
  await inputField(page).fill(kind.classes);
  await page.keyboard.press('Enter');
};

/** From data to exported labels. */
export function describeLabeling(kind: Kind): void {
  void describe(kind.name, () => {
    let vscode: Installed;
    let frame: Frame;
    before(async () => {
      vscode = await openInstalled({
        prepare: async (workspace) => {
          mkdirSync(workspace, { recursive: true });
          await kind.write(workspace);
        },
      });
    });
    after(() => vscode.close());

    test('from data to the first ranked item in three actions and sixty seconds', async () => {
      const from = Date.now();
      await createProject(vscode.page, kind);
      frame = await webviewFrame(vscode.page, 'nextlabel-labeling .stage .rank, nextlabel-labeling .origin', {
        timeoutMs: 60_000,
      });
      assert.ok(Date.now() - from < 60_000);
      const { text, labeled } = view(frame);
      assert.match(await text('header'), new RegExp(kind.items.toLocaleString('en')));
      assert.equal(await labeled(), 0);
    });

    test('thirty labels by keyboard, each on disk when it is shown as saved', async () => {
      const { page, workspace } = vscode;
      const { until, labeled, saved } = view(frame);
      for (let label = 0; label < LABELS; label += 1) {
        await page.keyboard.press(label % 2 === 0 ? '1' : '2');
        await until(`label ${label + 1} is counted`, async () => (await labeled()) === label + 1);
        await saved();
      }
      const [row] = await query(
        workspace,
        "SELECT count(*) AS n FROM events WHERE action IN ('label', 'relabel')",
      );
      assert.equal(row?.['n'], LABELS);
      const shown = await query(workspace, 'SELECT DISTINCT item_id FROM events');
      assert.equal(shown.length, LABELS, 'no item was asked twice');
      await vscode.screenshotInThemes(`${kind.name}-item`);
    });

    test('new rounds rank in the background', async () => {
      const { until, text } = view(frame);
      await until('a round knows the labels', async () => {
        const round = Number(/round (\d+)/.exec(await text('footer'))?.[1]);
        return round >= 3;
      });
      const [last] = await query(vscode.workspace, 'SELECT * FROM rounds ORDER BY round DESC LIMIT 1');
      assert.equal(last?.['strategy'], 'margin');
      assert.equal(last['cold_start'], null);
    });

    test('each key is one event; skip, flag, undo, redo and the arrows work', async () => {
      const { page, workspace } = vscode;
      const { until, labeled, saved } = view(frame);
      const count = async (): Promise<number> =>
        Number((await query(workspace, 'SELECT count(*) AS n FROM events'))[0]?.['n']);
      const before = await count();
      const pressed = ['f', 's', 'u', 'u', 'Control+Shift+Z'];
      for (const [index, key] of pressed.entries()) {
        await page.keyboard.press(key);
        await until(`${key} is stored`, async () => (await count()) === before + index + 1);
      }
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('u');
      await until('the flag is undone', async () => (await count()) === before + pressed.length + 1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await count(), before + pressed.length + 1);
      assert.equal(await labeled(), LABELS);
      await saved();
    });

    test('no key fires while a note is typed', async () => {
      const { page, workspace } = vscode;
      const { until, saved } = view(frame);
      const note = 'sfnug 123 ?/';
      await page.keyboard.press('n');
      await frame.locator('nextlabel-labeling textarea').waitFor();
      await page.keyboard.type(note);
      await page.keyboard.press('Control+Enter');
      await until('the note is stored', async () => {
        const rows = await query(workspace, "SELECT value FROM events WHERE action = 'note'");
        return rows.length === 1 && rows[0]?.['value'] === note;
      });
      await saved();
      const [labels] = await query(workspace, 'SELECT count(*) AS n FROM items WHERE label IS NOT NULL');
      assert.equal(labels?.['n'], LABELS);
    });

    test('the grid labels a selection, and one undo takes it back', async () => {
      const { page, workspace } = vscode;
      const { until, labeled, saved } = view(frame);
      await page.keyboard.press('g');
      await frame.locator('nextlabel-grid [role="gridcell"]').first().waitFor();
      await vscode.screenshotInThemes(`${kind.name}-grid`);
      assert.deepEqual(await seriousFindings(frame), []);
      await frame.locator('nextlabel-grid [role="gridcell"]').first().focus();
      await page.keyboard.press(' ');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('1');
      await until('three are labeled', async () => (await labeled()) === LABELS + 3);
      await saved();
      await page.keyboard.press('u');
      await until('they are not', async () => (await labeled()) === LABELS);
      const [state] = await query(workspace, 'SELECT count(*) AS n FROM items WHERE label IS NOT NULL');
      assert.equal(state?.['n'], LABELS);
      await page.keyboard.press('g');
      await frame.locator('nextlabel-labeling .origin').waitFor();
    });

    test('the help lists the keys, and the view has no serious accessibility finding', async () => {
      const { page } = vscode;
      await page.keyboard.press('Shift+Slash');
      await frame.locator('nextlabel-labeling [role="dialog"], nextlabel-labeling dialog').first().waitFor();
      await vscode.screenshotInThemes(`${kind.name}-help`);
      assert.deepEqual(await seriousFindings(frame), []);
      await page.keyboard.press('Escape');
      assert.deepEqual(await seriousFindings(frame), []);
    });

    test('exports what the database holds', async () => {
      const { page, workspace } = vscode;
      await openPicker(page, 'NextLabel: Export Labels', pickerRow(page, 'JSONL'), 'JSONL');
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-title', { hasText: 'Export' }).waitFor();
      // The dialog shows the folder first and the proposed name a moment later.
      const { until } = view(frame);
      await until('a name is proposed', async () => (await inputField(page).inputValue()).endsWith('.jsonl'));
      const file = await inputField(page).inputValue();
      await page.keyboard.press('Enter');
      await toast(page, 'exported').waitFor();
      const records = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
      const items = await query(
        workspace,
        'SELECT id, label FROM items WHERE label IS NOT NULL ORDER BY row',
      );
      assert.deepEqual(
        records.map(({ id, label }) => [id, label]),
        items.map(({ id, label }) => [id, label]),
      );
      for (const record of records) assert.ok(record['annotator'] && record['strategy'] && record['stream']);
    });

    test('a reload of the window with labels in flight loses none of them', async () => {
      const { page, workspace } = vscode;
      const before = await view(frame).labeled();
      for (const key of ['1', '2', '1', '2']) await page.keyboard.press(key);
      assert.equal(await view(frame).labeled(), before + 4);
      await page.reload();
      // In a browser VS Code writes down every few seconds what a view shows: it may be the grid of before.
      frame = await webviewFrame(page, 'nextlabel-labeling .origin, nextlabel-labeling [role="gridcell"]', {
        timeoutMs: 60_000,
      });
      const { until, labeled, saved } = view(frame);
      await until('the labels are back', async () => (await labeled()) === before + 4);
      await saved();
      const [row] = await query(workspace, 'SELECT count(*) AS n FROM items WHERE label IS NOT NULL');
      assert.equal(row?.['n'], before + 4);
      const [twice] = await query(workspace, 'SELECT count(*) - count(DISTINCT event_id) AS n FROM events');
      assert.equal(twice?.['n'], 0);
    });

    test('nothing left the machine and no content policy was broken', () => {
      assert.deepEqual(vscode.outgoing, []);
      assert.deepEqual(vscode.violations, []);
    });
  });
}

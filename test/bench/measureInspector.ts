import type { Frame, Page } from 'playwright-core';
import { openInstalled } from '../e2e/installed.ts';
import { labelSome } from '../e2e/labelingView.ts';
import { openFile, webviewFrame } from '../e2e/workbench.ts';
import { writeWaveformProject } from './waveformProject.ts';

/** Two of each class, so that there is a model to explain. */
const KEYS = ['1', '2', '3', '1', '2', '3'];
const PAN_MS = 4000;
const PATIENCE = { timeout: 300_000 };

export interface InspectorFigures {
  /** From the key in the labeling view to the inspector's tabs on screen. */
  readonly tabsMs: number;
  /** From that key to the explanation of the item on screen. */
  readonly answerMs: number;
  /** From the choice of the map's tab to its points. */
  readonly mapMs: number;
  /** Frames a second while the map is moved by the mouse. */
  readonly panFps: number;
}

/** Opens the inspector in the packaged extension in a real VS Code, and moves its map. */
export const measureInspector = async (rows: number): Promise<InspectorFigures> => {
  const vscode = await openInstalled({
    prepare: (workspace) => void writeWaveformProject(workspace, rows),
  });
  const { page } = vscode;
  try {
    await openFile(page, 'waves.nextlabel.json');
    const labeling = await webviewFrame(page, 'nextlabel-labeling .stage .rank', { timeoutMs: 300_000 });
    await labelSome(page, labeling, KEYS, PATIENCE);
    const from = performance.now();
    await page.keyboard.press('Alt+W');
    const frame = await webviewFrame(page, 'nextlabel-inspector [role="tab"]', {
      timeoutMs: PATIENCE.timeout,
      pauseMs: 5,
    });
    const tabsMs = performance.now() - from;
    await frame.getByRole('heading', { name: 'In short' }).waitFor(PATIENCE);
    const answerMs = performance.now() - from;
    const asked = performance.now();
    await frame.getByRole('tab', { name: 'Map' }).click();
    await frame.locator('nextlabel-map canvas').first().waitFor(PATIENCE);
    const mapMs = performance.now() - asked;
    return { tabsMs, answerMs, mapMs, panFps: await panFps(page, frame) };
  } finally {
    await vscode.close();
  }
};

/** Drags the map to and fro with the real mouse, and counts the frames that were drawn meanwhile. */
async function panFps(page: Page, frame: Frame): Promise<number> {
  const box = await frame.locator('nextlabel-map canvas').first().boundingBox();
  if (box === null) throw new Error('the map is not on screen');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  const counted = frame.evaluate(
    (ms) =>
      new Promise<number>((resolve) => {
        let frames = 0;
        let from = 0;
        const count = (now: number): void => {
          if (from === 0) from = now;
          else frames += 1;
          if (now - from < ms) requestAnimationFrame(count);
          else resolve((frames / (now - from)) * 1000);
        };
        requestAnimationFrame(count);
      }),
    PAN_MS,
  );
  const end = performance.now() + PAN_MS;
  for (let step = 0; performance.now() < end; step += 1) {
    const angle = step / 20;
    await page.mouse.move(middle.x + 120 * Math.cos(angle), middle.y + 80 * Math.sin(angle));
  }
  await page.mouse.up();
  return counted;
}

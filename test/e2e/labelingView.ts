// The labeling view as a person uses it.
import type { Frame, Page } from 'playwright-core';
import { openFile, webviewFrame } from './workbench.ts';

/** Opens a project in its labeling view, and waits for the first item. */
export async function openLabeling(page: Page, project: string): Promise<Frame> {
  await openFile(page, `${project}.nextlabel.json`);
  const frame = await webviewFrame(page, 'nextlabel-labeling h1', { text: project, timeoutMs: 60_000 });
  await frame.locator('.origin').waitFor({ timeout: 60_000 });
  return frame;
}

/** Labels items by turns, and waits until the ranking knows of them. */
export async function labelSome(
  page: Page,
  frame: Frame,
  keys: readonly string[],
  patience: { readonly timeout: number } = { timeout: 60_000 },
): Promise<void> {
  for (const [index, key] of keys.entries()) {
    await frame.locator('.origin').waitFor();
    await page.keyboard.press(key);
    await frame.locator('.progress-count', { hasText: new RegExp(`^\\s*${index + 1} /`) }).waitFor(patience);
  }
  await frame.locator('.save.saved').waitFor();
  await frame.locator('.suggestion').waitFor(patience);
  await frame.locator('.ranking.current').waitFor(patience);
}

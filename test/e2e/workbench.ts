// Page object of VS Code's workbench: what a person does, by keyboard and eye.
import type { Frame, Locator, Page } from 'playwright-core';

const quickInput = '.quick-input-widget';

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const waitForWorkbench = (page: Page): Promise<void> =>
  page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });

/** The text field of the command palette, a quick pick, an input box or the file dialog. */
export const inputField = (page: Page): Locator => page.locator(`${quickInput} input.input`);

/** Moves the list's focus to the row of exactly that name, or else to the first that contains it; false without one. */
async function focusRow(page: Page, name: string): Promise<boolean> {
  const rows = page.locator(`${quickInput} .monaco-list-row`);
  const found = await rows
    .filter({ hasText: name })
    .first()
    .waitFor({ timeout: 4000 })
    .then(
      () => true,
      () => false,
    );
  if (!found) return false;
  // Their order in the document is not that on screen: the list uses rows again.
  const names = await rows.locator('.quick-input-list-label .label-name').allInnerTexts();
  const isExact = names.includes(name);
  const focused = page.locator(`${quickInput} .monaco-list-row.focused .label-name`).first();
  for (let step = 0; step <= names.length; step++) {
    const text = await focused.innerText({ timeout: 1000 }).catch(() => '');
    if (isExact ? text === name : text.includes(name)) return true;
    await page.keyboard.press('ArrowDown');
  }
  return false;
}

/** False where the palette is gone again: a view to which the focus returns late closes it. */
const fillIn = (page: Page, text: string): Promise<boolean> =>
  inputField(page)
    .fill(text, { timeout: 4000 })
    .then(
      () => true,
      () => false,
    );

/**
 * Types into the palette and accepts the row. The palette's list is made when it opens: while VS Code is still starting
 * up, a command or file may be missing from it, so it is opened again until the row is there.
 */
async function choose(page: Page, text: string, row: string): Promise<void> {
  const end = Date.now() + 45_000;
  for (;;) {
    await page.keyboard.press('F1');
    if ((await fillIn(page, text)) && (await focusRow(page, row))) break;
    if (Date.now() > end) {
      const rows = await page.locator(`${quickInput} .monaco-list-row`).allInnerTexts();
      throw new Error(`the palette does not offer "${row}" for "${text}", but: ${rows.join(' | ')}`);
    }
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Enter');
}

/** Runs a command by its title in the palette. `opensPicker`: the command asks something right away. */
export async function runCommand(
  page: Page,
  title: string,
  { opensPicker = false }: { readonly opensPicker?: boolean } = {},
): Promise<void> {
  await choose(page, `>${title}`, title);
  if (!opensPicker) await page.locator(quickInput).waitFor({ state: 'hidden' });
}

export const pickerRow = (page: Page, text: string): Locator =>
  page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

/**
 * Runs a command that asks something, until `shown` is on screen. A view to which the focus returns late, after the
 * palette has closed, closes what opens meanwhile, also once it is shown: `typed` is then in its field; a person would ask again.
 */
export async function openPicker(page: Page, title: string, shown: Locator, typed?: string): Promise<void> {
  const end = Date.now() + 90_000;
  for (;;) {
    await runCommand(page, title, { opensPicker: true });
    const isShown = await shown.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    );
    if (isShown && (typed === undefined || (await fillIn(page, typed)))) return;
    if (Date.now() > end) throw new Error(`${title} asks nothing`);
    await page.keyboard.press('Escape');
  }
}

/** Opens a file of the workspace by its name. */
export const openFile = (page: Page, name: string): Promise<void> => choose(page, name, name);

/** Chooses a row of the quick pick whose title contains `title`. */
export async function pick(page: Page, title: string, row: string): Promise<void> {
  await page.locator('.quick-input-title', { hasText: title }).waitFor();
  await page.locator(`${quickInput} .monaco-list-row`, { hasText: row }).first().click();
}

/** Answers the input box whose title contains `title`. */
export async function answer(page: Page, title: string, text: string): Promise<void> {
  await page.locator('.quick-input-title', { hasText: title }).waitFor();
  await inputField(page).fill(text);
  await page.keyboard.press('Enter');
}

export const toast = (page: Page, text: string): Locator =>
  page.locator('.notification-toast', { hasText: text });

/** VS Code shows at most three notifications: clear them before waiting for a fourth. */
export const clearToasts = (page: Page): Promise<void> =>
  runCommand(page, 'Notifications: Clear All Notifications');

export const treeRow = (page: Page, text: string): Locator =>
  page.locator('.pane-body .monaco-list-row', { hasText: text });

/** Opens a container of the activity bar. */
export const openContainer = (page: Page, title: string): Promise<void> =>
  page.locator(`.activitybar [aria-label^="${title}"]`).first().click();

/** The document inside a webview: the innermost frame that holds `selector` (with `text`). */
export async function webviewFrame(
  page: Page,
  selector: string,
  {
    text,
    timeoutMs = 30_000,
    pauseMs = 100,
  }: { readonly text?: string; readonly timeoutMs?: number; readonly pauseMs?: number } = {},
): Promise<Frame> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    for (const frame of page.frames().filter((each) => each !== page.mainFrame())) {
      const found = frame.locator(selector).filter(text === undefined ? {} : { hasText: text });
      // A frame may go away while it is asked.
      if ((await found.count().catch(() => 0)) > 0) return frame;
    }
    await delay(pauseMs);
  }
  throw new Error(`no webview shows ${selector}${text === undefined ? '' : ` with "${text}"`}`);
}

/** The four kinds of theme, with the class that VS Code puts on the workbench and what it tells webviews. */
export const themes = [
  { name: 'light', title: 'Light Modern', workbench: '.monaco-workbench.vs', kind: 'vscode-light' },
  { name: 'dark', title: 'Dark Modern', workbench: '.monaco-workbench.vs-dark', kind: 'vscode-dark' },
  {
    name: 'high-contrast',
    title: 'Dark High Contrast',
    workbench: '.monaco-workbench.hc-black',
    kind: 'vscode-high-contrast',
  },
  {
    name: 'high-contrast-light',
    title: 'Light High Contrast',
    workbench: '.monaco-workbench.hc-light',
    kind: 'vscode-high-contrast-light',
  },
] as const;

export type Theme = (typeof themes)[number];

/** The kinds of theme that the webviews which there are have been told. */
async function kindsInWebviews(page: Page): Promise<readonly string[]> {
  const kinds = page.frames().map((frame) =>
    // A frame may go away while it is asked.
    frame.evaluate(() => document.body.dataset['vscodeThemeKind']).catch(() => undefined),
  );
  return (await Promise.all(kinds)).filter((kind) => kind !== undefined);
}

/** Opens the list of themes by its keys, which takes half as long as the palette, and chooses one; false without it. */
async function chooseTheme(page: Page, { title }: Theme): Promise<boolean> {
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+T');
  const isOpen = await page
    .locator(`${quickInput} input[placeholder*="Color Theme"]`)
    .waitFor({ timeout: 4000 })
    .then(
      () => true,
      () => false,
    );
  if (!isOpen || !(await fillIn(page, title)) || !(await focusRow(page, title))) return false;
  await page.keyboard.press('Enter');
  return true;
}

/** Changes the theme, and waits until the webviews have its colours: they come by a message after the workbench's. */
export async function useTheme(page: Page, theme: Theme): Promise<void> {
  const end = Date.now() + 45_000;
  while (!(await chooseTheme(page, theme))) {
    if (Date.now() > end) throw new Error(`the list of themes does not offer ${theme.title}`);
    await page.keyboard.press('Escape');
  }
  await page.locator(theme.workbench).first().waitFor({ timeout: 15_000 });
  await page.locator(quickInput).waitFor({ state: 'hidden' });
  for (;;) {
    const others = (await kindsInWebviews(page)).filter((kind) => kind !== theme.kind);
    if (others.length === 0) break;
    if (Date.now() > end) throw new Error(`a webview still shows ${others.join(', ')}, not ${theme.kind}`);
    await delay(20);
  }
  // Figures and maps are drawn anew in the next frame.
  await delay(100);
}

// The package as a user installs it: is it there, does it start, does it stay on this machine?
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openInstalled } from './installed.ts';
import type { Installed } from './installed.ts';
import { inputField, openContainer } from './workbench.ts';

let vscode: Installed;
before(async () => {
  vscode = await openInstalled();
});
after(async () => {
  await vscode.close();
});

test('the activity bar offers NextLabel, and an empty workspace is told what to do', async () => {
  const { page } = vscode;
  await openContainer(page, 'NextLabel');
  await page.locator('.pane-body .welcome-view-content').first().waitFor();
  await vscode.screenshotInThemes('welcome');
});

test('its commands are in the palette', async () => {
  const { page } = vscode;
  await page.keyboard.press('F1');
  await inputField(page).fill('>NextLabel: Open Sample Project');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Open Sample Project' }).waitFor();
  await page.keyboard.press('Escape');
});

test('nothing tried to leave the machine, no webview broke its content policy', () => {
  assert.deepEqual(vscode.outgoing, []);
  assert.deepEqual(vscode.violations, []);
});

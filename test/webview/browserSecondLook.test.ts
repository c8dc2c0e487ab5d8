import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the second look in Chromium', () => {
  let workbench: Workbench;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    workbench = await startWorkbench();
  });
  afterAll(() => workbench.close());
  afterEach(async () => {
    expect(problems.splice(0)).toEqual([]);
    expect(await withInspector(page, (host) => host.violations)).toEqual([]);
    await page.context().close();
  });

  const open = async ({ inspector = {}, ...options }: InspectorPageOptions = {}): Promise<void> => {
    page = await workbench.openInspector({
      ...options,
      inspector: { target: { serial: 1, tab: 'look', itemId: null }, ...inspector },
    });
    page.on('pageerror', (error) => problems.push(error.message));
  };
  const heading = () => page.locator('.look h3').textContent();
  const count = () => page.locator('.look-count').textContent();
  const reviewed = () =>
    withInspector(page, (host) => host.reviewed.map(({ row, label, className }) => [row, label, className]));
  const onScreen = (item: string) => expect.poll(heading, patient).toBe(item);
  const focusQueue = async (): Promise<void> => {
    await page.getByRole('tab', { name: 'Second look' }).focus();
    await page.keyboard.press('Tab');
  };

  it('confirms, corrects, puts off and takes back, one key each', async () => {
    await open();
    await onScreen('m12');
    await page.getByText('Asked again without the label on 2026-03-03, ann called it ham.').first().waitFor();
    await focusQueue();
    await page.keyboard.press('Space');
    await onScreen('m16');
    await page.keyboard.press('Enter');
    await onScreen('m8');
    // The key of the labeling view: 2 is ham.
    await page.keyboard.press('2');
    await onScreen('m4');
    await page.keyboard.press('s');
    await onScreen('m40');
    expect(await reviewed()).toEqual([
      [12, 'spam', 'spam'],
      [16, 'ham', 'spam'],
      [8, 'newsletter', 'ham'],
    ]);
    await expect
      .poll(count, patient)
      .toBe('2 of 5 labels left to look at · 1 confirmed, 2 corrected · 1 label put off');
    await page.keyboard.press('u');
    await onScreen('m4');
    await page.keyboard.press('Control+z');
    await onScreen('m8');
    await expect.poll(count, patient).toBe('3 of 5 labels left to look at · 1 confirmed, 1 corrected');
    expect(await page.locator('.spoken[role="status"]').textContent()).toContain(
      'Undid: relabel “ham” on item m8 Next: m8, labeled “newsletter”; 3 left.',
    );
    // Its own class confirms a label too.
    await page.keyboard.press('3');
    await onScreen('m4');
    await page.keyboard.press('Space');
    await onScreen('m40');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You have looked at all of them' }).waitFor();
    expect((await reviewed()).slice(2)).toEqual([
      [8, 'newsletter', 'newsletter'],
      [4, 'ham', 'ham'],
      [40, 'ham', 'newsletter'],
    ]);
    // The focus is still where the keys work.
    await page.keyboard.press('u');
    await onScreen('m40');
    expect((await withInspector(page, (host) => host.asked)).map(({ method }) => method)).toEqual([
      'inspector/secondLook',
    ]);
  });

  it('looks again at the labels of now, and what was confirmed does not come back', async () => {
    await open();
    await onScreen('m12');
    await page.getByRole('button', { name: 'Keep “spam”' }).click();
    await page.getByRole('button', { name: 'Change to “spam”' }).click();
    await page.getByText('You corrected 1 label since this was worked out').waitFor();
    await page.getByRole('button', { name: 'Look Again' }).click();
    await onScreen('m8');
    await page.getByText('3 of 3 labels left').waitFor();
    await page.getByText('1 more was confirmed and is left out').waitFor();
    const asked = await withInspector(page, (host) => host.asked);
    expect(asked.map(({ params }) => params)).toEqual([{ revision: 40 }, { revision: 42 }]);
    await withInspector(page, (host) => host.push({ work: { revision: 50 } }));
    await page.getByText('Labels have changed since this').waitFor();
  });

  it('brings back what could not be stored, and says why', async () => {
    await open({ inspector: { refused: { 'inspector/review': 'Item m12 is labeled “ham” by now.' } } });
    await onScreen('m12');
    await page.getByRole('button', { name: 'Keep “spam”' }).click();
    await page.getByRole('alert').getByText('Item m12 is labeled “ham” by now.').waitFor();
    await onScreen('m12');
    await expect.poll(count, patient).toBe('5 of 5 labels left to look at');
  });

  it('goes back to what was put off, and to what is chosen from the table', async () => {
    await open({ inspector: { look: { suspects: 2 } } });
    await onScreen('m12');
    await focusQueue();
    await page.keyboard.press('s');
    await onScreen('m16');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Only those that you put off are left' }).waitFor();
    await page.getByRole('button', { name: 'Look at Them Now' }).press('Enter');
    await onScreen('m12');
    await page
      .getByRole('table', { name: 'Labels in doubt' })
      .getByRole('button', { name: 'm16' })
      .press('Enter');
    await onScreen('m16');
    // It has the focus.
    await page.keyboard.press('1');
    await onScreen('m12');
    await page.locator('tr', { hasText: 'm16' }).getByText('spam', { exact: true }).first().waitFor();
  });

  it('shows nothing of an item that waits to be asked again', async () => {
    // Row 24 is the twin of row 16.
    await open({ inspector: { work: { repeats: [12, 24] } } });
    await onScreen('m8');
    await page.getByText('2 labels held back: their items wait to be asked again').waitFor();
    expect(
      await page
        .locator('nextlabel-inspector')
        .getByText(/m12|m16|m24/)
        .count(),
    ).toBe(0);
  });

  it('changes nothing where the project can only be read', async () => {
    const readOnly = 'Read-only: another window holds this project';
    await open({ inspector: { work: { readOnly } } });
    await onScreen('m12');
    await page.getByText(readOnly).waitFor();
    await focusQueue();
    await page.keyboard.press('Space');
    expect(await page.getByRole('button', { name: 'Keep “spam”' }).isDisabled()).toBe(true);
    expect(await reviewed()).toEqual([]);
  });

  it('says what is missing, and what to set', async () => {
    await open({ inspector: { look: { model: 'tooFew', suspects: 0, repeats: 0 } } });
    await page.getByRole('heading', { name: 'Too few labels to judge' }).waitFor();
    await page.getByText('at least two classes need 20 labels each').first().waitFor();
    await page.getByText('Set "repeatShare": 0.05 in the project file').waitFor();
    await page.getByRole('button', { name: 'Open Project File' }).click();
    expect(await withInspector(page, (host) => host.commands)).toEqual(['openProjectFile']);
    await page.context().close();
    await open({ inspector: { look: { model: 'noProbabilities', suspects: 0 } } });
    await page.getByRole('heading', { name: 'This model cannot judge labels' }).waitFor();
    await page.context().close();
    await open({ inspector: { look: { suspects: 0, isUninformed: true } } });
    await page.getByRole('heading', { name: 'No label is in doubt' }).waitFor();
    await page.getByRole('note').getByText('no better than chance').waitFor();
  });

  it('saves the figure and every table', async () => {
    await open({ inspector: { look: { people: ['ann', 'ben'] } } });
    await onScreen('m12');
    for (const title of [
      'Labels in doubt',
      'Near-duplicates with different labels',
      'Agreement with yourself by class',
      'Agreement between people',
    ]) {
      await page.getByRole('button', { name: `Save as CSV: ${title}` }).click();
    }
    const figure = page.locator('nextlabel-figure', { hasText: 'Given and probable class' });
    for (const kind of ['SVG', 'PNG']) await figure.getByRole('button', { name: kind }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(6);
    const saves = await withInspector(page, (host) => host.saves);
    expect(saves.map(({ suggestedName }) => suggestedName).sort()).toEqual([
      'agreement-of-people.csv',
      'label-noise.png',
      'label-noise.svg',
      'labels-in-doubt.csv',
      'near-duplicates.csv',
      'self-agreement.csv',
    ]);
    const csv = saves.find(({ suggestedName }) => suggestedName === 'labels-in-doubt.csv')!.content;
    expect(csv.split('\r\n')[2]).toMatch(/^m16,,ham,spam,"near-duplicate, model",0\.21,0\.76,0\.0123$/);
  });

  it('shows how far it is, and cancels it', async () => {
    await open({ inspector: { held: ['inspector/secondLook'] } });
    await expect.poll(() => withInspector(page, (host) => host.asked.length), patient).toBe(1);
    await withInspector(page, (host) => host.progress('inspector/secondLook', 'Asking models', 0.4));
    await page.getByText('Asking models', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
    expect(await withInspector(page, (host) => host.cancelled)).toEqual(['inspector/secondLook']);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme, inspector: { look: { isUninformed: true, suspects: 30 } } });
    await onScreen('m12');
    await page.getByRole('button', { name: 'Change to “ham”' }).click();
    await onScreen('m16');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    await open({ inspector: { hostile: true }, width: 320 });
    await page.locator('.look h3').waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

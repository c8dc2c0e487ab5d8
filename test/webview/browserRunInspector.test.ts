import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, startWorkbench, withInspector } from './harness/browser.ts';
import type { InspectorPageOptions, Workbench } from './harness/browser.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the strategy inspector on an experiment in Chromium', () => {
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

  const open = async ({ inspector, ...options }: InspectorPageOptions = {}): Promise<void> => {
    page = await workbench.openInspector({ ...options, inspector: { experiment: {}, ...inspector } });
    page.on('pageerror', (error) => problems.push(error.message));
  };
  const asked = async (method: string) =>
    (await withInspector(page, (host) => host.asked)).filter((each) => each.method === method);
  const heading = (name: string | RegExp) =>
    page.getByRole('heading', { name, exact: typeof name === 'string' });
  const run = (): Promise<string> => withInspector(page, (host) => host.snapshot.run?.run.id ?? '');

  it('explains what a step picked, by keyboard alone', async () => {
    await open();
    await heading('row 0').waitFor();
    await page.getByText('The step picked it as number 1 of 5.').waitFor();
    await page.getByText('Worked out again, the step is the same as it was').waitFor();
    await page.getByText('45 labels, weighted accuracy').waitFor();
    await page.getByRole('slider', { name: 'Step, as a slider' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect
      .poll(async () => (await asked('inspector/why')).map(({ round }) => round), patient)
      .toEqual([8, 7]);
    await page.getByLabel('Row of the data').fill('row 104');
    await page.keyboard.press('Enter');
    await page.getByText('The step did not rank it').first().waitFor();
    await page.getByLabel('Row of the data').fill('4711');
    await page.keyboard.press('Enter');
    await page.getByText('The split of this run has no "4711"').waitFor();
  });

  it('has the tabs that make sense where all labels are known', async () => {
    await open();
    await heading('row 0').waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Why this item', 'Strategies', 'Over time']);
    await page.getByRole('tab', { name: 'Why this item' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('Margin, the run’s own, and 2 others').waitFor();
    expect((await asked('inspector/strategies'))[0]!.params).toEqual({
      strategies: ['margin', 'entropy', 'EER, log loss'],
      top: 10,
    });
  });

  it('looks at another run: the nearest that was made, with the same item where the split is the same', async () => {
    await open();
    await heading('row 0').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await heading('row 1').waitFor();
    const strategy = page.getByRole('combobox', { name: 'Strategy' });
    await strategy.focus();
    await page.keyboard.press('e');
    await expect.poll(run, patient).toBe('letters of an archive-balanced-entropy-0');
    await heading('row 1').waitFor();
    expect(await strategy.evaluate((element) => element.matches(':focus'))).toBe(true);
    // The slow strategy was not run on the letters.
    await strategy.selectOption('EER, log loss');
    await expect.poll(run, patient).toBe('waveform-balanced-EER, log loss-0');
    await heading('row 0').waitFor();
    expect(await page.getByRole('combobox', { name: 'Data set' }).inputValue()).toBe('waveform');
    await page.getByRole('combobox', { name: 'Setting' }).selectOption('imbalanced, weighted');
    await page.getByRole('combobox', { name: 'Seed' }).selectOption('2');
    await expect.poll(run, patient).toBe('waveform-imbalancedWeighted-EER, log loss-2');
    await page.getByText('Model logisticRegression · Data seed 0').waitFor();
  });

  it('says why a run cannot be looked at, and stays at the one that is shown', async () => {
    await open({ inspector: { refused: { 'inspector/chooseRun': 'runs/7.json is damaged.' } } });
    await heading('row 0').waitFor();
    const strategy = page.getByRole('combobox', { name: 'Strategy' });
    await strategy.selectOption('entropy');
    await page.getByText('runs/7.json is damaged.').waitFor();
    expect(await strategy.inputValue()).toBe('margin');
  });

  it('goes over the steps by what was recorded, and from a pick to its reasons', async () => {
    await open();
    await page.getByRole('tab', { name: 'Over time' }).click();
    await heading('What step 8 picked').waitFor();
    await page.getByText('The model was wrong about 5 of 5').waitFor();
    await heading('Weighted accuracy on the test rows').waitFor();
    await heading('Recall of each class').waitFor();
    await heading('Labels of each class').waitFor();
    await page.getByText('there is nothing to forecast').waitFor();
    await page.getByRole('button', { name: '3', exact: true }).click();
    await heading('What step 3 picked').waitFor();
    expect((await asked('inspector/run/history')).length).toBe(1);
    await page.getByRole('button', { name: /CSV.*Steps/ }).click();
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(1);
    const [saved] = await withInspector(page, (host) => host.saves);
    const lines = saved!.content.split('\r\n');
    expect(lines[0]).toBe('Step,Labels known,Weighted accuracy,AUROC,"Fit, seconds","Choice, seconds"');
    expect(lines[1]).toMatch(/^1,10,0\.53,,0\.012,0\.084$/);
    expect(lines[8]).toMatch(/^8,45,/);
    await page.getByText('with 50 labels, weighted accuracy is 0.870').waitFor();
    await page.getByRole('button', { name: 'row 31' }).click();
    await heading('row 31').waitFor();
  });

  it('keeps what was recorded where the data are gone', async () => {
    const why = 'letters.csv, which this run was made from, is not there any more.';
    await open({
      inspector: {
        refused: { 'inspector/run/balance': why, 'inspector/run/picks': why, 'inspector/why': why },
      },
    });
    await page.getByText(why).waitFor();
    await page.getByRole('tab', { name: 'Over time' }).click();
    await heading('Weighted accuracy on the test rows').waitFor();
    await heading('Steps').waitFor();
    expect(await page.getByText(why).count()).toBe(2);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    await open({ theme });
    await page.getByText('Worked out again, the step is the same').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Over time' }).click();
    await heading('Steps').waitFor();
    await heading('Labels of each class').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('fits a narrow view', async () => {
    await open({ width: 320 });
    await heading('row 0').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.getByRole('tab', { name: 'Over time' }).click();
    await heading('Labels of each class').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

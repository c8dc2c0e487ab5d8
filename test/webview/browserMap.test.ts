import { describe, expect, it } from 'vitest';
import { seriousFindings } from '../accessibility.ts';
import { chromiumPath, withInspector } from './harness/browser.ts';
import { useMapPage } from './harness/mapPage.ts';
import { patient } from './harness/resultsPage.ts';
import { themeKinds } from './harness/themes.ts';
import type { ThemeName } from './harness/themes.ts';

describe.skipIf(chromiumPath === null)('the map of the pool in Chromium', () => {
  const { open, map, placeOf, colours, picture, asked, drag, colourBy } = useMapPage();

  it('has every item in the colour of its label, and hides what the legend hides', async () => {
    const page = await open();
    const legend = page.getByRole('region', { name: 'Legend: Labels of now' });
    await legend.getByText('Not labeled').waitFor();
    await page.getByText('The two axes hold 31.4 % and 18.7 % of the variance').waitFor();
    const all = await colours();
    // Three classes, items without a label, skipped ones.
    expect(Object.keys(all).length).toBe(5);
    await legend.getByRole('button', { name: 'Show only spam' }).click();
    await page.getByText(/items hidden/).waitFor();
    await expect.poll(async () => Object.keys(await colours()).length, patient).toBe(1);
    await page.reload();
    await expect.poll(async () => Object.keys(await colours()).length, patient).toBe(1);
    await page.getByRole('button', { name: 'Show All', exact: true }).click();
    await expect.poll(colours, patient).toEqual(all);
  });

  it('colours by prediction, uncertainty, score of any strategy and round', async () => {
    const page = await open();
    const legend = (name: RegExp) => page.getByRole('region', { name });
    await colourBy('Prediction');
    await legend(/Predicted by the model of the round/).waitFor();
    await colourBy('Uncertainty');
    await legend(/Entropy of the predicted probabilities/)
      .getByText('0.2 to 0.3')
      .waitFor();
    expect(await asked('predictions')).toEqual([
      { method: 'inspector/map/predictions', round: 12, params: {} },
    ]);
    await colourBy('Score');
    await legend(/Score by Margin/)
      .getByText('Not in the pool, or no score')
      .waitFor();
    const strategies = page.getByRole('combobox', { name: 'Strategy' });
    await strategies.selectOption('k-center');
    await page.getByText('k-center needs features that this model does not give.').waitFor();
    await strategies.selectOption('Entropy');
    await legend(/Score by Entropy/).waitFor();
    expect((await asked('scores')).map(({ params }) => params)).toEqual(
      ['margin', 'kCenterGreedy', 'entropy'].map((strategy) => ({ strategy })),
    );
    await colourBy('Round of labeling');
    await legend(/The round that asked/)
      .getByText('Before any round, or with the data')
      .waitFor();
    expect(await asked('labels')).toHaveLength(1);
  });

  it('looks at another round without moving', async () => {
    const page = await open();
    await colourBy('Prediction');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page
      .getByRole('region', { name: /Predicted by/ })
      .getByText('newsletter')
      .waitFor();
    const before = await picture();
    await page.getByLabel('Round', { exact: true }).fill('5');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await asked('predictions')).map(({ round }) => round), patient)
      .toEqual([12, 5]);
    await expect.poll(picture, patient).toBe(before);
    expect(await asked('pca')).toHaveLength(1);
  });

  it('moves and zooms by mouse', async () => {
    const page = await open();
    const all = await picture();
    const { x, y } = await placeOf(31);
    await drag([
      { x, y },
      { x: x + 90, y: y - 40 },
    ]);
    await expect.poll(picture, patient).not.toBe(all);
    // A drag chooses nothing.
    await page.getByText('Nothing selected').waitFor();
    await page.mouse.move(x + 90, y - 40);
    await page.mouse.wheel(0, -400);
    // The item under the pointer stays there.
    await page.mouse.click(x + 90, y - 40);
    await page.getByRole('region', { name: 'Item', exact: true }).getByText('m31').waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.getByRole('button', { name: 'Fit all items' }).click();
    await page.mouse.click(x, y);
    await page.getByText('1 item selected').waitFor();
    await page.getByRole('button', { name: 'Clear Selection' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(picture, patient).toBe(all);
  });

  it('moves and zooms by keyboard', async () => {
    const page = await open();
    const all = await picture();
    await map().focus();
    const seen = [all];
    for (const key of ['ArrowRight', 'ArrowDown', '+', '-', '+']) {
      await page.keyboard.press(key);
      await expect.poll(picture, patient).not.toBe(seen.at(-1));
      seen.push(await picture());
    }
    // Out again after in is where it was.
    expect(seen[4]).toBe(seen[2]);
    await page.keyboard.press('0');
    await expect.poll(picture, patient).toBe(all);
  });

  it('says of an item what is known once the pointer rests on it', async () => {
    const page = await open();
    const [first, second] = [await placeOf(31), await placeOf(40)];
    await page.mouse.move(first.x, first.y);
    const card = page.locator('.hover-card');
    await card.getByText('m31').waitFor();
    await card.getByText('Minutes of the meeting').waitFor();
    await card.getByText(/^\d+\.\d %$/).waitFor();
    await page.mouse.move(second.x, second.y);
    await card.getByText('m40').waitFor();
    expect(await asked('predictions')).toHaveLength(1);
    await page.mouse.click(second.x, second.y);
    await page.getByRole('button', { name: 'Why This One?' }).click();
    await page.getByRole('heading', { name: 'm40', exact: true }).waitFor();
  });

  it('shows principal components until UMAP is there, with progress, and cancels', async () => {
    const page = await open({ inspector: { held: ['inspector/map/umap'] } }).then(async (opened) => {
      await map().waitFor();
      return opened;
    });
    await page.getByRole('button', { name: 'UMAP' }).click();
    await page.getByText('meanwhile the map shows the principal components').waitFor();
    await withInspector(page, (host) => host.progress('inspector/map/umap', 'Working out the UMAP', 0.37));
    await expect.poll(() => page.getByRole('progressbar').getAttribute('aria-valuenow'), patient).toBe('37');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('UMAP was cancelled').waitFor();
    expect(await withInspector(page, (host) => host.cancelled)).toEqual(['inspector/map/umap']);
    const before = await picture();
    await withInspector(page, (host) => host.held.clear());
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByText('Near items are alike').waitFor();
    await page.getByText('UMAP is done.').waitFor({ state: 'attached' });
    await expect.poll(picture, patient).not.toBe(before);
    await page.getByRole('button', { name: 'PCA' }).click();
    await expect.poll(picture, patient).toBe(before);
    await page.getByRole('button', { name: 'UMAP' }).click();
    await page.getByText('Near items are alike').waitFor();
    expect(await asked('umap')).toHaveLength(2);
  });

  it('says what is missing: items, features, a model, probabilities', async () => {
    let page = await open({ inspector: { map: { points: 0 } } });
    await page.getByRole('heading', { name: 'No items' }).waitFor();
    await page.context().close();
    const why = 'These items have no features, so there is nothing to map them by.';
    page = await open({ inspector: { refused: { 'inspector/map/pca': why } } });
    await page.getByText(why).waitFor();
    await withInspector(page, (host) => host.refused.clear());
    await page.getByRole('button', { name: 'Try Again' }).click();
    await map().waitFor();
    await page.context().close();
    page = await open({ inspector: { map: { noModel: true } } });
    await colourBy('Prediction');
    await page.getByText('fewer than two classes were labeled').waitFor();
    await page.context().close();
    page = await open({ inspector: { map: { noProbabilities: true } } });
    await colourBy('Uncertainty');
    await page.getByText('The model of this round gives no probabilities.').waitFor();
  });

  it('says nothing that may lead the annotator of items that measure the model', async () => {
    const page = await open({ inspector: { work: { blind: [31] } } });
    await colourBy('Prediction');
    await page.getByText('1 item that waits in the queue as a random sample').waitFor();
    const { x, y } = await placeOf(31);
    await page.mouse.click(x, y);
    const card = page.getByRole('region', { name: 'Item', exact: true });
    await card.getByText('m31').waitFor();
    expect(await card.getByText('Prediction').count()).toBe(0);
  });

  it('moves 100,000 items in pictures of some milliseconds, and paints none again for a pointer that passes', async () => {
    const page = await open({ inspector: { map: { points: 100_000 } } });
    const box = (await map().boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.evaluate(watchPictures);
    await page.mouse.down();
    for (let step = 1; step <= 30; step++) await page.mouse.move(x + 3 * step, y + 2 * step);
    await page.mouse.up();
    const took = await page.evaluate<number[]>('window.pictures');
    expect(took.length).toBeGreaterThan(5);
    // For 20 a second they may take 50 ms; 6 were measured. The machine of this test may be many times as slow.
    expect(took.sort((a, b) => a - b)[took.length >> 1]).toBeLessThan(200);
    await page.getByText('Nothing selected').waitFor();
    await page.evaluate('window.pictures = []');
    for (let step = 1; step <= 20; step++) await page.mouse.move(x + 90 - 3 * step, y + 60 - 2 * step);
    await page
      .locator('.hover-card')
      .getByText(/^m\d+$/)
      .waitFor();
    expect(await page.evaluate('window.pictures')).toEqual([]);
  });

  it.each(Object.keys(themeKinds) as ThemeName[])('axe finds nothing serious in %s', async (theme) => {
    const page = await open({ theme, inspector: { work: { queued: [40, 41], canUndo: true } } });
    const { x, y } = await placeOf(31);
    await page.mouse.click(x, y);
    await page.getByRole('button', { name: 'Show Table' }).click();
    await page.getByRole('checkbox', { name: 'Select m31' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Select m33' }).check();
    await page.getByRole('button', { name: 'ham', exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows hostile names as text, and fits a narrow view', async () => {
    const page = await open({ inspector: { hostile: true }, width: 320 });
    await page.getByRole('button', { name: 'Show Table' }).click();
    await page.getByRole('checkbox', { name: 'Select m0' }).check();
    await page.getByText('1 item selected').first().waitFor();
    expect(await page.evaluate(() => (window as { hacked?: unknown }).hacked ?? null)).toBeNull();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

/** In the page: how long it takes from the beginning of a frame until the points are in the canvas. */
const watchPictures = `(() => {
  window.pictures = [];
  let frame = 0;
  const ask = window.requestAnimationFrame;
  window.requestAnimationFrame = (paint) => ask((time) => {
    frame = performance.now();
    paint(time);
  });
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...parts) {
    put.apply(this, parts);
    window.pictures.push(performance.now() - frame);
  };
})()`;

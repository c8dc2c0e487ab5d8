import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, withInspector } from './harness/browser.ts';
import { useMapPage } from './harness/mapPage.ts';
import { patient } from './harness/resultsPage.ts';

describe.skipIf(chromiumPath === null)('work on the map in Chromium', () => {
  const { open, map, placeOf, colours, picture, drag } = useMapPage();
  const labeled = (page: Page) => withInspector(page, (host) => host.labeled);
  const saves = async (page: Page, count: number) => {
    await expect.poll(() => withInspector(page, (host) => host.saves.length), patient).toBe(count);
    return withInspector(page, (host) => host.saves);
  };
  const around = ({ x, y }: { readonly x: number; readonly y: number }, reach: number) =>
    [
      { x: x - reach, y: y - reach },
      { x: x + reach, y: y - reach },
      { x: x + reach, y: y + reach },
      { x: x - reach, y: y + reach },
    ] as const;

  it('labels what a rectangle selects, after a yes, and takes it back in one step', async () => {
    const page = await open();
    const before = await picture();
    await page.getByRole('button', { name: 'Rectangle' }).click();
    const [corner, , opposite] = around(await placeOf(31), 45);
    await drag([corner, opposite]);
    const selected = page.getByText(/^\d+ items selected$/);
    await selected.waitFor();
    const count = Number.parseInt((await selected.textContent())!, 10);
    expect(count).toBeGreaterThan(3);
    await expect.poll(picture, patient).not.toBe(before);
    await page.getByRole('button', { name: 'newsletter', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`This labels ${count} items as “newsletter”.`).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await labeled(page)).toEqual([]);
    await page.getByRole('button', { name: 'newsletter', exact: true }).click();
    await page.getByRole('button', { name: `Label ${count} items` }).click();
    await page.getByText(`newsletter on ${count} items.`).first().waitFor();
    const [sent] = await labeled(page);
    expect(sent).toMatchObject({ className: 'newsletter' });
    expect(sent!.rows).toHaveLength(count);
    expect(sent!.rows).toContain(31);
    expect(sent!.secondsSpent).toBeGreaterThan(0);
    await page.getByText('Nothing selected').waitFor();
    expect(await picture()).not.toBe(before);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(`Undid: label on ${count} items`).first().waitFor();
    await expect.poll(picture, patient).toBe(before);
  });

  it('labels one item at once, and leaves the keyboard where it was used', async () => {
    const page = await open();
    const { x, y } = await placeOf(31);
    await page.mouse.click(x, y);
    await page.getByRole('button', { name: 'ham', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('ham on 1 item.').first().waitFor();
    expect(await labeled(page)).toMatchObject([{ rows: [31], className: 'ham' }]);
    // The button is gone with the selection: what became of it has the focus, and Undo is one step back.
    await expect.poll(() => page.evaluate(focused), patient).toBe('outcome');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Undid: label on 1 items').first().waitFor();
  });

  it('selects with a lasso, adds with Ctrl, and gives up with Escape', async () => {
    const page = await open();
    const count = async (): Promise<number> =>
      Number.parseInt((await page.locator('.side .selected strong').textContent())!, 10);
    const first = around(await placeOf(31), 30);
    await drag([...first, first[0]], ['Alt']);
    await expect.poll(count, patient).toBeGreaterThan(0);
    const one = await count();
    const second = around(await placeOf(40), 30);
    await drag([...second, second[0]], ['Alt', 'Control']);
    await expect.poll(count, patient).toBeGreaterThan(one);
    const [corner, , opposite] = around(await placeOf(31), 30);
    await drag([corner, opposite], ['Shift']);
    await expect.poll(count, patient).toBeGreaterThanOrEqual(one);
    // Half a lasso is no selection.
    const before = await count();
    await page.mouse.move(corner.x, corner.y);
    await page.mouse.down();
    await page.mouse.move(opposite.x, corner.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await count()).toBe(before);
    await page.keyboard.press('Escape');
    await page.getByText('Nothing selected').waitFor();
  });

  it('sends to the queue, marks what waits there, and takes it back', async () => {
    const page = await open();
    const [corner, , opposite] = around(await placeOf(31), 30);
    await drag([corner, opposite], ['Shift']);
    await page.getByRole('button', { name: 'Send to Queue' }).click();
    await page
      .getByText(/sent to the front of the queue\.$/)
      .first()
      .waitFor();
    const queued = await withInspector(page, (host) => host.snapshot.work.queued);
    expect(queued).toContain(31);
    await page.getByText(/that you sent waits? at the front of the queue/).waitFor();
    await page.getByRole('button', { name: 'Take Back' }).click();
    await page
      .getByText(/taken out of the front of the queue/)
      .first()
      .waitFor();
    expect(await withInspector(page, (host) => host.snapshot.work.queued)).toEqual([]);
  });

  it('changes nothing of a project that is read-only', async () => {
    const readOnly = 'Another window has this project open.';
    const page = await open({ inspector: { work: { readOnly, canUndo: true } } });
    const { x, y } = await placeOf(31);
    await page.mouse.click(x, y);
    await page.getByText(readOnly).waitFor();
    expect(await page.getByRole('button', { name: 'ham', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Send to Queue' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
  });

  it('has a table to select, order and label by keyboard alone', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Show Table' }).focus();
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: 'Items of the map' });
    await table.getByText('m0', { exact: true }).waitFor();
    await page.getByText('1 to 50 of 600').waitFor();
    await table.getByRole('checkbox', { name: 'Select m1', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.getByText('1 item selected').first().waitFor();
    const firstItem = () => table.locator('tbody th').first().textContent();
    await table.getByRole('button', { name: 'Uncertainty' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await table.getByRole('columnheader', { name: 'Uncertainty' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await expect.poll(async () => (await firstItem())!.trim(), patient).toBe('m0');
    await table.getByRole('button', { name: 'Item', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await firstItem())!.trim(), patient).toBe('m665');
    await page.getByRole('button', { name: 'Next Page' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('51 to 100 of 600').waitFor();
    await table.getByRole('checkbox', { name: 'Select all on this page' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('51 items selected').first().waitFor();
    await page.getByRole('button', { name: 'Selected', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 to 50 of 51').waitFor();
    await page.getByRole('button', { name: 'Clear Labels' }).last().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Clear many labels?' }).waitFor();
    await page.getByRole('button', { name: 'Clear 51 labels' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Labels taken from 51 items.').first().waitFor();
    expect((await labeled(page))[0]!.rows).toHaveLength(51);
    await page.getByText('Select items on the map or in the table').waitFor();
  });

  it('marks on the map what is chosen in the table, and goes there', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Show Table' }).click();
    await map().focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press('+');
    const before = await picture();
    const rows = page.locator('nextlabel-map-table tbody th button');
    await rows.getByText('m3', { exact: true }).click();
    await page.getByRole('region', { name: 'Item', exact: true }).getByText('m3').waitFor();
    await expect.poll(picture, patient).not.toBe(before);
    expect(Object.keys(await colours()).length).toBeGreaterThan(0);
  });

  it('saves figure and table as they are seen', async () => {
    const page = await open();
    await page.getByRole('button', { name: /SVG.*Map of the pool/ }).click();
    await page.getByRole('button', { name: /PNG.*Map of the pool/ }).click();
    await page.getByRole('combobox', { name: 'Colour by' }).selectOption('Score');
    await page.getByRole('button', { name: 'Show only Not in the pool, or no score' }).click();
    await page.getByRole('button', { name: 'Show Table' }).click();
    await page.getByRole('button', { name: /CSV.*Items of the map/ }).click();
    const [svg, png, csv] = await saves(page, 3);
    expect(svg).toMatchObject({ suggestedName: 'map.svg', kind: 'svg' });
    expect(svg!.content.match(/<path /g)!.length).toBeGreaterThan(600);
    expect(svg!.content).toContain('Map of mail');
    expect(png).toMatchObject({ suggestedName: 'map.png', kind: 'png' });
    const head = Buffer.from(png!.content, 'base64').subarray(1, 4).toString('latin1');
    expect(head).toBe('PNG');
    expect(csv!.suggestedName).toBe('map.csv');
    const [header, first] = csv!.content.split('\r\n');
    expect(header).toBe('Item,Label,Prediction,Confidence,Uncertainty,Score,Rank,Round,x,y');
    expect(first!).toMatch(/^m0,spam,ham,0\.4\d*,0\.6\d*,,,,-?\d+\.\d+,-?\d+\.\d+$/);
  });

  it('saves more items than a drawing can hold as a picture within it', async () => {
    const page = await open({ inspector: { map: { points: 6000 } } });
    await page.getByRole('button', { name: /SVG.*Map of the pool/ }).click();
    await page.getByRole('button', { name: /PNG.*Map of the pool/ }).click();
    const [svg, png] = await saves(page, 2);
    expect(svg!.content).toContain('href="data:image/png;base64,');
    expect(svg!.content.length).toBeLessThan(1_500_000);
    // A picture of points, not of an empty frame.
    expect(png!.content.length).toBeGreaterThan(40_000);
  });
});

/** In the page: the class of what has the focus, within whichever shadow tree. */
const focused = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.className;
})()`;

import type { Page } from 'playwright-core';
import { withInspector } from './browser.ts';
import type { InspectorPageOptions } from './browser.ts';

/** A picture of the inspector, for a person to look at. */
export interface InspectorShot {
  readonly name: string;
  readonly options: InspectorPageOptions;
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Chooses a tab. */
const tab =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('tab', { name }).click();
  };

const openMap = async (page: Page): Promise<void> => {
  await tab('Map')(page);
  await page.locator('nextlabel-map .map').waitFor();
};

/** Selects what lies around the middle. */
const selectSome = async (page: Page): Promise<void> => {
  const box = (await page.locator('nextlabel-map .map').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.keyboard.down('Shift');
  await page.mouse.move(x - 60, y - 60);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 50, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
};

const mapBy =
  (channel: string) =>
  async (page: Page): Promise<void> => {
    await openMap(page);
    await page.getByRole('combobox', { name: 'Colour by' }).selectOption(channel);
    await page.waitForTimeout(200);
  };

const mapWithCard = async (page: Page): Promise<void> => {
  await openMap(page);
  await selectSome(page);
  await page.getByRole('button', { name: 'Show Table' }).click();
  await page.locator('nextlabel-map-table tbody th button').nth(7).click();
  await page.getByRole('button', { name: 'Hide Table' }).click();
};

const mapWithTable = async (page: Page): Promise<void> => {
  await openMap(page);
  await selectSome(page);
  await page.getByRole('button', { name: 'Show Table' }).click();
  await page.getByRole('button', { name: 'Selected', exact: true }).click();
};

const mapConfirming = async (page: Page): Promise<void> => {
  await openMap(page);
  await selectSome(page);
  await page.getByRole('button', { name: 'ham', exact: true }).click();
};

const mapWaiting = async (page: Page): Promise<void> => {
  await openMap(page);
  await page.getByRole('button', { name: 'UMAP' }).click();
  await withInspector(page, (host) => host.progress('inspector/map/umap', 'Working out the UMAP', 0.62));
  await page.getByRole('combobox', { name: 'Colour by' }).selectOption('Prediction');
  await page.getByRole('button', { name: 'Lasso' }).click();
  const box = (await page.locator('nextlabel-map .map').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x - 90, y);
  await page.mouse.down();
  for (const [right, down] of [
    [-40, -70],
    [50, -60],
    [90, 20],
    [10, 80],
  ] as const)
    await page.mouse.move(x + right, y + down, { steps: 3 });
};

/** Confirms, corrects and puts off. */
const decideSome = async (page: Page): Promise<void> => {
  await tab('Second look')(page);
  await page.locator('.look').focus();
  for (const key of ['Space', 'Enter', 's']) await page.keyboard.press(key);
};

export const inspectorShots: readonly InspectorShot[] = [
  { name: 'why', options: {} },
  { name: 'why-image', options: { inspector: { kind: 'image' } } },
  { name: 'why-row', options: { inspector: { kind: 'tabular' } } },
  { name: 'why-blind', options: { inspector: { blind: [0] } }, prepare: tab('Why this item') },
  { name: 'why-asking', options: { inspector: { held: ['inspector/why'] } } },
  {
    name: 'why-failed',
    options: { inspector: { refused: { 'inspector/why': 'The engine process ended before it answered.' } } },
  },
  { name: 'no-round', options: { inspector: { rounds: 0 } } },
  { name: 'map', options: { inspector: { work: { queued: [31, 40] } } }, prepare: mapWithCard },
  { name: 'map-score', options: { inspector: { map: { points: 20_000 } } }, prepare: mapBy('Score') },
  { name: 'map-many', options: { inspector: { map: { points: 100_000 } } }, prepare: openMap },
  { name: 'map-round', options: { inspector: { kind: 'image' } }, prepare: mapBy('Round of labeling') },
  { name: 'map-table', options: {}, prepare: mapWithTable },
  { name: 'map-confirm', options: {}, prepare: mapConfirming },
  {
    name: 'map-umap',
    options: { inspector: { held: ['inspector/map/umap'], work: { blind: [3, 4] } } },
    prepare: mapWaiting,
  },
  {
    name: 'map-read-only',
    options: { inspector: { hostile: true, work: { readOnly: 'Another window has this project open.' } } },
    prepare: mapWithTable,
  },
  {
    name: 'map-failed',
    options: {
      inspector: {
        refused: { 'inspector/map/pca': 'These items have no features, so there is nothing to map them by.' },
      },
    },
    prepare: tab('Map'),
  },
  { name: 'strategies', options: {}, prepare: tab('Strategies') },
  { name: 'strategies-image', options: { inspector: { kind: 'image' } }, prepare: tab('Strategies') },
  { name: 'time', options: {}, prepare: tab('Over time') },
  { name: 'look', options: {}, prepare: tab('Second look') },
  { name: 'look-image', options: { inspector: { kind: 'image' } }, prepare: tab('Second look') },
  {
    name: 'look-few',
    options: { inspector: { look: { model: 'tooFew', suspects: 0, repeats: 0 } } },
    prepare: tab('Second look'),
  },
  {
    name: 'look-none',
    options: { inspector: { kind: 'tabular', look: { suspects: 0, isUninformed: true } } },
    prepare: tab('Second look'),
  },
  { name: 'look-decided', options: { inspector: { kind: 'tabular' } }, prepare: decideSome },
  { name: 'look-hostile', options: { inspector: { hostile: true } }, prepare: tab('Second look') },
  { name: 'budget', options: {}, prepare: tab('Budget and stopping') },
  { name: 'budget-network', options: { inspector: { rounds: 8 } }, prepare: tab('Budget and stopping') },
  { name: 'budget-doubtful', options: { inspector: { rounds: 7 } }, prepare: tab('Budget and stopping') },
  { name: 'budget-early', options: { inspector: { rounds: 2 } }, prepare: tab('Budget and stopping') },
  { name: 'run-why', options: { inspector: { experiment: {} } } },
  {
    name: 'run-single',
    options: { inspector: { experiment: { single: true } } },
    prepare: tab('Strategies'),
  },
  { name: 'run-time', options: { inspector: { experiment: {} } }, prepare: tab('Over time') },
  { name: 'why-hostile', options: { inspector: { hostile: true } } },
];

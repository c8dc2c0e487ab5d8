import type { Page } from 'playwright-core';
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
  { name: 'strategies', options: {}, prepare: tab('Strategies') },
  { name: 'strategies-image', options: { inspector: { kind: 'image' } }, prepare: tab('Strategies') },
  { name: 'time', options: {}, prepare: tab('Over time') },
  { name: 'budget', options: {}, prepare: tab('Budget and stopping') },
  { name: 'budget-doubtful', options: { inspector: { rounds: 7 } }, prepare: tab('Budget and stopping') },
  { name: 'budget-early', options: { inspector: { rounds: 2 } }, prepare: tab('Budget and stopping') },
  { name: 'why-hostile', options: { inspector: { hostile: true } } },
];

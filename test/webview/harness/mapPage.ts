import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { boundsOf, fitCamera, toScreen } from '../../../webview/inspector/map/camera.ts';
import { startWorkbench, withInspector } from './browser.ts';
import type { InspectorPageOptions, Workbench } from './browser.ts';
import type { AskedQuestion } from './fakeInspector.ts';
import { mapPlaces } from './inspectorMap.ts';
import { patient } from './resultsPage.ts';

/** A place on the screen, in CSS pixels of the page. */
interface At {
  readonly x: number;
  readonly y: number;
}

export interface MapPage {
  /** Opens the map in a fresh context, and waits until it is painted. */
  readonly open: (options?: InspectorPageOptions) => Promise<Page>;
  readonly map: () => Locator;
  /** Where an item is while all are shown. */
  readonly placeOf: (row: number) => Promise<At>;
  /** How many pixels of the map have each colour, `#rrggbb`; the background is left out. */
  readonly colours: () => Promise<Readonly<Record<string, number>>>;
  /** The same for the same picture of the points. */
  readonly picture: () => Promise<string>;
  readonly asked: (name: string) => Promise<readonly AskedQuestion[]>;
  /** Drags along places, with keys held down. */
  readonly drag: (path: readonly At[], keys?: readonly ('Shift' | 'Alt' | 'Control')[]) => Promise<void>;
  /** Chooses what colours the points. */
  readonly colourBy: (channel: string) => Promise<void>;
}

/** One browser for the tests of a file; each page must have run without an error and within its content policy. */
export function useMapPage(): MapPage {
  let workbench: Workbench;
  let page: Page;
  let points: number | undefined;
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

  const map = (): Locator => page.locator('nextlabel-map .map');
  const colours = (): Promise<Readonly<Record<string, number>>> => page.evaluate(coloursOf);
  return {
    async open({ inspector = {}, ...options } = {}) {
      points = inspector.map?.points;
      page = await workbench.openInspector({
        ...options,
        inspector: { target: { serial: 1, tab: 'map', itemId: null }, ...inspector },
      });
      page.on('pageerror', (error) => problems.push(error.message));
      if (points !== 0 && !inspector.held?.length && inspector.refused === undefined) {
        await map().waitFor();
        await expect.poll(async () => Object.keys(await colours()).length, patient).toBeGreaterThan(0);
      }
      return page;
    },
    map,
    async placeOf(row) {
      const { rows, places } = mapPlaces(points === undefined ? {} : { points }, 'pca');
      const box = (await map().boundingBox())!;
      const point = rows.indexOf(row);
      const at = toScreen(fitCamera(boundsOf(places), box), box, {
        x: places[2 * point]!,
        y: places[2 * point + 1]!,
      });
      return { x: box.x + at.x, y: box.y + at.y };
    },
    colours,
    picture: async () => JSON.stringify(await page.evaluate(pictureOf)),
    asked: async (name) =>
      (await withInspector(page, (host) => host.asked)).filter(
        ({ method }) => method === `inspector/map/${name}`,
      ),
    async drag([start, ...path], keys = []) {
      for (const key of keys) await page.keyboard.down(key);
      await page.mouse.move(start!.x, start!.y);
      await page.mouse.down();
      for (const { x, y } of path) await page.mouse.move(x, y, { steps: 3 });
      await page.mouse.up();
      for (const key of keys) await page.keyboard.up(key);
    },
    async colourBy(channel) {
      await page.getByRole('combobox', { name: 'Colour by' }).selectOption({ label: channel });
    },
  };
}

/** In the page: the canvas of the points, which lies in shadow trees. */
const canvasOfPoints = `(() => {
  const inside = (root, name) => root.querySelector(name)?.shadowRoot;
  const tab = inside(inside(document, 'nextlabel-inspector'), 'nextlabel-map-tab');
  return inside(tab, 'nextlabel-map').querySelector('canvas.points');
})()`;

const pixelsOf = `const canvas = ${canvasOfPoints};
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);`;

const coloursOf = `(() => {
  ${pixelsOf}
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const hex = (pixel) =>
    '#' + [0, 8, 16].map((shift) => ((pixel >>> shift) & 255).toString(16).padStart(2, '0')).join('');
  // Most of the map is empty.
  return Object.fromEntries(
    [...counts].sort((a, b) => b[1] - a[1]).slice(1).map(([pixel, count]) => [hex(pixel), count]),
  );
})()`;

/** After what was asked for has been drawn: that takes until the next frame, which a busy machine is late with. */
const pictureOf = `(async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  ${pixelsOf}
  let hash = 2166136261;
  for (const pixel of pixels) hash = Math.imul(hash ^ pixel, 16777619) >>> 0;
  return [canvas.width, canvas.height, hash];
})()`;

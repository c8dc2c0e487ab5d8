import { expect, it } from 'vitest';
import type { MapCategory } from '../../../../webview/inspector/map/colouring.ts';
import { savedMap } from '../../../../webview/inspector/map/mapDrawing.ts';
import type { SavedMap } from '../../../../webview/inspector/map/mapDrawing.ts';
import { allOf, parseSvg } from '../../../charts/parseSvg.ts';

const category = (index: number, name: string, colour: string): MapCategory => ({
  id: name,
  name,
  look: { kind: 'class', index, colour },
  count: 2,
});

/** Four points, of which the camera sees three. */
const map: SavedMap = {
  title: 'Map of <b>mail</b>',
  describe: (shown) => `${shown} in view.`,
  legendTitle: 'Labels of now',
  places: Float32Array.of(0, 0, 10, 10, -10, 5, 500, 0),
  colouring: {
    categories: [category(0, 'spam', '#c2185b'), category(1, 'ham', '#00796b')],
    of: Uint16Array.of(0, 1, 0, 1),
    emphasis: false,
  },
  isHidden: [false, false],
  camera: { centreX: 0, centreY: 0, scale: 5 },
  size: { width: 400, height: 300 },
};

const drawn = (change: Partial<SavedMap> = {}) => {
  const document = parseSvg(savedMap({ ...map, ...change }));
  const texts = allOf(document, 'text').map(({ text }) => text);
  const places = allOf(document, 'g')
    .flatMap(({ children }) => children)
    .filter(({ name, attributes }) => name === 'path' && attributes['transform'] !== undefined)
    .map(({ attributes }) => attributes['transform']);
  return { document, texts, places };
};

it('draws what is seen as it is seen, with its legend', () => {
  const { document, texts, places } = drawn();
  expect([...places].sort()).toEqual([
    'translate(150.0,125.0)',
    'translate(200.0,150.0)',
    'translate(250.0,100.0)',
  ]);
  expect(texts).toEqual(['Map of <b>mail</b>', 'Labels of now', 'spam', 'ham']);
  expect(allOf(document, 'desc')[0]!.text).toBe('3 in view.');
});

it('leaves out what the legend hides', () => {
  const { document, texts, places } = drawn({ isHidden: [true, false] });
  expect(places).toEqual(['translate(250.0,100.0)']);
  expect(texts).not.toContain('spam');
  expect(allOf(document, 'desc')[0]!.text).toBe('1 in view.');
});

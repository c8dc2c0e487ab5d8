import { describe, expect, it } from 'vitest';
import { printColours } from '../../../../src/charts/palette.ts';
import type { ChartColours } from '../../../../src/charts/figure.ts';
import { OTHER_LABEL, SKIPPED } from '../../../../src/protocol/inspectorMap.ts';
import { contrast, parseColour } from '../../../../webview/experiment/drawing/contrast.ts';
import { categoryStyles } from '../../../../webview/inspector/map/categoryStyles.ts';
import { colourByClass, colourByNumber } from '../../../../webview/inspector/map/colouring.ts';
import { drawOrder } from '../../../../webview/inspector/map/drawOrder.ts';

const words = { none: 'Unlabeled', other: 'Another class', skipped: 'Skipped' };
const classes = [
  { name: 'cat', colour: '#ffee00' },
  { name: 'dog', colour: '#202020' },
];
/** Rows 0, 2, 3 and 6 are on the map. */
const rows = Int32Array.of(0, 2, 3, 6);

describe('colourByClass', () => {
  it('names classes, and what is none only where there is some', () => {
    const codes = Int16Array.of(1, 0, -1, SKIPPED, 0, 0, 1);
    const { categories, of } = colourByClass(rows, codes, classes, { words, emphasis: true });
    expect(categories.map(({ name, count }) => [name, count])).toEqual([
      ['cat', 0],
      ['dog', 2],
      ['Unlabeled', 1],
      ['Skipped', 1],
    ]);
    expect([...of]).toEqual([1, 2, 3, 1]);
  });

  it('keeps labels of a class apart that the project does not have', () => {
    const codes = new Int16Array(7).fill(OTHER_LABEL);
    const { categories } = colourByClass(rows, codes, classes, { words, emphasis: true });
    expect(categories.at(-1)).toMatchObject({ name: 'Another class', count: 4 });
  });
});

describe('emphasis', () => {
  const sizes = (count: number) => {
    const codes = Int16Array.from({ length: 30_000 }, (_, row) => (row < count ? 0 : -1));
    const { categories, emphasis } = colourByClass(Int32Array.from(codes.keys()), codes, classes, {
      words,
      emphasis: true,
    });
    return categoryStyles(categories, printColours, emphasis).map(({ least, factor }) => [least, factor]);
  };

  it('makes labeled points larger while they are few', () => {
    expect(sizes(2_000)).toEqual([
      [8, 1.5],
      [8, 1.5],
      [0, 0.8],
    ]);
    expect(sizes(2_001)).toEqual([
      [0, 1],
      [0, 1],
      [0, 0.8],
    ]);
  });
});

describe('colourByNumber', () => {
  it('puts values into steps, and what has none beside them', () => {
    const values = Float32Array.of(0, 9, 0.5, NaN, 9, 9, 1);
    const { categories, of } = colourByNumber(rows, values, { wished: 2, none: 'No score' });
    expect(categories.map(({ name }) => name)).toEqual(['below 0.5', '0.5 to 1', '1 and above', 'No score']);
    expect([...of]).toEqual([0, 1, 3, 2]);
  });
});

describe('colourByNumber with a case apart', () => {
  it('keeps labels without a round beside the rounds', () => {
    const rounds = Float64Array.of(0, 0, 1, 2, 0, 0, NaN);
    const { categories } = colourByNumber(rows, rounds, {
      wished: 6,
      whole: true,
      none: 'Open',
      zero: 'Given',
    });
    expect(categories.map(({ name, count }) => [name, count])).toEqual([
      ['1', 1],
      ['2', 1],
      ['Open', 1],
      ['Given', 1],
    ]);
  });
});

const dark: ChartColours = {
  ...printColours,
  background: '#1f1f1f',
  foreground: '#cccccc',
  quiet: '#9d9d9d',
};
const black: ChartColours = {
  ...printColours,
  background: '#000000',
  foreground: '#ffffff',
  quiet: '#ffffff',
};

describe.each([
  ['light', printColours],
  ['dark', dark],
  ['high contrast', black],
])('styles of a %s theme', (_, colours) => {
  const background = parseColour(colours.background)!.rgb;
  const against = (hex: string): number => contrast(parseColour(hex)!.rgb, background);

  it('stand out from the page, whatever colours classes have', () => {
    const { categories } = colourByClass(rows, Int16Array.of(0, 0, SKIPPED, OTHER_LABEL, 0, 0, -1), classes, {
      words,
      emphasis: true,
    });
    const styles = categoryStyles(categories, colours, true);
    for (const { colour } of styles) expect(against(colour)).toBeGreaterThanOrEqual(2.95);
    // And from each other without colour.
    expect(new Set(styles.slice(0, 2).map(({ shape }) => shape)).size).toBe(2);
  });

  it('stand out the more, the more there is', () => {
    const values = Float32Array.from({ length: 700 }, (_, index) => index);
    const all = Int32Array.from({ length: 700 }, (_, index) => index);
    const { categories } = colourByNumber(all, values, { wished: 6, none: '' });
    const contrasts = categoryStyles(categories, colours, false).map(({ colour }) => against(colour));
    expect(contrasts.length).toBeGreaterThan(4);
    contrasts.slice(1).forEach((value, step) => expect(value / contrasts[step]!).toBeGreaterThan(1.15));
    expect(contrasts[0]).toBeGreaterThanOrEqual(2.9);
  });
});

describe('drawOrder', () => {
  it('draws what matters on top, the selection last, and nothing that is hidden', () => {
    const of = Uint16Array.of(1, 0, 2, 0, 1);
    const styles = [{ level: 0 }, { level: 3 }, { level: 1 }];
    const isHidden = [false, false, false];
    expect([...drawOrder({ of }, styles, { isHidden, selected: null })]).toEqual([1, 3, 2, 0, 4]);
    const selected = Uint8Array.of(0, 1, 0, 0, 0);
    expect([...drawOrder({ of }, styles, { isHidden: [false, true, false], selected })]).toEqual([3, 2, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  contrast,
  mix,
  over,
  parseColour,
  toHex,
  withContrast,
} from '../../../../webview/experiment/drawing/contrast.ts';

describe('colours', () => {
  it.each([
    ['#fff', [255, 255, 255], 1],
    ['#0d18', [0, 221, 17], 136 / 255],
    [' #1f2e3D ', [31, 46, 61], 1],
    ['#ffffffb3', [255, 255, 255], 179 / 255],
    ['rgb(1, 2, 3)', [1, 2, 3], 1],
    ['rgba(10,20,30,0.5)', [10, 20, 30], 0.5],
    ['rgb(10 20 30 / 40%)', [10, 20, 30], 0.4],
  ])('are read from %s', (text, rgb, alpha) => {
    expect(parseColour(text)).toEqual({ rgb, alpha });
  });

  it.each(['', 'red', '#12', '#12345', 'rgb(1, 2)', 'rgb(a, b, c)', 'var(--x)'])(
    'are not read from %j',
    (text) => {
      expect(parseColour(text)).toBeNull();
    },
  );

  it('mix, cover and are written', () => {
    expect(mix([0, 0, 0], [200, 100, 50], 0.5)).toEqual([100, 50, 25]);
    expect(over({ rgb: [255, 255, 255], alpha: 0.2 }, [0, 0, 100])).toEqual([51, 51, 131]);
    expect(toHex([0, 15.6, 255])).toBe('#0010ff');
  });

  // Reference values: #767676 on white is 4.54, the lightest grey that passes WCAG AA; #0000ff on white is 8.59.
  it('have the contrast that WCAG says', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
    expect(contrast([0x76, 0x76, 0x76], [255, 255, 255])).toBeCloseTo(4.54, 2);
    expect(contrast([255, 255, 255], [0, 0, 255])).toBeCloseTo(8.59, 2);
    expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
  });

  it('are moved no further than is needed', () => {
    const onWhite = { background: [255, 255, 255], foreground: [0, 0, 0], ratio: 4.5 } as const;
    expect(withContrast([0, 0, 255], onWhite)).toEqual([0, 0, 255]);
    const moved = withContrast([255, 200, 0], onWhite);
    expect(contrast(moved, onWhite.background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(mix(moved, [255, 200, 0], 0.15), onWhite.background)).toBeLessThan(4.5);
    // Nothing reaches 7 between these two greys: the text's own colour is the best there is.
    expect(
      withContrast([120, 120, 120], { background: [100, 100, 100], foreground: [140, 140, 140], ratio: 7 }),
    ).toEqual([140, 140, 140]);
  });
});

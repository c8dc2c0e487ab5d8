import { describe, expect, it } from 'vitest';
import { printColours, seriesStyle } from '../../src/charts/palette.ts';

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe('the colours of print', () => {
  it('can be seen on their paper: lines 3 to 1, texts 4.5 to 1', () => {
    const { background, foreground, quiet, series } = printColours;
    expect(series.filter((colour) => contrast(colour, background) < 3)).toEqual([]);
    expect([foreground, quiet].filter((colour) => contrast(colour, background) < 4.5)).toEqual([]);
  });
});

describe('the looks of series', () => {
  it('differ by dash and marker for the first 28', () => {
    const looks = Array.from({ length: 28 }, (_, index) => {
      const { marker, dash } = seriesStyle(index, printColours);
      return `${marker} ${dash}`;
    });
    expect(new Set(looks).size).toBe(28);
  });

  it('go on with few colours, or none', () => {
    const few = { ...printColours, series: ['#000000', '#111111'] };
    expect([0, 1, 2].map((index) => seriesStyle(index, few).colour)).toEqual([
      '#000000',
      '#111111',
      '#000000',
    ]);
    expect(seriesStyle(3, { ...few, series: [] }).colour).toBe(few.foreground);
  });
});

import { describe, expect, it } from 'vitest';
import { assignColours, classColour } from '../../src/session/classColours.ts';

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
const distance = (a: string, b: string): number =>
  Math.hypot(...channels(a).map((value, index) => value - (channels(b)[index] ?? 0)));

describe('assignColours', () => {
  it('keeps given colours and gives the others one that does not look like them', () => {
    const colours = assignColours([undefined, '#3b82f6', undefined, '#ABC']);
    expect(colours[1]).toBe('#3b82f6');
    expect(colours[3]).toBe('#aabbcc');
    for (const automatic of [colours[0] ?? '', colours[2] ?? '']) {
      expect(distance(automatic, '#3b82f6')).toBeGreaterThanOrEqual(70);
      expect(distance(automatic, '#aabbcc')).toBeGreaterThanOrEqual(70);
    }
    expect(colours[0]).not.toBe(colours[2]);
  });

  it('finds a colour for every class, however many are given', () => {
    const given = Array.from({ length: 60 }, (_, index) => classColour(index));
    const colours = assignColours([...given, ...Array.from({ length: 20 }, () => undefined)]);
    expect(colours).toHaveLength(80);
    expect(colours.every((colour) => /^#[0-9a-f]{6}$/.test(colour))).toBe(true);
    expect(new Set(colours.slice(60)).size).toBe(20);
  });
});

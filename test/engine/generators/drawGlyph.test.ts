import { describe, expect, it } from 'vitest';
import { drawGlyph, glyphClasses } from '../../../src/engine/generators/drawGlyph.ts';
import { accuracy } from '../../../src/engine/metrics/accuracy.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const SIZE = 24;

function glyphs(count: number, seed: number) {
  const rng = createRng(seed);
  const labels = Int32Array.from({ length: count }, (_, index) => index % glyphClasses.length);
  const data = new Float32Array(count * SIZE * SIZE);
  labels.forEach((label, row) => {
    const pixels = drawGlyph(label, rng, SIZE);
    pixels.forEach((pixel, index) => (data[row * SIZE * SIZE + index] = pixel / 255));
  });
  return { features: { rows: count, columns: SIZE * SIZE, data }, labels, classCount: glyphClasses.length };
}

describe('drawGlyph', () => {
  it('gives size x size grey values, dark ink on light paper', () => {
    for (const [label] of glyphClasses.entries()) {
      const pixels = drawGlyph(label, createRng(label), 32);
      expect(pixels).toHaveLength(32 * 32);
      const sorted = pixels.toSorted();
      const corners = [pixels[0]!, pixels[31]!, pixels[32 * 31]!, pixels[32 * 32 - 1]!];
      expect(Math.min(...corners)).toBeGreaterThan(sorted[30]! + 30);
    }
  });

  it('keeps the whole glyph inside the image', () => {
    const rng = createRng(5);
    for (let trial = 0; trial < 200; trial++) {
      const pixels = drawGlyph(trial % glyphClasses.length, rng, 32);
      const paper = pixels.toSorted()[700]!;
      const border = Array.from({ length: 32 }, (_, index) => [
        pixels[index]!,
        pixels[31 * 32 + index]!,
        pixels[32 * index]!,
        pixels[32 * index + 31]!,
      ]).flat();
      const mean = border.reduce((sum, value) => sum + value, 0) / border.length;
      expect(Math.abs(mean - paper)).toBeLessThan(16);
    }
  });

  it('makes classes that a linear model on pixels tells apart better than chance, but not fully', () => {
    const model = fitLogisticRegression(glyphs(400, 1), { c: 0.05 });
    const test = glyphs(200, 2);
    const probabilities = model.probabilities(test.features);
    const predicted = test.labels.map((_, row) => {
      const entries = [...probabilities.subarray(4 * row, 4 * row + 4)];
      return entries.indexOf(Math.max(...entries));
    });
    expect(accuracy(test.labels, predicted)).toBeGreaterThan(0.45);
    expect(accuracy(test.labels, predicted)).toBeLessThan(0.99);
  });

  it('repeats under a seed, varies otherwise, and refuses unknown classes', () => {
    expect(drawGlyph(0, createRng(1), 16)).toEqual(drawGlyph(0, createRng(1), 16));
    expect(drawGlyph(0, createRng(1), 16)).not.toEqual(drawGlyph(0, createRng(2), 16));
    expect(() => drawGlyph(9, createRng(1), 16)).toThrow(RangeError);
  });
});

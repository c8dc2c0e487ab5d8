import { describe, expect, it } from 'vitest';
import { generateText, ticketClasses } from '../../../src/engine/generators/generateText.ts';
import { accuracy } from '../../../src/engine/metrics/accuracy.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const BINS = 256;

/** Word counts in a fixed number of bins. */
function wordCounts(texts: readonly string[]) {
  const data = new Float32Array(texts.length * BINS);
  texts.forEach((text, row) => {
    for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
      const bin =
        Array.from(word).reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7) % BINS;
      data[row * BINS + bin]!++;
    }
  });
  return { rows: texts.length, columns: BINS, data };
}

function ticketTexts(count: number, seed: number) {
  const rng = createRng(seed);
  const labels = Int32Array.from({ length: count }, (_, index) => index % ticketClasses.length);
  return { labels, texts: Array.from(labels, (label) => generateText(label, rng)) };
}

describe('generateText', () => {
  it('fills in every placeholder and leaves no stray spaces', () => {
    for (const text of ticketTexts(2000, 1).texts) {
      expect(text).not.toMatch(/[{}]|undefined|\s\s|^\s|\s$/);
      expect(text.length).toBeGreaterThan(10);
    }
  });

  it('hardly ever repeats itself', () => {
    expect(new Set(ticketTexts(2000, 2).texts).size).toBeGreaterThan(1900);
  });

  it('stays with one product in a ticket', () => {
    const products = ['headset', 'lamp', 'grinder', 'backpack', 'keyboard', 'filter', 'tablet', 'kettle'];
    for (const text of ticketTexts(500, 3).texts) {
      expect(products.filter((product) => text.includes(product)).length).toBeLessThanOrEqual(1);
    }
  });

  it('makes a task that gets better with labels and never perfect', () => {
    const test = ticketTexts(600, 5);
    const score = (count: number) => {
      const training = ticketTexts(count, 4);
      const model = fitLogisticRegression({
        features: wordCounts(training.texts),
        labels: training.labels,
        classCount: ticketClasses.length,
      });
      const probabilities = model.probabilities(wordCounts(test.texts));
      const predicted = test.labels.map((_, row) => {
        const entries = [...probabilities.subarray(4 * row, 4 * row + 4)];
        return entries.indexOf(Math.max(...entries));
      });
      return accuracy(test.labels, predicted);
    };
    const [few, many] = [score(40), score(800)];
    expect(few).toBeGreaterThan(0.4);
    expect(few).toBeLessThan(0.85);
    expect(many).toBeGreaterThan(few + 0.08);
    expect(many).toBeLessThan(0.995);
  });

  it('repeats under a seed and refuses unknown classes', () => {
    expect(ticketTexts(10, 6)).toEqual(ticketTexts(10, 6));
    expect(() => generateText(4, createRng(1))).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { generateWaveform, waveformClasses } from '../../../src/engine/generators/generateWaveform.ts';
import { accuracy } from '../../../src/engine/metrics/accuracy.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

describe('generateWaveform', () => {
  const { features, labels } = generateWaveform(6000, createRng(1));

  it('makes 21 columns and three classes, equally likely', () => {
    expect([features.rows, features.columns, features.data.length]).toEqual([6000, 21, 6000 * 21]);
    for (let label = 0; label < waveformClasses.length; label++) {
      expect(Math.abs(labels.filter((value) => value === label).length - 2000)).toBeLessThan(150);
    }
  });

  it('has the means of the mixed waves: half of each, at every column', () => {
    const peaks = [
      [7, 15],
      [7, 11],
      [15, 11],
    ] as const;
    peaks.forEach(([first, second], label) => {
      const rows = [...labels.keys()].filter((row) => labels[row] === label);
      for (let column = 0; column < 21; column++) {
        const mean = rows.reduce((sum, row) => sum + features.data[row * 21 + column]!, 0) / rows.length;
        const wave = (peak: number) => Math.max(6 - Math.abs(column + 1 - peak), 0);
        // Standard deviation at most 2 (noise 1, mixture at most 6 / sqrt(12)), 2,000 rows: error 0.045.
        expect(Math.abs(mean - (wave(first) + wave(second)) / 2)).toBeLessThan(0.2);
      }
    });
  });

  it('is learnable but not trivial: a linear model is right about 86 % of the time', () => {
    const training = generateWaveform(600, createRng(2));
    const model = fitLogisticRegression({ ...training, classCount: 3 });
    const probabilities = model.probabilities(features);
    const predicted = labels.map((_, row) => {
      const entries = [...probabilities.subarray(3 * row, 3 * row + 3)];
      return entries.indexOf(Math.max(...entries));
    });
    expect(accuracy(labels, predicted)).toBeGreaterThan(0.8);
    expect(accuracy(labels, predicted)).toBeLessThan(0.9);
  });

  it('repeats under a seed', () => {
    expect(generateWaveform(20, createRng(3))).toEqual(generateWaveform(20, createRng(3)));
    expect(generateWaveform(20, createRng(3))).not.toEqual(generateWaveform(20, createRng(4)));
  });
});

import { describe, expect, it } from 'vitest';
import { initialiseNetwork } from '../../../src/engine/neuralProcess/initialise.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { LinearShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

describe('networkShape', () => {
  // As published for waveform, mushrooms and adult.
  it.each([
    [21, 21_924],
    [22, 21_956],
    [119, 25_060],
  ])('has for %i features %i parameters', (features, count) => {
    expect(networkShape(features).count).toBe(count);
  });

  it('lays the tensors one behind the other', () => {
    const { tensors, count } = networkShape(5, 16);
    let next = 0;
    for (const { rows, columns, offset } of tensors) {
      expect(offset).toBe(next);
      next += rows * columns;
    }
    expect(next).toBe(count);
  });

  it('says which sizes it cannot have', () => {
    expect(() => networkShape(0)).toThrow(/at least one feature, not 0/);
    expect(() => networkShape(3, 12)).toThrow(/multiple of 8, not 12/);
  });
});

describe('initialiseNetwork', () => {
  const shape = networkShape(21);
  const drawn = initialiseNetwork(shape, createRng(3));
  const weights = ({ weight, inputs, outputs }: LinearShape) =>
    drawn.subarray(weight, weight + inputs * outputs);
  const biases = ({ bias, outputs }: LinearShape) => drawn.subarray(bias!, bias! + outputs);
  const deviation = (values: Float64Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  const largest = (values: Float64Array) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

  it('draws hidden layers within 1 / sqrt(inputs) and last ones within sqrt(6 / inputs)', () => {
    for (const layers of [shape.point, shape.resizer, shape.decoder, shape.value, shape.mixer]) {
      layers.forEach((layer, index) => {
        const bound = Math.sqrt((index === layers.length - 1 ? 6 : 1) / layer.inputs);
        expect(largest(weights(layer))).toBeLessThanOrEqual(bound);
        // A uniform distribution has the deviation bound / sqrt(3).
        expect((deviation(weights(layer)) / bound) * Math.sqrt(3)).toBeCloseTo(1, 0);
        expect(largest(weights(layer))).toBeGreaterThan(0.85 * bound);
        expect(largest(biases(layer))).toBe(0);
      });
    }
  });

  it('draws keys, queries and values with variance 2 / (32 + 4)', () => {
    for (const layer of [shape.keys, shape.queries, shape.values]) {
      expect(Math.abs(deviation(weights(layer)) / Math.sqrt(1 / 18) - 1)).toBeLessThan(0.1);
    }
    expect(largest(biases(shape.queries))).toBeLessThanOrEqual(1 / Math.sqrt(32));
    expect(largest(biases(shape.queries))).toBeGreaterThan(0.1);
  });

  it('starts normalisations as what they are without gain and shift', () => {
    for (const { gain, shift, size } of [shape.attendedNorm, shape.mixedNorm]) {
      expect(Array.from(drawn.subarray(gain, gain + size))).toEqual(new Array(size).fill(1));
      expect(Array.from(drawn.subarray(shift, shift + size))).toEqual(new Array(size).fill(0));
    }
  });

  it('depends on the seed alone', () => {
    expect(initialiseNetwork(shape, createRng(3))).toEqual(drawn);
    expect(initialiseNetwork(shape, createRng(4))).not.toEqual(drawn);
  });
});

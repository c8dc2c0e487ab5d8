import { expect, it } from 'vitest';
import { crossEntropies, crossEntropySlopes } from '../../../src/engine/autoal/crossEntropy.ts';

const logits = () => Float64Array.of(0.5, -1, 2, 0, 0, 0);
const labels = Int32Array.of(2, 1);

it('gives the cross-entropy of each row in nats', () => {
  const [first, second] = crossEntropies(logits(), labels);
  expect(first).toBeCloseTo(Math.log(Math.exp(0.5) + Math.exp(-1) + Math.exp(2)) - 2, 12);
  expect(second).toBeCloseTo(Math.log(3), 12);
});

it('has the slopes that finite differences of the weighted sum have', () => {
  const weights = Float64Array.of(0.25, 2);
  const loss = (values: Float64Array) =>
    crossEntropies(values, labels).reduce((sum, each, row) => sum + weights[row]! * each, 0);
  const slopes = crossEntropySlopes(logits(), labels, weights);
  slopes.forEach((slope, index) => {
    const moved = (by: number) => loss(logits().map((value, at) => (at === index ? value + by : value)));
    expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
  });
});

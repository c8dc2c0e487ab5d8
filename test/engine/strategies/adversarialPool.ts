import { expect } from 'vitest';
import type { DenseNetwork } from '../../../src/engine/strategies/denseNetwork.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { normalMatrix } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

/** Items around two far points, even and odd rows; ten of the even ones are labeled. */
export function twoGroups(): PoolView {
  const features = normalMatrix(120, 4, 3);
  for (let row = 0; row < features.rows; row++) {
    for (let column = 0; column < 4; column++) {
      const index = row * 4 + column;
      features.data[index] = 0.5 * features.data[index]! + (row % 2 === 0 ? 1.5 : -1.5);
    }
  }
  return viewOfPoints(
    features,
    Array.from({ length: 10 }, (_, index) => 12 * index),
  );
}

/** That what `loss` adds to the network's gradient is the slope of what it returns. */
export function expectGradient(
  network: Pick<DenseNetwork, 'parameters' | 'gradient'>,
  loss: () => number,
): void {
  // Biases of 0 leave units behind units that are off exactly on the corner of a ReLU.
  network.parameters.forEach(
    (value, index) => (network.parameters[index] = value + 0.1 * Math.sin(1 + index)),
  );
  network.gradient.fill(0);
  loss();
  const gradient = network.gradient.slice();
  gradient.forEach((slope, index) => {
    const value = network.parameters[index]!;
    const [up, down] = [1e-5, -1e-5].map((step) => {
      network.parameters[index] = value + step;
      return loss();
    });
    network.parameters[index] = value;
    expect(slope).toBeCloseTo((up! - down!) / 2e-5, 6);
  });
  network.gradient.fill(0);
}

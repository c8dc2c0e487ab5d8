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

/** Images of 8 x 8 of two kinds, bright on the left (even rows) or right (odd); eight of the even ones are labeled. */
export function imageKinds(): PoolView {
  const side = 8;
  const noise = normalMatrix(80, side * side, 4);
  const data = noise.data.map((value, index) => {
    const [row, column] = [Math.floor(index / (side * side)), index % side];
    return 0.5 * value + ((row % 2 === 0) === column < side / 2 ? 2 : 0);
  });
  const labeled = Array.from({ length: 8 }, (_, index) => 10 * index);
  return { ...viewOfPoints({ ...noise, data }, labeled), pixels: true };
}

/** That what `loss` adds to the network's gradient is the slope of what it returns, by differences over 2 x `reach`. */
export function expectGradient(
  network: Pick<DenseNetwork, 'parameters' | 'gradient'>,
  loss: () => number,
  reach = 1e-5,
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
    const [up, down] = [reach, -reach].map((step) => {
      network.parameters[index] = value + step;
      return loss();
    });
    network.parameters[index] = value;
    expect(slope).toBeCloseTo((up! - down!) / (2 * reach), 6);
  });
  network.gradient.fill(0);
}

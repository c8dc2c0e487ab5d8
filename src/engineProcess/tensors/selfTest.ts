import { initialParameters } from '../../engine/networks/initialParameters.ts';
import { inputWidth } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import { evaluateNetwork } from './evaluateNetwork.ts';
import type { Reading } from './reading.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Far above what float32 leaves after so few steps, far below what a wrong gradient does. */
const TOLERANCE = 1e-3;

const layers = { outputs: 3, dropout: 0.2 };

/** One of each kind; an odd side, so that what lies at the edges is tested too. */
const specs: readonly NetworkSpec[] = [
  { ...layers, kind: 'perceptron', inputs: 5, hidden: [7, 6] },
  { ...layers, kind: 'convolution', side: 5, channels: 2, filters: [3, 4], hidden: [6] },
  { kind: 'residual', side: 5, channels: 2, widths: [3, 4], blocks: 1, outputs: 3 },
];

/**
 * Numbers that tell of products, convolutions, gradients and optimiser: small networks trained for a few steps, and what
 * they say.
 */
export function* selfTest(): Reading<Float32Array> {
  const numbers: number[] = [];
  for (const spec of specs) numbers.push(...(yield* testOf(spec)));
  return Float32Array.from(numbers);
}

function* testOf(spec: NetworkSpec): Reading<Float32Array> {
  const rng = createRng(1);
  const features = normalRows(9, inputWidth(spec), rng.fork('rows'));
  const { parameters, losses } = yield* trainNetwork({
    spec,
    start: initialParameters(spec, rng.fork('start')),
    rows: {
      features,
      labels: Int32Array.from({ length: 9 }, (_, row) => row % 3),
      weights: Float32Array.from({ length: 9 }, (_, row) => 0.5 + (row % 2)),
    },
    heldOut: null,
    schedule: {
      epochs: 3,
      batch: 4,
      learningRate: 0.05,
      weightDecay: 0.1,
      patience: 0,
      optimizer: spec.kind === 'residual' ? 'sgd' : 'adamW',
    },
    seed: 3,
  });
  const { logits, embeddings } = yield* evaluateNetwork(spec, parameters, features);
  return Float32Array.of(...parameters, ...losses, ...logits, ...embeddings);
}

export const testsAgree = (found: Float32Array, expected: Float32Array): boolean =>
  found.length === expected.length &&
  found.every((value, index) => {
    const target = expected[index]!;
    return Math.abs(value - target) <= TOLERANCE * Math.max(1, Math.abs(target));
  });

function normalRows(rows: number, columns: number, rng: ReturnType<typeof createRng>): Matrix {
  const data = Float32Array.from({ length: rows * columns }, () => rng.normal());
  return { rows, columns, data };
}

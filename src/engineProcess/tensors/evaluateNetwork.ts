import { concat1d, reshape, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { NetworkOutputs } from '../../engine/networks/networkRunner.ts';
import { embeddingWidth } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { cutParameters, forward } from './networkLayers.ts';
import type { Reading } from './reading.ts';

/** Rows that go through the network at a time; more need more memory, and are no quicker. */
const BLOCK = 4096;

/** Logits and embeddings of `features` (n x inputs) on whatever backend is set. */
export function* evaluateNetwork(
  spec: NetworkSpec,
  parameters: Float32Array,
  features: Matrix,
): Reading<NetworkOutputs> {
  const { rows, columns, data } = features;
  const width = embeddingWidth(spec);
  const outputs = {
    logits: new Float32Array(rows * spec.outputs),
    embeddings: new Float32Array(rows * width),
  };
  const pieces = cutParameters(spec, parameters).map(({ shape, values }) => tensor(values, shape));
  try {
    for (let start = 0; start < rows; start += BLOCK) {
      const end = Math.min(rows, start + BLOCK);
      const both = tidy(() => {
        const block = tensor2d(data.subarray(start * columns, end * columns), [end - start, columns]);
        const { hidden, logits } = forward({ spec, parameters: pieces, drawMask: null }, block);
        return concat1d([reshape(hidden, [-1]), reshape(logits, [-1])]);
      });
      try {
        const numbers = yield both;
        outputs.embeddings.set(numbers.subarray(0, (end - start) * width), start * width);
        outputs.logits.set(numbers.subarray((end - start) * width), start * spec.outputs);
      } finally {
        both.dispose();
      }
    }
    return outputs;
  } finally {
    pieces.forEach((each) => each.dispose());
  }
}

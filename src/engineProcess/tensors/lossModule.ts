import {
  cast,
  clone,
  customGrad,
  greater,
  less,
  mul,
  relu,
  reverse1d,
  scalar,
  sub,
  sum,
  tensor1d,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** The same numbers, through which no gradient flows back. */
export const detach: (values: Tensor2D) => Tensor2D = customGrad<Tensor2D>((values) => ({
  value: clone(values as Tensor2D),
  gradFunc: (slopes: Tensor2D) => zerosLike(slopes),
}));

/** The sign of row i's loss minus that of row n - 1 - i, which has no gradient. */
const orders: (losses: Tensor1D) => Tensor1D = customGrad<Tensor1D>((losses) => {
  const own = losses as Tensor1D;
  const others = reverse1d(own);
  return {
    value: sub(cast(greater(own, others), 'float32'), cast(less(own, others), 'float32')),
    gradFunc: (slopes: Tensor1D) => zerosLike(slopes),
  };
});

/** By how much predictions of a pair have to differ (Yoo and Kweon 2019, section 3.3). */
const MARGIN = 1;

/**
 * Whether predicted losses are in the order of the true ones (Yoo and Kweon 2019, equation 2): row i of n is compared with
 * row n - 1 - i, and the mean over the pairs of max(0, -sign(l_i - l_j) (p_i - p_j) + 1) is the loss. A row in the middle
 * has no partner; without pairs it is 0. The true losses get no gradient.
 */
export function pairLoss(predicted: Tensor1D, losses: Tensor1D): Scalar {
  const [count] = predicted.shape;
  const paired = count - (count % 2);
  const gaps = relu(sub(scalar(MARGIN), mul(orders(losses), sub(predicted, reverse1d(predicted)))));
  // Each pair comes up twice, with the same loss.
  const counted = tensor1d(Float32Array.from({ length: count }, (_, row) => (2 * row + 1 === count ? 0 : 1)));
  return mul(sum(mul(gaps, counted)), 1 / Math.max(1, paired));
}

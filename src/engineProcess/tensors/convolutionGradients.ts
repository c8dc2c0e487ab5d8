import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  pad,
  registerKernel,
  reverse,
  tidy,
  transpose,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { Conv2DBackpropFilterAttrs, KernelConfig, Tensor, Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Gradients of convolutions (stride 1, padded to the same size, channels last) from products and convolutions, for
 * backends that have none of their own, or only a slow one: the WASM backend of TensorFlow.js lacks the filter's and
 * computes the input's without SIMD.
 */
export function registerConvolutionGradients(backendName: string): void {
  const config = (
    kernelName: string,
    kernelFunc: (inputs: Readonly<Record<string, Tensor>>, attrs: ConvolutionAttrs) => Tensor,
  ): KernelConfig => ({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) =>
      kernelFunc(inputs as unknown as Record<string, Tensor>, attrs as unknown as ConvolutionAttrs),
  });
  replaceKernel(
    config(Conv2DBackpropFilter, ({ x, dy }, attrs) => filterGradient(x as Tensor4D, dy as Tensor4D, attrs)),
  );
  replaceKernel(
    config(Conv2DBackpropInput, ({ dy, filter }, attrs) =>
      inputGradient(dy as Tensor4D, filter as Tensor4D, attrs),
    ),
  );
}

type ConvolutionAttrs = Pick<Conv2DBackpropFilterAttrs, 'strides' | 'pad' | 'dataFormat'> &
  Partial<Pick<Conv2DBackpropFilterAttrs, 'filterShape'>>;

function replaceKernel(config: KernelConfig): void {
  try {
    unregisterKernel(config.kernelName, config.backendName);
  } catch {
    // The backend has none.
  }
  registerKernel(config);
}

/** Other convolutions have no place in our networks, and would come out wrong. */
function refuseOthers({ strides, pad: padding, dataFormat }: ConvolutionAttrs): void {
  const [down, across] = typeof strides === 'number' ? [strides, strides] : strides;
  if (down !== 1 || across !== 1 || padding !== 'same' || dataFormat !== 'NHWC') {
    throw new Error(
      'Gradients are known of convolutions with stride 1, padding "same" and channels last only.',
    );
  }
}

/**
 * For each place in the filter: what it saw of the images, times what came back from there. That is a convolution of its
 * own, in which images and channels change places and what came back is the filter; cutting windows out of the images
 * takes several times as long.
 */
function filterGradient(images: Tensor4D, gradients: Tensor4D, attrs: ConvolutionAttrs): Tensor {
  refuseOthers(attrs);
  const [height, width] = attrs.filterShape!;
  return tidy(() => {
    const padded = pad(images, [[0, 0], around(height), around(width), [0, 0]]);
    const seen: Tensor4D = transpose(padded, [3, 1, 2, 0]);
    const returned: Tensor4D = transpose(gradients, [1, 2, 0, 3]);
    return transpose(conv2d(seen, returned, 1, 'valid'), [1, 2, 0, 3]);
  });
}

/** The convolution of what came back with the filter turned by 180 degrees. */
function inputGradient(gradients: Tensor4D, filter: Tensor4D, attrs: ConvolutionAttrs): Tensor {
  refuseOthers(attrs);
  return tidy(() => conv2d(gradients, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, 'same'));
}

/** Rows or columns of zeros before and after, for a filter of that length. */
function around(length: number): [number, number] {
  const before = Math.floor((length - 1) / 2);
  return [before, length - 1 - before];
}

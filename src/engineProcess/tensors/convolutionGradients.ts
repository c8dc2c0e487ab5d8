import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  backend_util,
  concat,
  conv2d,
  registerKernel,
  reshape,
  reverse,
  slice,
  tidy,
  transpose,
  unregisterKernel,
  zeros,
} from '@tensorflow/tfjs-core';
import type {
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  KernelConfig,
  Tensor,
  Tensor4D,
} from '@tensorflow/tfjs-core';

/**
 * Gradients of convolutions (any stride and padding, channels last, no gaps in filters) from convolutions, for backends that have none of their own, or only a slow one: the WASM backend of TensorFlow.js lacks the filter's and
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
  Partial<Pick<Conv2DBackpropFilterAttrs, 'filterShape'>> &
  Partial<Pick<Conv2DBackpropInputAttrs, 'inputShape'>>;

function replaceKernel(config: KernelConfig): void {
  try {
    unregisterKernel(config.kernelName, config.backendName);
  } catch {
    // The backend has none.
  }
  registerKernel(config);
}

type Shape4D = [number, number, number, number];

/** How a convolution reads its images: by what step, and how many zeros stand before them. */
interface Placement {
  readonly stride: number;
  readonly top: number;
  readonly left: number;
}

/** Other convolutions have no place in our networks, and would come out wrong. */
function placementOf(images: Shape4D, filter: Shape4D, attrs: ConvolutionAttrs): Placement {
  const { strides, pad: padding, dataFormat } = attrs;
  const [down, across] = typeof strides === 'number' ? [strides, strides] : strides;
  if (down !== across || dataFormat !== 'NHWC') {
    throw new Error('Gradients are known of convolutions with one stride and channels last only.');
  }
  const { padInfo } = backend_util.computeConv2DInfo(images, filter, down, 1, padding);
  return { stride: down, top: padInfo.top, left: padInfo.left };
}

/**
 * For each place in the filter: what it saw of the images, times what came back from there. That is a convolution of its
 * own, in which images and channels change places and what came back is the filter, with gaps where there was a stride;
 * cutting windows out of the images takes several times as long.
 */
function filterGradient(images: Tensor4D, gradients: Tensor4D, attrs: ConvolutionAttrs): Tensor {
  const filter = attrs.filterShape as Shape4D;
  const { stride, top, left } = placementOf(images.shape, filter, attrs);
  const [, rows, columns] = gradients.shape;
  return tidy(() => {
    // What the filter saw, and no row or column more.
    const { seen, padding } = frame(images, {
      top,
      left,
      height: (rows - 1) * stride + filter[0],
      width: (columns - 1) * stride + filter[1],
    });
    const turned: Tensor4D = transpose(seen, [3, 1, 2, 0]);
    const returned: Tensor4D = transpose(gradients, [1, 2, 0, 3]);
    return transpose(conv2d(turned, returned, 1, padding, 'NHWC', stride), [1, 2, 0, 3]);
  });
}

/** The convolution of what came back, spread out by the stride, with the filter turned by 180 degrees. */
function inputGradient(gradients: Tensor4D, filter: Tensor4D, attrs: ConvolutionAttrs): Tensor {
  const images = attrs.inputShape as Shape4D;
  const { stride, top, left } = placementOf(images, filter.shape, attrs);
  const [filterHeight, filterWidth] = filter.shape;
  return tidy(() => {
    const { seen, padding } = frame(stride === 1 ? gradients : spreadOut(gradients, stride), {
      top: filterHeight - 1 - top,
      left: filterWidth - 1 - left,
      height: images[1] + filterHeight - 1,
      width: images[2] + filterWidth - 1,
    });
    return conv2d(seen, transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, padding);
  });
}

interface Frame {
  /** Zeros before the images. */
  readonly top: number;
  readonly left: number;
  /** Of the outcome, whether that takes zeros behind the images or leaves some of them out. */
  readonly height: number;
  readonly width: number;
}

/** The images without what lies outside of a frame, and the zeros that it has besides. */
function frame(
  images: Tensor4D,
  { top, left, height, width }: Frame,
): { readonly seen: Tensor4D; readonly padding: backend_util.ExplicitPadding } {
  const [count, rows, columns, channels] = images.shape;
  const [below, right] = [height - top - rows, width - left - columns];
  const seen =
    below >= 0 && right >= 0
      ? images
      : slice(
          images,
          [0, 0, 0, 0],
          [count, rows + Math.min(0, below), columns + Math.min(0, right), channels],
        );
  return {
    seen,
    padding: [
      [0, 0],
      [top, Math.max(0, below)],
      [left, Math.max(0, right)],
      [0, 0],
    ],
  };
}

/** Zeros behind each pixel and below each row, so that pixels stand `stride` apart. */
function spreadOut(images: Tensor4D, stride: number): Tensor4D {
  const [count, rows, columns, channels] = images.shape;
  const behind = withZeros(images, channels, stride);
  const below = withZeros(behind, columns * stride * channels, stride);
  return reshape(below, [count, rows * stride, columns * stride, channels]);
}

/** Pieces of `length` values, each followed by stride - 1 times as many zeros. */
function withZeros(values: Tensor, length: number, stride: number): Tensor {
  const pieces = reshape(values, [-1, length]);
  return concat([pieces, zeros([pieces.shape[0], (stride - 1) * length])], 1);
}

import type { ConvolutionSpec, NetworkSpec } from '../../src/engine/networks/networkSpec.ts';
import type { ResidualSpec } from '../../src/engine/networks/residualLayers.ts';

/** What is measured of each backend: a training step, an epoch, and scoring, all on images of 32 x 32 x 3. */
export const TASKS = ['resnet18StepMs', 'cnnEpochMs', 'score10kMs'] as const;
export type TaskName = (typeof TASKS)[number];

/** How much of it, which is less for a trial. */
export interface TaskSizes {
  /** Images of a step of ResNet-18. */
  readonly batch: number;
  /** Images of an epoch of the small CNN, in batches of 32. */
  readonly trained: number;
  readonly scored: number;
}

export const SIZES: TaskSizes = { batch: 32, trained: 2000, scored: 10_000 };

export const OUTPUTS = 10;
export const CNN_BATCH = 32;

const image = { side: 32, channels: 3, outputs: OUTPUTS } as const;

/** With the defaults of the task models `resnet18` and `cnn`. */
export const residualSpec: ResidualSpec = {
  kind: 'residual',
  ...image,
  widths: [64, 128, 256, 512],
  blocks: 2,
};
export const cnnSpec: ConvolutionSpec = {
  kind: 'convolution',
  ...image,
  filters: [8, 16, 32],
  hidden: [64],
  dropout: 0.2,
};

export const specOf = (task: TaskName): NetworkSpec => (task === 'resnet18StepMs' ? residualSpec : cnnSpec);

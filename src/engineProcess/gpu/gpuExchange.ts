import type { TrainingTask } from '../../engine/neuralProcess/networkTrainer.ts';

/** What a GPU's thread finds in `workerData`. */
export interface GpuThreadData {
  readonly role: 'gpu';
}

/** One training, as it is sent to the GPU's thread. */
export interface GpuOrder {
  readonly task: Pick<TrainingTask, 'shape' | 'start' | 'all' | 'epochs'>;
  /** Shared: `slots`. The one who waits is woken at each change of `changes`. */
  readonly control: Int32Array;
  /** Shared: the parameters, then the loss of each epoch. */
  readonly result: Float64Array;
}

/** Words of `control`. */
export const slots = {
  /** Counts whatever the GPU's thread reports. */
  changes: 0,
  /** Epochs whose losses stand in `result`. */
  epochs: 1,
  /** 0 while it trains; see `endings`. */
  ending: 2,
  /** Set to 1 by the one who waits and wants no more. */
  stop: 3,
} as const;

export const endings = { trained: 1, refused: 2 } as const;

export const isGpuThread = (data: unknown): data is GpuThreadData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'gpu';

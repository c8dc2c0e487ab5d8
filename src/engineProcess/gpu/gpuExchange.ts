import type { TrainingTask } from '../../engine/neuralProcess/networkTrainer.ts';

/** What a thread that relays to the GPU's process finds in `workerData`. */
export interface GpuRelayData {
  readonly role: 'gpuRelay';
  /** The module of the engine process. */
  readonly entry: string;
}

export type GpuTask = Pick<TrainingTask, 'shape' | 'start' | 'all' | 'epochs'>;

/** One training, as it is sent to the relay. */
export interface GpuOrder {
  readonly task: GpuTask;
  /** Shared: `slots`. The one who waits is woken at each change of `changes`. */
  readonly control: Int32Array;
  /** Shared: the parameters, then the loss of each epoch. */
  readonly result: Float64Array;
}

/** In place of an order: there will be no more. */
export const NO_MORE = 'noMore';

/** Words of `control`. */
export const slots = {
  /** Counts whatever the relay reports. */
  changes: 0,
  /** Epochs whose losses stand in `result`. */
  epochs: 1,
  /** 0 while it trains; see `endings`. */
  ending: 2,
  /** Set to 1 by the one who waits and wants no more. */
  stop: 3,
} as const;

export const endings = { trained: 1, refused: 2 } as const;

/** From the relay to the GPU's process, which takes one training after the other. */
export type GpuCommand =
  | { readonly kind: 'train'; readonly id: number; readonly task: GpuTask }
  | { readonly kind: 'stop'; readonly id: number };

/** From the GPU's process to the relay: losses of the first epochs, then how a training ended; null = refused. */
export type GpuAnswer =
  | { readonly kind: 'losses'; readonly id: number; readonly losses: readonly number[] }
  | { readonly kind: 'ended'; readonly id: number; readonly parameters: Float64Array | null };

export const isGpuRelay = (data: unknown): data is GpuRelayData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'gpuRelay';

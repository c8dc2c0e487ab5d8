import type { MessagePort } from 'node:worker_threads';
import type {
  NetworkOutputs,
  NetworkTask,
  TrainedNetwork,
  TrainingListeners,
} from '../../../engine/networks/networkRunner.ts';
import type { LiveBatch, LiveOutputs, LiveStep, LiveTask } from '../../../engine/networks/liveNetwork.ts';
import type { NetworkSpec } from '../../../engine/networks/networkSpec.ts';
import type { Matrix } from '../../../engine/numeric/matrix.ts';
import type { BackendName } from '../../../protocol/backend.ts';

/** What a thread that relays to a backend's process finds in `workerData`. */
export interface ApartRelayData {
  readonly role: 'apartRelay';
  /** The module of the engine process. */
  readonly entry: string;
  readonly backend: BackendName;
  /** Shared: [0] changes with each message on `port`, and the one who waits is woken. */
  readonly changes: Int32Array;
  readonly port: MessagePort;
}

export const isApartRelay = (data: unknown): data is ApartRelayData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'apartRelay';

/** A training without what cannot be sent. */
export type SentTask = Omit<NetworkTask, 'signal' | keyof TrainingListeners>;

/** What is asked of a network that stays in the backend's process. */
export type LiveWork =
  | { readonly kind: 'open'; readonly task: LiveTask }
  | { readonly kind: 'look'; readonly batch: LiveBatch }
  | { readonly kind: 'step'; readonly step: LiveStep }
  | { readonly kind: 'evaluate'; readonly rows: Matrix }
  | { readonly kind: 'parameters' }
  | { readonly kind: 'close' };

/** What was asked for; empty where nothing was. */
export interface LiveGiven {
  readonly outputs?: LiveOutputs;
  readonly parameters?: Float32Array;
}

/** To the backend's process, which takes one after the other. */
export type ApartCommand =
  | { readonly kind: 'train'; readonly id: number; readonly task: SentTask }
  | {
      readonly kind: 'evaluate';
      readonly id: number;
      readonly spec: NetworkSpec;
      /** Null = those of the evaluation before. */
      readonly parameters: Float32Array | null;
      readonly features: Matrix;
    }
  /** `network`: a number that whoever opens it chooses. */
  | { readonly kind: 'live'; readonly id: number; readonly network: number; readonly work: LiveWork }
  | { readonly kind: 'stop'; readonly id: number };

/** From the backend's process. */
export type ApartAnswer =
  | { readonly kind: 'opened'; readonly device: string | null }
  | { readonly kind: 'refused'; readonly why: string }
  /** The process answers, whatever its backend does. */
  | { readonly kind: 'alive' }
  /** The backend has gone a step further. */
  | { readonly kind: 'step'; readonly id: number }
  | { readonly kind: 'epoch'; readonly id: number; readonly epoch: number; readonly epochs: number }
  | { readonly kind: 'note'; readonly id: number; readonly note: string }
  | { readonly kind: 'trained'; readonly id: number; readonly trained: TrainedNetwork }
  | { readonly kind: 'evaluated'; readonly id: number; readonly outputs: NetworkOutputs }
  | { readonly kind: 'live'; readonly id: number; readonly given: LiveGiven }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string }
  /** Said by the relay: the process has ended. */
  | { readonly kind: 'ended'; readonly why: string };

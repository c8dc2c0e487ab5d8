import type { Matrix } from '../numeric/matrix.ts';
import type { NetworkSpec } from './networkSpec.ts';
import type { Optimizer } from './optimizer.ts';

/** What a network begins with that stays where it is computed. */
export interface LiveTask {
  readonly spec: NetworkSpec;
  /** Parameters to start from. */
  readonly start: Float32Array;
  /** Network and loss module each have one of their own. */
  readonly optimizer: Optimizer;
  /** As in a `TrainingSchedule`, for network and loss module alike. */
  readonly weightDecay: number;
}

/** Rows on their way through a network that learns. */
export interface LiveBatch {
  /** n x inputs; two at least where the network has batch norms. */
  readonly rows: Matrix;
  /** Decides which units are left out: under the same seed, and before the next step, the outputs are the same. */
  readonly seed: number;
}

export interface LiveOutputs {
  /** n x outputs, row-major. */
  readonly logits: Float32Array;
  /** Of networks with a loss module: one for each row. */
  readonly predictedLosses?: Float32Array;
}

/** `module`: the loss module, from which nothing goes back into what it sees; `network`: all else. */
export type LivePart = 'network' | 'module';

/** A step against the gradient of the sum of outputs times `slopes`. */
export interface LiveStep extends LiveBatch {
  /** Derivatives of a loss by the outputs, of the same lengths as these; absent = 0. */
  readonly slopes: Partial<LiveOutputs>;
  /** What changes. */
  readonly part: LivePart;
  /** Length of the step. */
  readonly rate: number;
}

/**
 * A network that stays where it is computed while the engine drives its steps with slopes of its own. Its methods throw
 * what a `NetworkRunner` throws where its backend is lost.
 */
export interface LiveNetwork {
  /** What the network makes of rows as it learns: batch norms see this batch, and units are left out. */
  look(batch: LiveBatch): LiveOutputs;
  step(step: LiveStep): void;
  /** What it makes of n rows, by what it has learned. */
  evaluate(rows: Matrix): LiveOutputs;
  /** As they are now. */
  parameters(): Float32Array;
  /** Frees what it holds; the other methods must not be called afterwards. Never throws. */
  close(): void;
}

/** Who computes with networks that stay. */
export interface LiveNetworks {
  /** Who opens a network closes it. */
  open(task: LiveTask): LiveNetwork;
}

/** Does work with networks that it opens, which are closed when it ends or throws. */
export function withLiveNetworks<Result>(
  networks: LiveNetworks,
  work: (open: LiveNetworks['open']) => Result,
): Result {
  const opened: LiveNetwork[] = [];
  try {
    return work((task) => {
      const live = networks.open(task);
      opened.push(live);
      return live;
    });
  } finally {
    for (const live of opened) live.close();
  }
}

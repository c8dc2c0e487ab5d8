import type { WasmMemory } from '../../engine/kernels/wasmModule.ts';
import { stepPhases } from '../../engine/neuralProcess/stepPhases.ts';
import type { StepWorker } from '../../engine/neuralProcess/stepPhases.ts';

/**
 * How threads share the steps of a training. Shares are numbered through all steps, and whoever is free takes the next
 * number: a thread that the system puts aside holds up one share, not a fixed part of each step. A share may begin once
 * all work before its phase is done; waiting spins for a moment, then sleeps. In each step the thread that leads first
 * loads the batch, which counts as a piece of work of its own.
 */

/** One training, as it is sent to helpers. */
export interface NetworkOrder {
  readonly kind: 'network';
  /** Shared: `slots`. */
  readonly control: Int32Array;
  /** Shared: rate and second bias of each step (`StepRates`). */
  readonly rates: Float64Array;
  readonly memory: WasmMemory;
  /** Byte offsets, as in `StepWorker`; each helper takes one of the scratches. */
  readonly problem: number;
  readonly scratches: readonly number[];
  readonly points: number;
}

/** Words of `control`. */
export const slots = {
  /** Shares taken. */
  taken: 0,
  /** Pieces of work done. */
  done: 1,
  /** 1 when nothing more is to be done. */
  stopped: 2,
  /** Helpers that have come. */
  joined: 3,
  /** 1 while helpers sleep, because the leading thread is quicker without them. */
  resting: 4,
} as const;

export const newControl = (): Int32Array =>
  new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length));

const SHARES = stepPhases.reduce((sum, { shares }) => sum + shares, 0);
/** Pieces of work of a step: its shares, and loading it. */
export const PIECES = SHARES + 1;

/** Looks before a thread that waits goes to sleep: some tens of microseconds, more than most waits take. */
const SPINS = 5_000;

export interface Share {
  readonly step: number;
  /** Pieces of work that must be done before. */
  readonly after: number;
  /** Does it; whoever took it says so by `finish`. */
  readonly run: (worker: StepWorker, rates: Float64Array) => void;
}

/** The shares of one step, in order, with the pieces of work of the same step that come before. */
const plan = stepPhases.flatMap((phase, number) => {
  const before = 1 + stepPhases.slice(0, number).reduce((sum, { shares }) => sum + shares, 0);
  return Array.from({ length: phase.shares }, (_, share) => ({ phase, share, before }));
});

/** The next share that nobody has; its step may lie behind the last one. */
export function takeShare(control: Int32Array): Share {
  const number = Atomics.add(control, slots.taken, 1);
  const step = Math.floor(number / SHARES);
  const { phase, share, before } = plan[number % SHARES]!;
  return {
    step,
    after: step * PIECES + before,
    run: (worker, rates) => phase.run(worker, share, { rate: rates[2 * step]!, bias2: rates[2 * step + 1]! }),
  };
}

/** Says that a piece of work is done. */
export function finish(control: Int32Array): void {
  Atomics.add(control, slots.done, 1);
  Atomics.notify(control, slots.done);
}

/** Ends the work of all. */
export function stop(control: Int32Array): void {
  Atomics.store(control, slots.stopped, 1);
  Atomics.notify(control, slots.done);
  rest(control, false);
}

/** Sends helpers to sleep, or wakes them. */
export function rest(control: Int32Array, resting: boolean): void {
  Atomics.store(control, slots.resting, resting ? 1 : 0);
  Atomics.notify(control, slots.resting);
}

/**
 * Waits until so many pieces of work are done. False when the work was stopped, or nothing at all was done for
 * `silenceMs`.
 */
export function awaitDone(control: Int32Array, count: number, silenceMs = Infinity): boolean {
  let quietMs = 0;
  for (let spin = 0; ; spin++) {
    const done = Atomics.load(control, slots.done);
    if (Atomics.load(control, slots.stopped) === 1) return false;
    if (done >= count) return true;
    if (spin < SPINS) continue;
    // With a limit, as a stop between the look and the sleep would not wake it.
    const slept = Atomics.wait(control, slots.done, done, SLEEP_MS);
    quietMs = slept === 'timed-out' ? quietMs + SLEEP_MS : 0;
    if (quietMs >= silenceMs) return false;
  }
}

const SLEEP_MS = 50;

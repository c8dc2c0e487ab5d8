import { existsSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { CancelledError } from '../../../engine/cancellation.ts';
import type { Cancellation } from '../../../engine/cancellation.ts';
import type { NetworkRunner, TrainingListeners } from '../../../engine/networks/networkRunner.ts';
import type { BackendName } from '../../../protocol/backend.ts';
import { BackendLostError, mixedUp } from './backendLost.ts';
import type { ApartAnswer, ApartCommand, ApartRelayData, LiveWork } from './exchange.ts';
import { liveApart } from './liveHere.ts';

export interface ApartNetworks {
  /** Its methods throw BackendLostError. */
  readonly runner: NetworkRunner;
  readonly device: string | null;
  /** Ends the process. */
  readonly end: () => void;
}

export interface ApartOptions {
  /** The module of the engine process. */
  readonly entry: string;
  readonly backend: BackendName;
  /** A driver that has not answered by then is not waited for; the first time it compiles shaders. */
  readonly openMs?: number;
  /** A process from which nothing was heard for so long hangs. */
  readonly silenceMs?: number;
  /** A backend that has not gone a step further (an epoch, a block of rows) for so long hangs. */
  readonly stepMs?: number;
}

/** How often a waiting thread looks whether it was cancelled. */
const LOOK_MS = 20;

/**
 * Starts the process of a backend and waits until it is open: the thread that calls computes and has nothing else to do.
 * Throws BackendLostError with the reason where it does not serve.
 */
export function startApart(options: ApartOptions): ApartNetworks {
  // A thread whose module is missing dies without a word to one that waits.
  if (!existsSync(options.entry)) throw new BackendLostError('the module of its process is missing');
  const { openMs = 60_000, silenceMs = 120_000, stepMs = 900_000 } = options;
  const line = openLine(options);
  try {
    const opened = line.receive({ silenceMs: openMs, stepMs: openMs });
    if (opened.kind !== 'opened') throw new BackendLostError('it answers what was not asked');
    const patience = { silenceMs, stepMs };
    return { runner: runnerOf(line, patience), device: opened.device, end: line.end };
  } catch (error) {
    line.end();
    throw error;
  }
}

interface Patience {
  readonly silenceMs: number;
  readonly stepMs: number;
  readonly signal?: Cancellation | undefined;
  readonly onCancel?: () => void;
  readonly listeners?: TrainingListeners;
}

/** What is left of the answers once the line has dealt with the others. */
type Telling = Exclude<
  ApartAnswer,
  { readonly kind: 'alive' | 'step' | 'epoch' | 'note' | 'refused' | 'ended' }
>;

interface Line {
  send(command: ApartCommand): void;
  /** The next answer that says something. Throws BackendLostError, and CancelledError on cancellation. */
  receive(patience: Patience): Telling;
  readonly end: () => void;
}

function openLine({ entry, backend }: ApartOptions): Line {
  const { port1, port2 } = new MessageChannel();
  const changes = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ApartRelayData = { role: 'apartRelay', entry, backend, changes, port: port2 };
  const worker = new Worker(entry, { workerData, transferList: [port2] });
  worker.on('error', () => undefined);
  // Neither may keep alive the thread that uses them.
  worker.unref();
  port1.unref();
  return {
    send: (command) => port1.postMessage(command),
    receive: (patience) => receive(port1, changes, patience),
    end: () => port1.close(),
  };
}

function receive(port: MessagePort, changes: Int32Array, patience: Patience): Telling {
  let heard = performance.now();
  let stepped = heard;
  for (;;) {
    const seen = Atomics.load(changes, 0);
    const received = receiveMessageOnPort(port) as { readonly message: ApartAnswer } | undefined;
    if (received === undefined) {
      Atomics.wait(changes, 0, seen, LOOK_MS);
    } else {
      heard = performance.now();
      const answer = received.message;
      if (answer.kind === 'refused' || answer.kind === 'ended') {
        throw new BackendLostError(answer.why);
      }
      if (answer.kind === 'step') stepped = heard;
      else if (answer.kind === 'epoch') patience.listeners?.onEpoch?.(answer.epoch, answer.epochs);
      else if (answer.kind === 'note') patience.listeners?.onNote?.(answer.note);
      else if (answer.kind !== 'alive') return answer;
    }
    if (patience.signal?.aborted === true) {
      patience.onCancel?.();
      throw new CancelledError();
    }
    giveUpIfSilent(heard, stepped, patience);
  }
}

function giveUpIfSilent(heard: number, stepped: number, { silenceMs, stepMs }: Patience): void {
  const now = performance.now();
  if (now - heard > silenceMs) throw new BackendLostError(`it did not answer in ${silenceMs / 1000} s`);
  if (now - stepped > stepMs) throw new BackendLostError(`it did not get any further in ${stepMs / 1000} s`);
}

function runnerOf(line: Line, patience: Patience): NetworkRunner {
  let next = 0;
  let sent: Float32Array | null = null;
  const answerTo = (id: number, own: Partial<Patience>) => answerFrom(line, id, { ...patience, ...own });
  return {
    train({ signal, onEpoch, onNote, ...task }) {
      const id = next++;
      line.send({ kind: 'train', id, task });
      const onCancel = (): void => line.send({ kind: 'stop', id });
      const answer = answerTo(id, { signal, onCancel, listeners: { onEpoch, onNote } });
      if (answer.kind === 'trained') return answer.trained;
      throw answer.kind === 'cancelled' ? new CancelledError() : mixedUp();
    },
    evaluate(spec, parameters, features) {
      const id = next++;
      const known = parameters === sent ? null : parameters;
      line.send({ kind: 'evaluate', id, spec, parameters: known, features });
      sent = parameters;
      const answer = answerTo(id, {});
      if (answer.kind === 'evaluated') return answer.outputs;
      throw mixedUp();
    },
    open(task) {
      const network = next++;
      const tell = (work: LiveWork): number => {
        const id = next++;
        line.send({ kind: 'live', id, network, work });
        return id;
      };
      const ask = (work: LiveWork) => {
        const answer = answerTo(tell(work), {});
        if (answer.kind === 'live') return answer.given;
        throw mixedUp();
      };
      return liveApart(task, { ask, tell: (work) => void tell(work) });
    },
  };
}

/** Answers to what was cancelled come late, and are nobody's. */
function answerFrom(line: Line, id: number, patience: Patience): Telling {
  for (;;) {
    const answer = line.receive(patience);
    if (!('id' in answer) || answer.id !== id) continue;
    if (answer.kind === 'failed') throw new BackendLostError(answer.why);
    return answer;
  }
}

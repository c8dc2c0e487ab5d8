import { basename } from 'node:path';
import type { RoundRequest } from '../protocol/round.ts';
import { checksumOf, mismatch, readNetwork } from './networkFile.ts';
import { readMemory, removeMemory, writeMemory } from './strategyMemory.ts';
import type { StrategyMemory } from './strategyMemory.ts';
import { messageOf } from './messageOf.ts';

/** The strategy that a saved network is for. */
export const NETWORK_STRATEGY = 'neuralProcess';

export interface LearnedStrategyOptions {
  /** Absolute path of the file that keeps what was learned. */
  readonly file: string;
  /** Whether this window may write. */
  readonly mayWrite: () => boolean;
  /** Something of which rounds are no worse, for the log. */
  readonly onTrouble: (message: string) => void;
}

/** What a round is made for, beside its request. */
export interface StrategySetting {
  /** In the order of class indices, by which strategies count labels. */
  readonly classNames: readonly string[];
  /** Absolute path of the saved network to start from; null = none. */
  readonly network: string | null;
}

/** What a round starts from. */
export interface StrategyStart {
  readonly key: string;
  readonly strategy: string;
  /** Null = nothing. */
  readonly memory: Float64Array | null;
  /** The network's file, where it is read and started from at this round; otherwise null. */
  readonly saved: { readonly name: string; readonly numbers: Float64Array } | null;
  /** Checksum of the saved network that it starts, or once started, from; while there is none, each round tries again. */
  readonly network: string | null;
  /** Why the saved network could not be read, in words. */
  readonly problem: string | null;
}

/** What the strategy has learned in the last round; kept on disk, so that a restart loses nothing. */
export class LearnedStrategy {
  readonly #options: LearnedStrategyOptions;
  /** Undefined = no round yet in this window; null = the last one taught nothing. */
  #last: (StrategyMemory & { readonly strategy: string }) | null | undefined;

  constructor(options: LearnedStrategyOptions) {
    this.#options = options;
  }

  /** The network of the last round; null where it learned none. */
  get network(): Float64Array | null {
    return this.#last?.strategy === NETWORK_STRATEGY ? this.#last.value : null;
  }

  async before(request: RoundRequest, setting: StrategySetting): Promise<StrategyStart> {
    const { strategy } = request;
    const key = keyOf(request, setting);
    const kept = this.#last === undefined ? await readMemory(this.#options.file, key) : this.#last;
    const known = kept?.key === key ? kept : null;
    const start = {
      key,
      strategy,
      memory: known?.value ?? null,
      saved: null,
      network: known?.network ?? null,
      problem: null,
    };
    const path = strategy === NETWORK_STRATEGY ? setting.network : null;
    // Within a window a network is read once; a window later its file may hold another one.
    if (path === null || (this.#last !== undefined && start.network !== null)) return start;
    return startFrom(path, start);
  }

  async after({ key, strategy, network }: StrategyStart, value: Float64Array | null): Promise<void> {
    const { file, mayWrite, onTrouble } = this.#options;
    const knewNothing = this.#last === null;
    this.#last = value === null ? null : { key, strategy, value, network };
    if (!mayWrite() || (value === null && knewNothing)) return;
    const kept = value === null ? removeMemory(file) : writeMemory(file, { key, value, network });
    await kept.catch((error: unknown) =>
      onTrouble(`what the strategy learned was not kept: ${messageOf(error)}`),
    );
  }
}

/** Why a round did not start from the saved network that it should have, in words; null where it did. */
export function networkProblem(
  { memory, saved, problem }: StrategyStart,
  learned: Float64Array | null,
): string | null {
  if (problem !== null) {
    return memory === null
      ? `${problem} The network was learned from nothing.`
      : `${problem} The network goes on from that of the last round.`;
  }
  return saved === null || learned === null ? null : mismatch(saved.name, saved.numbers, learned);
}

/** With the saved network, unless what is known has started from it. */
async function startFrom(path: string, known: StrategyStart): Promise<StrategyStart> {
  try {
    const numbers = await readNetwork(path);
    const network = checksumOf(numbers);
    if (network === known.network) return known;
    return { ...known, memory: numbers, saved: { name: basename(path), numbers }, network };
  } catch (error) {
    return known.network === null ? { ...known, problem: messageOf(error) } : known;
  }
}

/** A strategy's memory serves the next round where all of this is the same. */
function keyOf(request: RoundRequest, { classNames, network }: StrategySetting): string {
  const { featuresId, model, modelParams, strategy, strategyParams, objective } = request;
  return JSON.stringify({
    featuresId,
    classNames,
    model,
    modelParams,
    strategy,
    strategyParams,
    objective,
    network,
  });
}

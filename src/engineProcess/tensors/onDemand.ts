import type { NetworkRunner } from '../../engine/networks/networkRunner.ts';
import { openBackend } from '../backend.ts';
import type { BackendChoice } from '../backend.ts';
import { evaluateNetwork } from './evaluateNetwork.ts';
import { readAtOnce } from './reading.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Somebody who computes with networks, and on what. */
export interface OpenNetworks {
  readonly runner: NetworkRunner;
  readonly backend: BackendChoice;
}

/**
 * Loads TensorFlow.js, which is a bundle of its own: whoever chooses no neural network never waits for it. `entry` is a
 * module from whose folder packages are found. Rejects where no backend works.
 */
export async function openNetworks(entry: string): Promise<OpenNetworks> {
  const backend = await openBackend(entry);
  const runner: NetworkRunner = {
    train: (task) => readAtOnce(trainNetwork(task)),
    evaluate: (spec, parameters, features) => readAtOnce(evaluateNetwork(spec, parameters, features)),
  };
  return { runner, backend };
}

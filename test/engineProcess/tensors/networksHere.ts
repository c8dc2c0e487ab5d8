import { backends } from '../../../src/engineProcess/backend.ts';
import { openNetworks } from '../../../src/engineProcess/tensors/onDemand.ts';
import type { OpenNetworks } from '../../../src/engineProcess/tensors/onDemand.ts';
import { engineEntry } from '../processes.ts';

export const backendsHere = backends.filter(({ isApart }) => !isApart);

export const failOnLoss = (name: string, why: string): never => {
  throw new Error(`${name} was lost: ${why}`);
};

/** Networks in the test's own thread, whatever GPU this machine has. */
export const openNetworksHere = (): Promise<OpenNetworks> =>
  openNetworks({ entry: engineEntry, candidates: backendsHere, onLost: failOnLoss });

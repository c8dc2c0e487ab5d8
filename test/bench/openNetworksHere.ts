import { provideNetworks } from '../../src/engine/networks/providedNetworks.ts';
import { backends } from '../../src/engineProcess/backend.ts';
import { openNetworks } from '../../src/engineProcess/tensors/onDemand.ts';

/**
 * Networks in this process: time and memory that a backend takes elsewhere would not be counted. `entry`: a module in
 * whose folder packages are found.
 */
export async function openNetworksHere(entry: string): Promise<void> {
  const candidates = backends.filter(({ isApart }) => !isApart);
  const onLost = (name: string, why: string): never => {
    throw new Error(`${name} was lost: ${why}`);
  };
  provideNetworks((await openNetworks({ entry, candidates, onLost })).runner);
}

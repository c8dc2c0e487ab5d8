import type { RegistryEntryInfo } from '../../protocol/engine.ts';
import { entropy } from './entropy.ts';
import { kCenterGreedy } from './kCenterGreedy.ts';
import { leastConfidence } from './leastConfidence.ts';
import { margin } from './margin.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';

/** Every query strategy, in the order of the picker; a new one is one file and one line here. */
export const strategies: readonly Strategy[] = [margin, entropy, leastConfidence, kCenterGreedy, random];

/** Throws RangeError when no strategy has this id. */
export function findStrategy(id: string): Strategy {
  const strategy = strategies.find((entry) => entry.id === id);
  if (strategy !== undefined) return strategy;
  const known = strategies.map((entry) => entry.id).join(', ');
  throw new RangeError(`Unknown query strategy "${id}"; expected one of: ${known}.`);
}

/** The registry as settings, pickers and the command line show it. */
export function strategyInfos(): readonly RegistryEntryInfo[] {
  return strategies.map(({ id, title, description, reference, params, needs, simulationOnly }) => ({
    id,
    title,
    description,
    reference,
    params,
    capabilities: needs,
    ...(simulationOnly && { simulationOnly }),
  }));
}

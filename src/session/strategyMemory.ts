import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readNumbers, vector, writeNumbers } from './keptNumbers.ts';

/** What a strategy has learned from batch to batch. */
export interface StrategyMemory {
  readonly key: string;
  /** As the strategy packed it. */
  readonly value: Float64Array;
  /** Checksum of the saved network that it once started from; null where it started from none. */
  readonly network: string | null;
}

const NUMBERS = 'strategy.memory';

/** What the project's strategy has learned, where it goes on from batch to batch. */
export const strategyFile = (stateFolder: string): string => join(stateFolder, 'strategy.safetensors');

/** The file appears whole or not at all. */
export async function writeMemory(path: string, { key, value, network }: StrategyMemory): Promise<void> {
  const words = network === null ? { key } : { key, network };
  await writeNumbers(path, words, new Map([[NUMBERS, vector(value)]]));
}

/** What was kept under this key; null where there is nothing, something else, or a damaged file. */
export async function readMemory(path: string, key: string): Promise<StrategyMemory | null> {
  const file = await readNumbers(path, key);
  const value = file?.tensors.get(NUMBERS)?.data;
  if (file === null || !(value instanceof Float64Array)) return null;
  return { key, value, network: file.metadata['network'] ?? null };
}

export const removeMemory = (path: string): Promise<void> => rm(path, { force: true });

import { join } from 'node:path';
import type { ModelMemory } from '../protocol/round.ts';
import { readNumbers, vector, writeNumbers } from './keptNumbers.ts';
import type { NamedTensor } from './safetensors.ts';

/** Names of what is no layer; layers have names of their own. */
const SCALING = { means: 'input.means', deviations: 'input.deviations', classes: 'output.classes' } as const;

/** The weights of the project's task model, where it is a neural network. */
export const weightsFile = (stateFolder: string): string => join(stateFolder, 'model.safetensors');

/** Keeps what a network has learned, layer by layer, with `key`: what must be the same for a later round to go on from it. */
export async function writeWeights(path: string, key: string, memory: ModelMemory): Promise<void> {
  const tensors = new Map<string, NamedTensor>([
    [SCALING.means, vector(memory.means)],
    [SCALING.deviations, vector(memory.deviations)],
    [SCALING.classes, vector(memory.classes)],
  ]);
  let offset = 0;
  for (const { name, shape } of memory.layers) {
    const length = shape.reduce((product, size) => product * size, 1);
    tensors.set(name, { shape, data: memory.parameters.subarray(offset, offset + length) });
    offset += length;
  }
  await writeNumbers(path, { key }, tensors);
}

/** What was kept under this key; null where there is nothing, something else, or a damaged file. */
export async function readWeights(path: string, key: string): Promise<ModelMemory | null> {
  const file = await readNumbers(path, key);
  if (file === null) return null;
  const {
    [SCALING.means]: means,
    [SCALING.deviations]: deviations,
    [SCALING.classes]: classes,
    ...layers
  } = Object.fromEntries(file.tensors);
  if (!(means?.data instanceof Float64Array) || !(deviations?.data instanceof Float64Array)) return null;
  if (!(classes?.data instanceof Int32Array)) return null;
  return {
    means: means.data,
    deviations: deviations.data,
    classes: classes.data,
    parameters: joined(Object.values(layers)),
    layers: Object.entries(layers).map(([name, { shape }]) => ({ name, shape })),
  };
}

function joined(layers: readonly NamedTensor[]): Float32Array {
  const parameters = new Float32Array(layers.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of layers) {
    parameters.set(data, offset);
    offset += data.length;
  }
  return parameters;
}

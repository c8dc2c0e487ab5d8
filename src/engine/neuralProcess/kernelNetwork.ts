import { createNetworkKernels } from '../kernels/networkKernels.ts';
import type { WasmMemory } from '../kernels/wasmModule.ts';
import { BATCH } from './batches.ts';
import { writeBlock } from './networkBlock.ts';
import { layOutNetwork, networkBytes } from './networkMemory.ts';
import type { NetworkMemory } from './networkMemory.ts';
import type { NetworkShape } from './networkShape.ts';
import type { NeuralProcessProblem, NeuralProcessProblems } from './neuralProcessProblems.ts';
import type { StepWorker } from './stepPhases.ts';

/** A network with its problems' points in the kernels' memory, ready to be trained. */
export interface KernelNetwork {
  readonly memory: NetworkMemory;
  /** For the thread that made it. */
  readonly worker: StepWorker;
  /** What other threads attach to (`attachNetworkKernels`); each takes one of `memory.scratches`, the first is taken. */
  readonly shared: WasmMemory;
  /** Names the problems of the next step. Throws RangeError for more than 64. */
  readonly load: (batch: Int32Array) => void;
}

export function createKernelNetwork(
  shape: NetworkShape,
  start: Float64Array,
  all: NeuralProcessProblems,
  threads = 1,
): KernelNetwork {
  // In ascending order, so that the order in which a context is given cannot show in rounding.
  const problems = all.problems.map((each) => ({ ...each, context: each.context.toSorted() }));
  const largest = problems.reduce((size, { context }) => Math.max(size, context.length), 0);
  const room = { shape, points: all.features.rows, training: true, contextEntries: largest * BATCH, threads };
  const { functions, arrays, memory: shared } = createNetworkKernels(networkBytes(room));
  const memory = layOutNetwork(arrays, room);
  writeBlock(shape, memory, start, memory.parameters);
  functions.transposeTensors(memory.at, 0, shape.tensors.length);
  writePoints(memory, all);
  return {
    memory,
    worker: { functions, problem: memory.at, scratch: memory.scratches[0]!, points: memory.points },
    shared,
    load: (batch) => writeBatch(memory, problems, batch),
  };
}

function writePoints(memory: NetworkMemory, { features, contextValues }: NeuralProcessProblems): void {
  const { rows, columns, data } = features;
  for (let row = 0; row < rows; row++) {
    memory.x.set(data.subarray(row * columns, (row + 1) * columns), row * memory.features);
  }
  if (contextValues !== undefined) memory.known.set(contextValues);
}

function writeBatch(
  memory: NetworkMemory,
  problems: readonly NeuralProcessProblem[],
  batch: Int32Array,
): void {
  if (batch.length > BATCH) {
    throw new RangeError(`A batch holds at most ${BATCH} problems, not ${batch.length}.`);
  }
  memory.contextSets.fill(0);
  memory.targetSets.fill(0);
  let entries = 0;
  batch.forEach((index, place) => {
    const { context, targets, gains } = problems[index]!;
    const word = place >> 5;
    const bit = 1 << (place & 31);
    memory.contextStarts[place] = entries;
    memory.contextPoints.set(context, entries);
    entries += context.length;
    for (const row of context) memory.contextSets[2 * row + word]! |= bit;
    targets.forEach((row, target) => {
      memory.targetSets[2 * row + word]! |= bit;
      memory.gains[place * memory.points + row] = gains[target]!;
    });
    memory.scales[place] = 1 / (targets.length * batch.length);
  });
  memory.contextStarts[batch.length] = entries;
}

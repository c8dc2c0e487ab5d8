import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { NeuralProcessProblem } from './neuralProcessProblems.ts';

/** Most problems of one step; the kernels keep one bit of 64 for each. */
export const BATCH = 64;

/** Numbers of the problems with as many context points and as many targets, group by group. */
export function groupBySize(problems: readonly NeuralProcessProblem[]): readonly Int32Array[] {
  const groups = new Map<string, number[]>();
  problems.forEach(({ context, targets }, index) => {
    const size = `${context.length} ${targets.length}`;
    const group = groups.get(size);
    if (group === undefined) groups.set(size, [index]);
    else group.push(index);
  });
  return Array.from(groups.values(), (group) => Int32Array.from(group));
}

/** The batches of one epoch: each group shuffled and cut at 64, then all batches in an order of their own. */
export function drawBatches(groups: readonly Int32Array[], rng: Rng): readonly Int32Array[] {
  const batches = groups.flatMap((group) => {
    const shuffled = shuffledIndices(group.length, rng).map((place) => group[place]!);
    const count = Math.ceil(group.length / BATCH);
    return Array.from({ length: count }, (_, part) => shuffled.slice(part * BATCH, (part + 1) * BATCH));
  });
  return Array.from(shuffledIndices(batches.length, rng), (place) => batches[place]!);
}

import type { KernelArray, KernelMemory } from '../kernels/wasmModule.ts';
import { BATCH } from './batches.ts';
import type { NetworkShape } from './networkShape.ts';

/** Shares in which the targets of a step are worked on: 12 divides among 1, 2, 3, 4 and 6 threads. Part of the result. */
export const ROW_SHARDS = 12;
/** The same for what depends on points alone. Part of the result. */
export const POINT_SHARDS = 4;

/** Values of a row of an encoding, of a wide layer, of the attention's table and of one value for each head. */
const [ROW, WIDE, TABLE, HEADS] = [32, 64, 40, 8];

/** Counts that fix the layout of a network at work in the kernels' memory. */
export interface NetworkRoom {
  readonly shape: NetworkShape;
  readonly points: number;
  /** Without training: all targets in one shard, and nothing for the way back. */
  readonly training: boolean;
  /** Entries of the contexts of one batch together. */
  readonly contextEntries: number;
  /** That may work at the same time; the numbers that come out do not depend on it. */
  readonly threads: number;
}

/** A network at work in the kernels' memory; the fields are those of kernels/assembly/networkProblem.ts. */
export interface NetworkMemory {
  /** Byte offset of the struct. */
  readonly at: number;
  /** Points rounded up to 4. */
  readonly points: number;
  /** Features rounded up to 8. */
  readonly features: number;
  /** Where each tensor begins among the parameters, in values. */
  readonly offsets: Int32Array;
  readonly parameters: Float32Array;
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
  readonly x: Float32Array;
  readonly known: Float32Array;
  readonly contextStarts: Int32Array;
  readonly contextPoints: Int32Array;
  /** Two words for each point. */
  readonly contextSets: Int32Array;
  readonly targetSets: Int32Array;
  readonly gains: Float32Array;
  readonly scales: Float32Array;
  readonly losses: Float64Array;
  readonly status: Int32Array;
  readonly means: Float32Array;
  readonly deviations: Float32Array;
  /** Byte offset of each thread's scratch. */
  readonly scratches: readonly number[];
}

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Whether the kernels, made for one width, serve this network. */
export function kernelsServe({ width, heads }: NetworkShape): boolean {
  return width === ROW && heads === HEADS;
}

function countsOf({ shape, points, training, contextEntries }: NetworkRoom) {
  const n = roundUp(points, 4);
  const problems = training ? BATCH : 1;
  const shards = training ? ROW_SHARDS : 1;
  const back = training ? 1 : 0;
  const features = roundUp(shape.features, 8);
  const offsets = new Int32Array(shape.tensors.length);
  let block = 0;
  shape.tensors.forEach(({ rows, columns }, index) => {
    offsets[index] = block;
    block += roundUp(rows * (index === 0 ? features : columns), 16);
  });
  return { n, features, problems, shards, back, offsets, block, contextEntries };
}

type Counts = ReturnType<typeof countsOf>;

/** Bytes of one thread's scratch: what networkRows.ts and networkPoints.ts ask for. */
export function scratchBytes(room: NetworkRoom): number {
  const { n, problems, shards, back } = countsOf(room);
  const ofShard = Math.ceil(n / shards) + 1;
  const rows = 4 * (2 + ROW + HEADS + back * TABLE) * problems * ofShard;
  const attention = 4 * n * (TABLE + HEADS * (back === 1 ? ofShard : 1));
  const points = 8 * WIDE * (Math.ceil(n / POINT_SHARDS) + 4);
  return Math.max(rows + attention + 4 * 18 * 32 * ROW + 4096, points);
}

/** Upper bound of the bytes that `layOutNetwork` takes. */
export function networkBytes(room: NetworkRoom): number {
  const { n, features, problems, shards, back, block, contextEntries } = countsOf(room);
  const blocks = 2 + back * (shards + 2);
  const perPoint = features + 10 * ROW + 2 * WIDE + 8 + problems + back * 2 * shards * ROW;
  return (
    4 * (blocks * block + n * perPoint + contextEntries + 4 * problems + 512) +
    64 * 64 +
    room.threads * (scratchBytes(room) + 64)
  );
}

export function layOutNetwork(arrays: KernelMemory, room: NetworkRoom): NetworkMemory {
  const { shape } = room;
  const counts = countsOf(room);
  const { n, features, problems, shards, back, block } = counts;
  const struct = arrays.int32(64);
  const offsets = arrays.int32(counts.offsets.length);
  const sizes = arrays.int32(2 * counts.offsets.length);
  offsets.values.set(counts.offsets.map((offset) => 4 * offset));
  shape.tensors.forEach(({ rows, columns }, index) => {
    sizes.values.set([rows, index === 0 ? features : columns], 2 * index);
  });
  const blocks = takeBlocks(arrays, counts);
  const x = arrays.float32(n * features);
  const known = arrays.float32(n);
  const contextStarts = arrays.int32(problems + 1);
  const contextPoints = arrays.int32(room.contextEntries);
  const contextSets = arrays.int32(2 * n);
  const targetSets = arrays.int32(2 * n);
  const gains = arrays.float32(back * problems * n);
  const scales = arrays.float32(problems);
  const forward = [ROW, ROW, ROW, WIDE, WIDE, ROW, ROW, ROW, ROW].map((size) => arrays.float32(n * size));
  const backward = [1, 1, shards, shards].map((count) => arrays.float32(back * count * n * ROW));
  const losses = arrays.float64(shards);
  const status = arrays.int32(shards);
  const means = arrays.float32(n);
  const deviations = arrays.float32(n);
  const scratches = Array.from({ length: room.threads }, () => arrays.bytes(scratchBytes(room)).at);
  for (const cleared of [...Object.values(blocks), x, known, contextSets, targetSets]) cleared.values.fill(0);
  const { parameters, transposed, gradients, firstMoments, secondMoments } = blocks;
  struct.values.set([
    ...[n, features, shards, POINT_SHARDS, 4 * block, offsets.at, sizes.at],
    ...[parameters, transposed, gradients, firstMoments, secondMoments].map(({ at }) => at),
    ...[x, known, contextStarts, contextPoints, contextSets, targetSets, gains, scales].map(({ at }) => at),
    ...[...forward, ...backward, losses, status, means, deviations].map(({ at }) => at),
  ]);
  return {
    at: struct.at,
    points: n,
    features,
    offsets: counts.offsets,
    scratches,
    ...valuesOf({ parameters, firstMoments, secondMoments, x, known, gains, scales, means, deviations }),
    ...valuesOf({ contextStarts, contextPoints, contextSets, targetSets, status }),
    losses: losses.values,
  };
}

function takeBlocks(arrays: KernelMemory, { block, shards, back }: Counts) {
  return {
    parameters: arrays.float32(block),
    transposed: arrays.float32(block),
    gradients: arrays.float32(back * shards * block),
    firstMoments: arrays.float32(back * block),
    secondMoments: arrays.float32(back * block),
  };
}

function valuesOf<Name extends string, Values>(
  arrays: Readonly<Record<Name, KernelArray<Values>>>,
): Readonly<Record<Name, Values>> {
  const values: Record<string, Values> = {};
  for (const [name, array] of Object.entries<KernelArray<Values>>(arrays)) values[name] = array.values;
  return values as Record<Name, Values>;
}

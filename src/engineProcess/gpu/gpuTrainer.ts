import {
  lossesPlace,
  READ_BINDINGS,
  STEP_BINDING,
  trainingBuffers,
  WEIGHTS_BINDING,
} from '../../engine/neuralProcess/shaders/trainingBuffers.ts';
import type { TrainingBuffers } from '../../engine/neuralProcess/shaders/trainingBuffers.ts';
import { stepDispatches, trainingShaders } from '../../engine/neuralProcess/shaders/trainingShaders.ts';
import type { NetworkShape } from '../../engine/neuralProcess/networkShape.ts';
import type { TrainingTask } from '../../engine/neuralProcess/networkTrainer.ts';
import type { GpuLibrary } from './gpuLibrary.ts';

/** Asked between batches of work, with the losses of all steps done so far; on false the training is given up. */
export type Proceed = (losses: Float32Array) => boolean;

/** Trains networks on a GPU. */
export interface GpuTrainer {
  /**
   * The contents of the weights' binding after the last step (`trainingBuffers.ts` reads them). Null where the device
   * cannot hold the problems, is lost, or was told to give up.
   */
  train(task: TrainingTask, proceed: Proceed): Promise<Float32Array | null>;
}

/** Epochs handed over before the last of them is waited for: enough to keep a GPU busy, some milliseconds of work. */
const EPOCHS_AHEAD = 5;

interface Session {
  readonly library: GpuLibrary;
  readonly device: GPUDevice;
  readonly layout: GPUBindGroupLayout;
  readonly pipelinesOf: (shape: NetworkShape) => Promise<ReadonlyMap<string, GPUComputePipeline>>;
  readonly isLost: () => boolean;
}

export async function createGpuTrainer(library: GpuLibrary, adapter: GPUAdapter): Promise<GpuTrainer> {
  const device = await adapter.requestDevice();
  let lost = false;
  void device.lost.then(() => (lost = true));
  const layout = device.createBindGroupLayout({ entries: bindings() });
  const known = new Map<number, Promise<ReadonlyMap<string, GPUComputePipeline>>>();
  const pipelinesOf = (shape: NetworkShape): Promise<ReadonlyMap<string, GPUComputePipeline>> => {
    const pipelines = known.get(shape.features) ?? makePipelines(device, layout, shape);
    known.set(shape.features, pipelines);
    return pipelines;
  };
  const session = { library, device, layout, pipelinesOf, isLost: () => lost };
  return {
    train: async (task, proceed) => {
      const buffers = trainingBuffers(task);
      return !lost && fits(device, task, buffers) ? run(session, task, buffers, proceed) : null;
    },
  };
}

/** `GPUShaderStage.COMPUTE`. */
const COMPUTE = 4;

function bindings(): GPUBindGroupLayoutEntry[] {
  return Array.from({ length: 8 }, (_, binding) => ({
    binding,
    visibility: COMPUTE,
    buffer: {
      type: binding < READ_BINDINGS ? 'read-only-storage' : 'storage',
      hasDynamicOffset: binding === STEP_BINDING.binding,
    },
  }));
}

async function makePipelines(
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  shape: NetworkShape,
): Promise<ReadonlyMap<string, GPUComputePipeline>> {
  const module = device.createShaderModule({ code: trainingShaders(shape) });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const names = stepDispatches(shape, 1, 1).map(({ entryPoint }) => entryPoint);
  const pipelines = await Promise.all(
    names.map((entryPoint) =>
      device.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint } }),
    ),
  );
  return new Map(pipelines.map((pipeline, index) => [names[index]!, pipeline]));
}

function fits(
  { limits }: GPUDevice,
  { all }: TrainingTask,
  { contents, scratches, rows }: TrainingBuffers,
): boolean {
  const bytes = [...contents.slice(1).map(({ byteLength }) => byteLength), ...scratches];
  return (
    Math.max(...bytes) <= Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) &&
    Math.max(all.features.rows, ...rows) <= limits.maxComputeWorkgroupsPerDimension
  );
}

async function run(
  session: Session,
  task: TrainingTask,
  buffers: TrainingBuffers,
  proceed: Proceed,
): Promise<Float32Array | null> {
  const { device } = session;
  const pipelines = await session.pipelinesOf(task.shape);
  const made: GPUBuffer[] = [];
  device.pushErrorScope('out-of-memory');
  try {
    const group = bind(session, buffers, made);
    if ((await device.popErrorScope()) !== null) return null;
    const weights = made[WEIGHTS_BINDING]!;
    const points = task.all.features.rows;
    let done = 0;
    for (const [index, { batches }] of task.epochs.entries()) {
      const steps = buffers.rows.slice(done, done + batches.length).map((rows, place) => {
        return { step: done + place, dispatches: stepDispatches(task.shape, points, rows) };
      });
      submit(session, steps, pipelines, group);
      done += steps.length;
      if ((index + 1) % EPOCHS_AHEAD !== 0 && index + 1 < task.epochs.length) continue;
      const { at, bytes } = lossesPlace(task.shape, done);
      const losses = await readBack(session, weights, at, bytes);
      if (session.isLost() || !proceed(losses)) return null;
    }
    return await readBack(session, weights, 0, weights.size);
  } finally {
    for (const buffer of made) buffer.destroy();
  }
}

function bind(
  { library: { bufferUsage }, device, layout }: Session,
  { contents, scratches }: TrainingBuffers,
  made: GPUBuffer[],
): GPUBindGroup {
  const usage = bufferUsage.STORAGE | bufferUsage.COPY_SRC | bufferUsage.COPY_DST;
  for (const content of contents) {
    const buffer = device.createBuffer({ size: content.byteLength, usage });
    made.push(buffer);
    device.queue.writeBuffer(buffer, 0, content);
  }
  for (const size of scratches) made.push(device.createBuffer({ size, usage }));
  const entries = made.map((buffer, binding) => ({
    binding,
    resource: binding === STEP_BINDING.binding ? { buffer, size: STEP_BINDING.bytes } : { buffer },
  }));
  return device.createBindGroup({ layout, entries });
}

interface Step {
  readonly step: number;
  readonly dispatches: ReturnType<typeof stepDispatches>;
}

function submit(
  { device }: Session,
  steps: readonly Step[],
  pipelines: ReadonlyMap<string, GPUComputePipeline>,
  group: GPUBindGroup,
): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (const { step, dispatches } of steps) {
    pass.setBindGroup(0, group, [step * STEP_BINDING.bytes]);
    for (const { entryPoint, groups } of dispatches) {
      pass.setPipeline(pipelines.get(entryPoint)!);
      pass.dispatchWorkgroups(groups[0], groups[1]);
    }
  }
  pass.end();
  device.queue.submit([encoder.finish()]);
}

async function readBack(
  { library, device }: Session,
  source: GPUBuffer,
  at: number,
  size: number,
): Promise<Float32Array> {
  const usage = library.bufferUsage.MAP_READ | library.bufferUsage.COPY_DST;
  const copy = device.createBuffer({ size, usage });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, at, copy, 0, size);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(library.mapMode.READ);
    return new Float32Array(copy.getMappedRange().slice(0));
  } finally {
    copy.destroy();
  }
}

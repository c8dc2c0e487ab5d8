import { add, dispose, mul, sum, tensor1d, zeros } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type {
  LiveBatch,
  LiveOutputs,
  LivePart,
  LiveStep,
  LiveTask,
} from '../../engine/networks/liveNetwork.ts';
import { largestLayer, parameterPlaces, withoutLossModule } from '../../engine/networks/networkSpec.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { batchGradients } from './batchGradients.ts';
import type { LearnedRows } from './batchGradients.ts';
import { evaluateTensors, readFlat } from './evaluateNetwork.ts';
import { followStatistics } from './followStatistics.ts';
import { forward } from './networkLayers.ts';
import { openParameters } from './openParameters.ts';
import { openSteps } from './optimizers.ts';
import type { Steps, TrainedParameter } from './optimizers.ts';
import { guardMemory } from './outOfMemory.ts';
import { rowsAtOnce } from './pieces.ts';
import type { Reading } from './reading.ts';
import { drawMasks, uploadMasks, uploadRows } from './trainingBatch.ts';
import type { DrawnMasks } from './trainingBatch.ts';

/** A `LiveNetwork` on whatever backend is set, by programs. */
export interface LiveTensors {
  look(batch: LiveBatch): Reading<LiveOutputs>;
  step(step: LiveStep): void;
  evaluate(rows: Matrix): Reading<LiveOutputs>;
  parameters(): Reading<Float32Array>;
  close(): void;
}

/** What of a network changes in a step, and by what. */
interface Part {
  readonly variables: readonly Variable[];
  readonly steps: Steps;
}

/** Where it throws no tensor is left; else they are held until it is closed, and no others. */
export function openLive({ spec, start, optimizer, weightDecay }: LiveTask): LiveTensors {
  guardMemory();
  const opened = openParameters(spec, start);
  const variables = opened.map(({ value }) => value);
  const parts: Partial<Record<LivePart, Part>> = {};
  const close = (): void => {
    for (const { steps } of Object.values(parts)) steps.dispose();
    dispose(variables);
  };
  const own = parameterPlaces(withoutLossModule(spec)).length;
  const partOf = (parameters: readonly TrainedParameter[]): Part => ({
    variables: parameters.map(({ value }) => value),
    // Each step says its rate.
    steps: openSteps({ learningRate: 0, optimizer, weightDecay }, parameters),
  });
  try {
    parts.network = partOf(opened.slice(0, own).filter(({ isTrained }) => isTrained));
    if (own < opened.length) parts.module = partOf(opened.slice(own));
  } catch (error) {
    close();
    throw error;
  }
  const running = opened.filter(({ isTrained }) => !isTrained).map(({ value }) => value);
  const masksOf = ({ rows, seed }: LiveBatch) => drawMasks(spec, rows.rows, createRng(seed));
  const evaluate = function* (rows: Matrix, masks: DrawnMasks | null): Reading<LiveOutputs> {
    const most = masks === null ? rowsAtOnce(largestLayer(spec)) : rows.rows;
    const pass = { spec, parameters: variables, masks };
    const { logits, predictedLosses } = yield* evaluateTensors(pass, rows, { rows: most });
    return { logits, ...(predictedLosses && { predictedLosses }) };
  };
  return {
    look: (batch) => evaluate(batch.rows, masksOf(batch)),
    evaluate: (rows) => evaluate(rows, null),
    step(step) {
      const part = parts[step.part];
      if (part === undefined) throw new RangeError('This network has no loss module that could learn.');
      const plan = { trained: part.variables, pieces: { rows: step.rows.rows } };
      const rows = slopedRows({ spec, variables, masks: masksOf(step) }, step);
      const { loss, gradients, statistics } = batchGradients(plan, rows);
      try {
        part.steps.step(gradients, step.rate);
        if (step.part === 'network') followStatistics(running, statistics);
      } finally {
        dispose([loss, ...gradients, ...statistics]);
      }
    },
    parameters: () => readFlat(variables),
    close,
  };
}

interface Sloped {
  readonly spec: LiveTask['spec'];
  readonly variables: readonly Variable[];
  readonly masks: DrawnMasks;
}

/** Rows whose loss is the sum of their outputs times slopes: as a mean over the rows, since pieces are added up so. */
function slopedRows({ spec, variables, masks }: Sloped, { rows, slopes }: LiveStep): LearnedRows {
  const count = rows.rows;
  return {
    count,
    upload: (piece) => {
      const [from, to] = piece;
      const features = uploadRows(rows.data, rows.columns, piece);
      const own = uploadMasks(masks, piece);
      // All outputs count, so that every parameter has a gradient, be it 0.
      const byLogits: Tensor2D =
        slopes.logits === undefined
          ? zeros([to - from, spec.outputs])
          : uploadRows(slopes.logits, spec.outputs, piece);
      const byLosses: Tensor1D =
        slopes.predictedLosses === undefined
          ? zeros([to - from])
          : tensor1d(slopes.predictedLosses.subarray(from, to));
      return (onStatistics) => {
        const training = { masks: own, isDetached: false, onStatistics };
        const { logits, predictedLosses } = forward({ spec, parameters: variables, training }, features);
        let loss: Scalar = sum(mul(logits, byLogits));
        if (predictedLosses) loss = add(loss, sum(mul(predictedLosses, byLosses)));
        return mul(loss, count / (to - from));
      };
    },
  };
}

import { beforeAll, describe, expect, it } from 'vitest';
import { createAdam, createAdamClock } from '../../src/engine/neuralProcess/adam.ts';
import { encodeContext } from '../../src/engine/neuralProcess/encodeContext.ts';
import { initialiseNetwork } from '../../src/engine/neuralProcess/initialise.ts';
import { createKernelNetwork } from '../../src/engine/neuralProcess/kernelNetwork.ts';
import type { KernelNetwork } from '../../src/engine/neuralProcess/kernelNetwork.ts';
import { withGradient } from '../../src/engine/neuralProcess/layer.ts';
import { readBlock } from '../../src/engine/neuralProcess/networkBlock.ts';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NetworkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../src/engine/neuralProcess/neuralProcessProblems.ts';
import { applyPerceptron } from '../../src/engine/neuralProcess/perceptronLayers.ts';
import { applyNetwork } from '../../src/engine/neuralProcess/plainNetwork.ts';
import type { NetworkInput } from '../../src/engine/neuralProcess/plainNetwork.ts';
import { addGradient } from '../../src/engine/neuralProcess/plainTrainer.ts';
import { predictGains } from '../../src/engine/neuralProcess/predictGains.ts';
import { stepPhases } from '../../src/engine/neuralProcess/stepPhases.ts';
import { trainNeuralProcess } from '../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { loadDataset } from '../../src/experiments/loadDataset.ts';
import { largestGap } from '../engine/neuralProcess/problems.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden, findData, goldenFilesIn } from './goldenFile.ts';
import { widenNetwork } from './widenNetwork.ts';

type Tensors = Readonly<Record<string, readonly number[] | readonly (readonly number[])[]>>;
/** Problem by problem, point by point. */
type Points = readonly (readonly (readonly number[])[])[];

interface SmallRun {
  readonly name: string;
  readonly X_context: Points;
  readonly y_context: Points;
  readonly X_target: Points;
  readonly y_target: Points;
  readonly h_context: Points;
  readonly h_target: Points;
  readonly R_context: Points;
  readonly mean: Points;
  readonly stddev: Points;
  readonly nll_sum_per_dataset: readonly number[];
  readonly loss: number;
  readonly grads: Tensors;
}

interface SmallCase {
  readonly x_dim: number;
  readonly r_dim: number;
  readonly n_params: number;
  readonly weights: Tensors;
  readonly runs: readonly SmallRun[];
  readonly adam: {
    readonly lrs: readonly number[];
    readonly losses: readonly number[];
    readonly weights_after: Tensors;
  };
}

interface Small {
  readonly cases: readonly SmallCase[];
  readonly param_counts: Readonly<Record<string, number>>;
}

/** The files list the tensors in the order of `NetworkShape`. */
const flatten = (tensors: Tensors): Float64Array =>
  Float64Array.from(Object.values(tensors).flatMap((tensor) => tensor.flat()));

function inputsOf({ X_context, y_context, X_target }: SmallRun): readonly NetworkInput[] {
  return X_context.map((context, index) => ({
    context: matrixOf(context),
    contextValues: Float64Array.from(y_context[index]!.flat()),
    targets: matrixOf(X_target[index]!),
  }));
}

/** The same problems on one list of points, each with points of its own. */
function problemsOf({ X_context, y_context, X_target, y_target }: SmallRun): NeuralProcessProblems {
  const points: (readonly number[])[] = [];
  const values: number[] = [];
  const add = (rows: readonly (readonly number[])[], known: readonly number[]): Int32Array => {
    points.push(...rows);
    values.push(...known);
    return Int32Array.from(rows, (_, index) => points.length - rows.length + index);
  };
  const problems = X_context.map((context, index) => ({
    context: add(context, y_context[index]!.flat()),
    targets: add(
      X_target[index]!,
      X_target[index]!.map(() => 0),
    ),
    gains: Float64Array.from(y_target[index]!.flat()),
  }));
  return { features: matrixOf(points), problems, contextValues: Float64Array.from(values) };
}

/** Mean loss over the problems, with its gradient. */
function batchGradient(shape: NetworkShape, parameters: Float64Array, run: SmallRun) {
  const weights = withGradient(parameters);
  const losses = inputsOf(run).map((input, index) =>
    addGradient(weights, shape, input, Float64Array.from(run.y_target[index]!.flat())),
  );
  const mean = losses.reduce((sum, value) => sum + value, 0) / losses.length;
  return { losses, mean, gradient: weights.gradient.map((value) => value / losses.length) };
}

/** Largest difference of a tensor's entries, against its largest entry; the worst tensor counts. */
function relativeGap({ tensors }: NetworkShape, own: Float64Array, expected: Float64Array): number {
  const gaps = tensors.map(({ rows, columns, offset }) => {
    const part = expected.subarray(offset, offset + rows * columns);
    const size = part.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return largestGap(own.subarray(offset, offset + rows * columns), part) / (size + 1e-4);
  });
  return Math.max(...gaps);
}

const totalLoss = ({ memory }: KernelNetwork): number => memory.losses.reduce((sum, part) => sum + part, 0);

describeGolden('attncnp_small.json', ({ cases, param_counts }: Small) => {
  it('has as many parameters', () => {
    for (const [features, count] of Object.entries(param_counts)) {
      expect(networkShape(Number(features)).count).toBe(count);
    }
  });

  describe.each(cases)('$x_dim features, width $r_dim', (entry) => {
    const shape = networkShape(entry.x_dim, entry.r_dim);
    const start = flatten(entry.weights);
    const { wide, widen, narrow, narrowGradient, factors } = widenNetwork(shape);

    it('has as many parameters', () => {
      expect(shape.count).toBe(entry.n_params);
      expect(start).toHaveLength(entry.n_params);
    });

    describe.each(entry.runs)('$name', (run) => {
      it('encodes and predicts the same in float64', () => {
        const weights = withGradient(start);
        inputsOf(run).forEach((input, index) => {
          const context = applyPerceptron(weights, shape.point, input.context.data as Float64Array);
          const targets = applyPerceptron(weights, shape.point, input.targets.data as Float64Array);
          const represented = encodeContext(weights, shape, context.output, input.contextValues);
          const { mean, deviation } = applyNetwork(weights, shape, input);
          for (const [own, expected] of [
            [context.output, run.h_context],
            [targets.output, run.h_target],
            [represented.output, run.R_context],
            [mean, run.mean],
            [deviation, run.stddev],
          ] as const) {
            expect(largestGap(own, expected[index]!.flat())).toBeLessThan(1e-9);
          }
        });
      });

      it('has the same loss and gradient in float64', () => {
        const { losses, mean, gradient } = batchGradient(shape, start, run);
        const sums = losses.map((loss, index) => loss * run.y_target[index]!.length);
        expect(largestGap(sums, run.nll_sum_per_dataset)).toBeLessThan(1e-9);
        expect(Math.abs(mean - run.loss)).toBeLessThan(1e-9);
        expect(largestGap(gradient, flatten(run.grads))).toBeLessThan(1e-9);
      });

      it('has the same loss and gradient in the kernels', () => {
        const network = createKernelNetwork(wide, widen(start), problemsOf(run));
        network.load(Int32Array.from(run.X_context.keys()));
        for (const phase of stepPhases) {
          for (let share = 0; share < phase.shares; share++) {
            phase.run(network.worker, share, { rate: 0, bias2: 1 });
          }
        }
        expect(Math.abs(totalLoss(network) / run.loss - 1)).toBeLessThan(1e-4);
        // A first moment after one step is a tenth of the gradient.
        const moments = readBlock(wide, network.memory, network.memory.firstMoments);
        const gradient = narrowGradient(moments).map((value) => 10 * value);
        expect(relativeGap(shape, gradient, flatten(run.grads))).toBeLessThan(1e-4);
      });
    });

    // The file leaves open on which run these steps were taken; the first loss tells.
    const trained = entry.runs.find((run) => Math.abs(run.loss - entry.adam.losses[0]!) < 1e-9)!;

    it('takes the same six steps of Adam in float64', () => {
      const parameters = start.slice();
      const adam = createAdam(parameters);
      entry.adam.lrs.forEach((rate, step) => {
        const { mean, gradient } = batchGradient(shape, parameters, trained);
        expect(Math.abs(mean - entry.adam.losses[step]!)).toBeLessThan(1e-9);
        adam.step(gradient, rate);
      });
      expect(largestGap(parameters, flatten(entry.adam.weights_after))).toBeLessThan(1e-9);
    });

    it('takes the same six steps of Adam in the kernels', () => {
      const network = createKernelNetwork(wide, widen(start), problemsOf(trained));
      const tick = createAdamClock();
      const { worker, memory } = network;
      entry.adam.lrs.forEach((rate, step) => {
        network.load(Int32Array.from(trained.X_context.keys()));
        const { bias1, bias2 } = tick();
        for (const phase of stepPhases.slice(0, -1)) {
          for (let share = 0; share < phase.shares; share++) phase.run(worker, share, { rate, bias2 });
        }
        expect(Math.abs(totalLoss(network) / entry.adam.losses[step]! - 1)).toBeLessThan(1e-4);
        // Adam's steps do not shrink with a parameter's scale: those of the wide network have to.
        factors.forEach((factor, tensor) => {
          worker.functions.updateTensors(worker.problem, tensor, tensor + 1, (rate * factor) / bias1, bias2);
        });
      });
      const parameters = narrow(readBlock(wide, memory, memory.parameters));
      expect(relativeGap(shape, parameters, flatten(entry.adam.weights_after))).toBeLessThan(1e-4);
    });
  });
});

interface Full {
  readonly x_dim: number;
  readonly n_params: number;
  readonly weights_flat_row_major: Readonly<Record<string, readonly number[]>>;
  readonly X_context: Points;
  readonly X_target: Points;
  readonly mean_f64: Points;
  readonly stddev_f64: Points;
}

describeGolden('attncnp_full.json', (full: Full) => {
  const parameters = flatten(full.weights_flat_row_major);
  const shape = networkShape(full.x_dim);

  it.each(['wasm', 'reference'] as const)('predicts the same: %s', (backend) => {
    expect(parameters).toHaveLength(full.n_params);
    const question = { context: matrixOf(full.X_context[0]!), targets: matrixOf(full.X_target[0]!) };
    const own = predictGains({ features: full.x_dim, parameters }, question, { backend });
    expect(largestGap(own.mean, full.mean_f64.flat(2))).toBeLessThan(1e-5);
    expect(largestGap(own.deviation, full.stddev_f64.flat(2))).toBeLessThan(1e-5);
  });

  it('was initialised as ours is: deviations within five standard errors', () => {
    const own = initialiseNetwork(shape, createRng(1));
    shape.tensors.forEach(({ rows, columns, offset }) => {
      const count = rows * columns;
      const spread = (values: Float64Array) =>
        Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / count);
      const expected = spread(parameters.subarray(offset, offset + count));
      const gap = Math.abs(spread(own.subarray(offset, offset + count)) - expected);
      // A normal sample's deviation has the standard error s / sqrt(2 n), a uniform one's less; here are two samples.
      expect(gap).toBeLessThanOrEqual((5 * Math.max(expected, 0.1 * Number(count < 4))) / Math.sqrt(count));
    });
  });
});

interface Training {
  readonly dataset: string;
  readonly feature_mean: number;
  readonly feature_std: number;
  readonly norm_factor: number;
  readonly annot_rows: readonly number[];
  readonly sims: readonly {
    readonly annot: readonly number[];
    readonly pool: readonly number[];
    readonly target: readonly number[];
  }[];
  readonly reference: readonly { readonly mean_last10: number }[];
}

const trainings = goldenFilesIn('.').filter((name) => name.startsWith('./nptrain_'));

for (const file of trainings.length > 0 ? trainings : ['nptrain_waveform_imbw_logistic.json']) {
  describeGolden(file, (golden: Training) => {
    let all: NeuralProcessProblems;

    beforeAll(async () => {
      const source = findData(`uci/${golden.dataset}.csv`);
      if (source === null) throw new Error(`${golden.dataset}.csv is missing beside the reference numbers`);
      const asItIs = { testSource: null, features: null, generate: null, normalise: 'none' } as const;
      const { features } = await loadDataset({ name: golden.dataset, source, label: 'y', ...asItIs }, '.');
      const rows = gatherRows(features, Int32Array.from(golden.annot_rows));
      const scale = (value: number) =>
        (value - golden.feature_mean) / golden.feature_std / golden.norm_factor;
      all = {
        features: { ...rows, data: Float64Array.from(rows.data, scale) },
        problems: golden.sims.map(({ annot, pool, target }) => ({
          context: Int32Array.from(annot),
          targets: Int32Array.from(pool),
          gains: Float64Array.from(target),
        })),
      };
    });

    it('training reaches the likelihood of the released code', { timeout: 300_000 }, () => {
      const own = Array.from({ length: 4 }, (_, seed) => {
        const { losses } = trainNeuralProcess(all, createRng(seed));
        return losses.subarray(-10).reduce((sum, loss) => sum + loss, 0) / 10;
      });
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      const given = golden.reference.map((each) => each.mean_last10);
      expect(mean).toBeGreaterThan(Math.min(...given) - 0.1);
      expect(mean).toBeLessThan(Math.max(...given) + 0.1);
    });
  });
}

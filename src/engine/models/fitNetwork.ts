import type { ModelMemory } from '../../protocol/round.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { holdOut } from '../networks/holdOut.ts';
import { initialParameters } from '../networks/initialParameters.ts';
import type { NetworkRows, TrainingListeners } from '../networks/networkRunner.ts';
import {
  inputWidth,
  isTrained,
  layerShapes,
  parameterCount,
  parameterPlaces,
} from '../networks/networkSpec.ts';
import type { NetworkSpec } from '../networks/networkSpec.ts';
import { providedNetworks } from '../networks/providedNetworks.ts';
import { orderRows } from '../networks/orderRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { createRng } from '../numeric/rng.ts';
import type { Rng } from '../numeric/rng.ts';
import { measureScaling } from '../numeric/scaling.ts';
import { trainCheckpoints } from './checkpoints.ts';
import type { FittedClassifier, TrainingSet } from './classifier.ts';
import { trainLossPredictor } from './lossPredictor.ts';
import { scaleRows } from './networkClassifier.ts';
import { classifierOf, trainNetwork } from './networkPlan.ts';
import { networkPosterior } from './posterior/networkPosterior.ts';
import type { TrainingSettings } from './trainingParams.ts';
import { presentClasses } from './presentClasses.ts';

export interface NetworkFitOptions {
  readonly settings: TrainingSettings;
  readonly specOf: (inputs: number, outputs: number) => NetworkSpec;
  /** What is standardised: each feature by itself (the default), or all alike, as pixels are. */
  readonly scaling?: 'columns' | 'global';
  /** Of the model, where a sentence begins. */
  readonly title: string;
  readonly signal?: Cancellation | undefined;
  readonly listeners?: TrainingListeners | undefined;
}

/**
 * What is kept of the weights where a fit goes on from an earlier one, and the deviation of what is added to all of
 * them: without, a network learns worse from labels old and new than from nothing (Ash and Adams 2020, On Warm-Starting
 * Neural Network Training, section 4).
 */
const SHRINK = 0.6;
const PERTURB = 0.01;

/**
 * Trains a network on rows whose features are standardised. The outcome does not depend on the order of the
 * rows. Throws RangeError when fewer than two classes are present, CancelledError when the signal is aborted.
 */
export function fitNetwork(training: TrainingSet, options: NetworkFitOptions): FittedClassifier {
  const { settings, specOf, signal } = options;
  const networks = providedNetworks();
  const { features, labels, classCount } = training;
  const classes = presentClasses(labels, classCount, options.title);
  throwIfCancelled(signal);
  const spec = specOf(features.columns, classes.length);
  const rng = createRng(settings.seed).fork(`fit ${training.seed ?? 0}`);
  const start = settings.warmStart ? fitting(training.start, spec, classes) : undefined;
  const { means, deviations } = start ?? measureScaling(features, options.scaling ?? 'columns');
  const rows = trainingRows(training, { classes, means, deviations, settings });
  const { trained, held } = holdOut(rows.labels, settings.heldOut, rng.fork('held out'));
  const known = { classes, means, deviations };
  const { listeners } = options;
  const plan = { networks, spec, classCount, known, rows, schedule: settings.schedule, signal, listeners };
  const { parameters } = trainNetwork(plan, {
    start: start ? softened(spec, start.parameters, rng) : initialParameters(spec, rng.fork('initial')),
    rows: rowsAt(rows, trained),
    heldOut: held.length === 0 ? null : rowsAt(rows, held),
    seed: rng.fork('order').integer(2 ** 32),
  });
  return {
    ...classifierOf(plan, parameters),
    posterior: networkPosterior(plan),
    checkpoints: (count, draws) => trainCheckpoints(plan, count, draws),
    lossPredictor: (draws) => trainLossPredictor(plan, draws),
  };
}

/** `memory` where the network that learned it has the same classes and layers. */
function fitting(
  memory: ModelMemory | undefined,
  spec: NetworkSpec,
  classes: Int32Array,
): ModelMemory | undefined {
  const fits =
    memory?.means.length === inputWidth(spec) &&
    memory.parameters.length === parameterCount(spec) &&
    sameShapes(memory.layers, layerShapes(spec)) &&
    memory.classes.length === classes.length &&
    memory.classes.every((label, index) => label === classes[index]);
  return fits ? memory : undefined;
}

const sameShapes = (one: ModelMemory['layers'], other: ModelMemory['layers']): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What a batch norm has seen stays as it is: half a variance and some noise is none. */
function softened(spec: NetworkSpec, parameters: Float32Array, rng: Rng): Float32Array {
  const draws = rng.fork('perturb');
  const softer = parameters.slice();
  for (const { offset, length } of parameterPlaces(spec).filter(isTrained)) {
    for (let index = offset; index < offset + length; index++) {
      softer[index] = SHRINK * parameters[index]! + PERTURB * draws.normal();
    }
  }
  return softer;
}

interface RowPlan extends Pick<ModelMemory, 'classes' | 'means' | 'deviations'> {
  readonly settings: TrainingSettings;
}

/** Rows in an order of their own, scaled, with the places of their classes and weights of mean 1. */
function trainingRows(training: TrainingSet, plan: RowPlan): NetworkRows {
  const { features, labels } = training;
  const order = orderRows(features, labels, training.weights ?? new Float64Array(labels.length).fill(1));
  const places = order.map((row) => plan.classes.indexOf(labels[row]!));
  const counts = new Float64Array(plan.classes.length);
  for (const place of places) counts[place]!++;
  const weights = Float32Array.from(order, (row, index) => {
    const own = training.weights?.[row] ?? 1;
    return plan.settings.classWeighted ? own / counts[places[index]!]! : own;
  });
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return {
    features: scaleRows(gatherRows(features, order), plan),
    labels: places,
    weights: weights.map((weight) => weight / mean),
  };
}

const rowsAt = ({ features, labels, weights }: NetworkRows, rows: Int32Array): NetworkRows => {
  const { columns } = features;
  const data = new Float32Array(rows.length * columns);
  rows.forEach((row, index) =>
    data.set(features.data.subarray(row * columns, (row + 1) * columns), index * columns),
  );
  return {
    features: { rows: rows.length, columns, data },
    labels: rows.map((row) => labels[row]!),
    weights: Float32Array.from(rows, (row) => weights[row]!),
  };
};

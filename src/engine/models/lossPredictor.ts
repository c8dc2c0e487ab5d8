import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { scaleRows } from './networkClassifier.ts';
import { freshStart, trainNetwork } from './networkPlan.ts';
import type { NetworkPlan } from './networkPlan.ts';

/** Units of each layer of the module (Yoo and Kweon 2019, section 4.1). */
const UNITS = 128;
/** Epoch 120 of 200, after which only the module learns of its predictions (their section 4.1). */
const DETACH_AT = 0.6;

/**
 * Trains the network together with a module that predicts its losses, both anew, through all epochs. Gives what the
 * module predicts for rows of features.
 */
export function trainLossPredictor(plan: NetworkPlan, rng: Rng): (features: DenseMatrix) => Float64Array {
  const spec = { ...plan.spec, lossUnits: UNITS };
  const schedule = { ...plan.schedule, patience: 0, detachAt: DETACH_AT };
  const { parameters } = trainNetwork(plan, { ...freshStart(spec, rng), spec, schedule });
  return (features) => {
    const { predictedLosses } = plan.networks.evaluate(spec, parameters, scaleRows(features, plan.known));
    return Float64Array.from(predictedLosses!);
  };
}

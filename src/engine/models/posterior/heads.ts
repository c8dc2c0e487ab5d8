import { parameterPlaces } from '../../networks/networkSpec.ts';
import type { NetworkSpec } from '../../networks/networkSpec.ts';
import { drawBag } from '../../numeric/drawBag.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { FittedClassifier } from '../classifier.ts';
import { classifierOf, freshStart, trainNetwork } from '../networkPlan.ts';
import type { NetworkPlan } from '../networkPlan.ts';

/**
 * One network with `count` last layers, each of which learns from a bootstrap sample of the labels of its own (Lee et al.
 * 2015, Why M Heads are Better than One; masks as Osband et al. 2016 have them). Each head with the common layers is a
 * draw.
 */
export function trainHeads(plan: NetworkPlan, count: number, rng: Rng): FittedClassifier[] {
  const spec = { ...plan.spec, outputs: plan.spec.outputs * count };
  const weights = headWeights(plan, count, rng.fork('bags'));
  const { parameters } = trainNetwork(plan, {
    ...freshStart(spec, rng),
    spec,
    rows: { ...plan.rows, weights },
  });
  return Array.from({ length: count }, (_, head) =>
    classifierOf(plan, parametersOfHead(plan.spec, parameters, head)),
  );
}

/** How often each row is in each head's sample, times its weight; n x heads. */
function headWeights({ rows }: NetworkPlan, heads: number, rng: Rng): Float32Array {
  const weights = new Float32Array(rows.labels.length * heads);
  for (let head = 0; head < heads; head++) {
    for (const row of drawBag(rows.labels, rng.fork(`bag ${head}`))) {
      weights[row * heads + head]! += rows.weights[row]!;
    }
  }
  return weights;
}

/**
 * Of a network of which `spec` is one head, the parameters of head number `head`: all layers but the last, and its columns
 * of that one.
 */
export function parametersOfHead(spec: NetworkSpec, parameters: Float32Array, head: number): Float32Array {
  const [weights, biases] = parameterPlaces(spec).slice(-2);
  const { outputs } = spec;
  const units = weights!.shape[0]!;
  const common = weights!.offset;
  // What is left of all: units x (heads x outputs) weights, then heads x outputs biases.
  const width = (parameters.length - common) / (units + 1);
  const own = new Float32Array(biases!.offset + outputs);
  own.set(parameters.subarray(0, common));
  for (let line = 0; line <= units; line++) {
    const from = common + line * width + head * outputs;
    own.set(parameters.subarray(from, from + outputs), common + line * outputs);
  }
  return own;
}

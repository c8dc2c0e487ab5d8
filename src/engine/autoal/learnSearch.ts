import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { createAdam } from '../neuralProcess/adam.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { FitNet } from './fitNet.ts';
import { FIRST_EPOCHS } from './fitNet.ts';
import { fitMixture, mixtureQuantile, startMixture } from './gaussianMixture.ts';
import type { GaussianMixture } from './gaussianMixture.ts';
import { createLossModule, createModuleTrainer, lossModuleStep } from './lossModule.ts';
import { createPerceptron, drawMasks, runBackward, runForward } from './perceptron.ts';
import type { Perceptron } from './perceptron.ts';
import { searchLoss, standardisedLosses, standardisedVotes, voteOnChoices } from './searchLoss.ts';
import type { Choices, SearchBatch } from './searchLoss.ts';

/** Which losses the search network learns from. */
export const lossChoices = ['both', 'search', 'lossModule'] as const;
export type LossChoice = (typeof lossChoices)[number];

/** One fold of the labeled items, by their places, with the FitNet that did not learn from them. */
export interface SearchFold {
  readonly inside: Int32Array;
  readonly outside: Int32Array;
  readonly net: FitNet;
}

/** n labeled items, each of which was pool once. */
export interface SearchProblem extends Choices {
  /** What the search network sees of the items, n x d. */
  readonly items: DenseMatrix;
  /** Share of the items that should be chosen. */
  readonly share: number;
  readonly folds: readonly SearchFold[];
}

export interface SearchOptions {
  /** Steps of all three together, in turn. */
  readonly steps: number;
  readonly losses: LossChoice;
  readonly rng: Rng;
  readonly signal?: Cancellation | undefined;
  /** Told the share of the steps that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Items a step looks at, drawn anew for each: what a step costs does not grow with the labels. */
const BATCH = 96;
/** Units of the hidden layers, and how they are trained: small data want small networks and some noise. */
const HIDDEN = [64, 32] as const;
const DROPOUT = 0.1;
const DECAY = 1e-3;
const RATE = 5e-3;
/** How much of the loss module's gradient goes into the search network. */
const MODULE_SHARE = 0.1;
/** Softness of the gate at the first and at the last step. */
const TEMPERATURES = [1, 0.1] as const;

/**
 * Learns a network that gives, for an item, a logit for each candidate: search network, loss module and FitNets take steps
 * in turn (Wang et al. 2025, section 3.4), the search network on losses that FitNet has on items it did not learn from.
 * Deterministic. Throws CancelledError.
 */
export function learnSearch(problem: SearchProblem, options: SearchOptions): Perceptron {
  const { items, candidates, folds } = problem;
  const { steps, losses, rng, signal, onProgress } = options;
  const sizes = [items.columns, ...HIDDEN, candidates];
  // Small last weights: the candidates begin with nearly equal weights.
  const search = createPerceptron(sizes, rng.fork('search'), 0.1);
  const trainer = createTrainer(problem, search, rng);
  for (let epoch = 0; epoch < FIRST_EPOCHS; epoch++) {
    if (epoch % 20 === 0) throwIfCancelled(signal);
    for (const { net } of folds) net.step();
  }
  trainer.lookAtLosses();
  for (let step = 0; step < steps; step++) {
    if (step % 20 === 0) {
      throwIfCancelled(signal);
      onProgress?.(step / steps);
    }
    const [from, to] = TEMPERATURES;
    const temperature = from * (to / from) ** (step / Math.max(1, steps - 1));
    if (step % 3 === 0) trainer.stepSearch(temperature, losses !== 'lossModule');
    else if (step % 3 === 2) trainer.stepFit();
    else if (losses !== 'search') trainer.stepModule();
  }
  return search;
}

interface Trainer {
  lookAtLosses(): void;
  stepSearch(temperature: number, withSearchLoss: boolean): void;
  stepModule(): void;
  stepFit(): void;
}

function createTrainer(problem: SearchProblem, search: Perceptron, rng: Rng): Trainer {
  const { items, folds, share } = problem;
  const draws = rng.fork('batches');
  const drops = rng.fork('dropout');
  const adam = createAdam(search.parameters);
  const module = createLossModule(HIDDEN, rng.fork('lossModule'));
  const trainModule = createModuleTrainer(module, RATE);
  let losses: Float64Array = new Float64Array(items.rows);
  const gates = new Float64Array(items.rows).fill(share);
  let mixture: GaussianMixture | null = null;
  /** What the loss module would change in the search network. */
  let asked: Float64Array = new Float64Array(search.parameters.length);
  const nextBatch = () => {
    const batch = batchOf(problem, shuffledIndices(items.rows, draws).subarray(0, BATCH), losses);
    const masks = drawMasks(search.sizes, batch.items.rows, DROPOUT, drops);
    return { ...batch, masks, activations: runForward(search, batch.items, masks) };
  };
  return {
    lookAtLosses() {
      losses = heldOutLosses(problem);
    },
    stepSearch(temperature, withSearchLoss) {
      const { places, masks, activations, ...batch } = nextBatch();
      const logits = activations.at(-1)!.data.slice();
      const { standard } = standardisedVotes(voteOnChoices(logits, batch).weightsNK, batch);
      mixture = fitMixture(standard, mixture ?? startMixture(standard, rng.fork('mixture')));
      const gate = { threshold: mixtureQuantile(mixture, 1 - Math.min(0.5, share)), temperature };
      const found = searchLoss(logits, batch, gate);
      places.forEach((place, index) => (gates[place] = found.gates[index]!));
      const gradient = withSearchLoss
        ? runBackward(search, activations, { outputs: found.slopesNK, masks })
        : new Float64Array(search.parameters.length);
      for (let index = 0; index < gradient.length; index++) {
        gradient[index]! += MODULE_SHARE * asked[index]!;
        search.parameters[index]! *= 1 - RATE * DECAY;
      }
      adam.step(gradient, RATE);
    },
    stepModule() {
      const { masks, activations, losses: own } = nextBatch();
      // The batch is in random order already.
      const order = Int32Array.from(own.keys());
      const step = lossModuleStep(module, activations.slice(1, -1), { losses: own, order });
      asked = runBackward(search, activations, { hidden: step.hiddenSlopes, masks });
      trainModule(step.gradients);
    },
    stepFit() {
      for (const { outside, net } of folds) net.step(ofMeanOne(outside, gates));
      this.lookAtLosses();
    },
  };
}

/** What each item costs the FitNet that did not learn from it, standardised. */
function heldOutLosses({ items, folds }: SearchProblem): Float64Array {
  const raw = new Float64Array(items.rows);
  for (const { inside, net } of folds) net.losses().forEach((loss, index) => (raw[inside[index]!] = loss));
  return standardisedLosses(raw);
}

interface Batch extends SearchBatch {
  readonly places: Int32Array;
  readonly items: DenseMatrix;
}

function batchOf(
  { items, candidates, softNK, share }: SearchProblem,
  places: Int32Array,
  losses: Float64Array,
): Batch {
  const soft = gatherRows({ rows: items.rows, columns: candidates, data: softNK }, places);
  return {
    places,
    items: gatherRows(items, places),
    candidates,
    softNK: Float64Array.from(soft.data),
    losses: takePlaces(losses, places),
    target: share * places.length,
  };
}

/** The gates of some items, divided by their mean. */
function ofMeanOne(places: Int32Array, gates: Float64Array): Float64Array {
  const own = takePlaces(gates, places);
  const mean = own.reduce((sum, gate) => sum + gate, 0) / Math.max(1, own.length);
  return own.map((gate) => (mean > 0 ? gate / mean : 1));
}

/** By a loop: `Float64Array.from` with a function goes through an iterator, and this runs thousands of times. */
function takePlaces(values: Float64Array, places: Int32Array): Float64Array {
  const own = new Float64Array(places.length);
  for (let index = 0; index < own.length; index++) own[index] = values[places[index]!]!;
  return own;
}

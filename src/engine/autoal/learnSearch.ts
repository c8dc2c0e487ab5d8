import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { FitNet } from './fitNet.ts';
import { FIRST_STEPS } from './fitNet.ts';
import { fitMixture, mixtureQuantile, startMixture } from './gaussianMixture.ts';
import type { GaussianMixture } from './gaussianMixture.ts';
import { searchLoss, standardisedLosses, standardisedVotes, voteOnChoices } from './searchLoss.ts';
import type { Choices, SearchBatch } from './searchLoss.ts';
import type { SearchNetwork } from './searchNetwork.ts';

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
  /** Told the share of the steps that is done, those of FitNet by itself included. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Items a step looks at, drawn anew for each: what a step costs does not grow with the labels. */
const BATCH = 96;
/** Softness of the gate at the first and at the last step. */
const TEMPERATURES = [1, 0.1] as const;

/** Steps after which it is told how far learning is. */
const TOLD_EVERY = 20;

/**
 * Has `search` learn a logit for each candidate on an item: search network, loss module and FitNets take steps in turn
 * (Wang et al. 2025, section 3.4), the search network on losses that FitNet has on items it did not learn from.
 * Deterministic. Throws CancelledError.
 */
export function learnSearch(search: SearchNetwork, problem: SearchProblem, options: SearchOptions): void {
  const { steps, losses, rng, signal, onProgress } = options;
  const trainer = createTrainer(problem, search, rng);
  const all = FIRST_STEPS + steps;
  for (let done = 0; done < all; done++) {
    throwIfCancelled(signal);
    if (done % TOLD_EVERY === 0) onProgress?.(done / all);
    const step = done - FIRST_STEPS;
    if (step < 0) {
      for (const { net } of problem.folds) net.step();
      continue;
    }
    if (step === 0) trainer.lookAtLosses();
    const [from, to] = TEMPERATURES;
    const temperature = from * (to / from) ** (step / Math.max(1, steps - 1));
    if (step % 3 === 0) trainer.stepSearch(temperature, losses !== 'lossModule');
    else if (step % 3 === 2) trainer.stepFit();
    else if (losses !== 'search') trainer.stepModule();
  }
}

interface Trainer {
  lookAtLosses(): void;
  stepSearch(temperature: number, withSearchLoss: boolean): void;
  stepModule(): void;
  stepFit(): void;
}

function createTrainer(problem: SearchProblem, search: SearchNetwork, rng: Rng): Trainer {
  const { folds, share } = problem;
  const draws = rng.fork('batches');
  const count = itemCount(problem);
  let losses: Float64Array = new Float64Array(count);
  const gates = new Float64Array(count).fill(share);
  let mixture: GaussianMixture | null = null;
  const nextBatch = () => batchOf(problem, shuffledIndices(count, draws).subarray(0, BATCH), losses);
  return {
    lookAtLosses() {
      losses = heldOutLosses(problem);
    },
    stepSearch(temperature, withSearchLoss) {
      const { places, ...batch } = nextBatch();
      const look = search.look(places, batch.losses);
      const logits = look.logitsNK;
      const { standard } = standardisedVotes(voteOnChoices(logits, batch).weightsNK, batch);
      mixture = fitMixture(standard, mixture ?? startMixture(standard, rng.fork('mixture')));
      const gate = { threshold: mixtureQuantile(mixture, 1 - Math.min(0.5, share)), temperature };
      const found = searchLoss(logits, batch, gate);
      places.forEach((place, index) => (gates[place] = found.gates[index]!));
      look.stepSearch(withSearchLoss ? found.slopesNK : null);
    },
    stepModule() {
      const { places, losses: own } = nextBatch();
      search.look(places, own).stepModule();
    },
    stepFit() {
      for (const { outside, net } of folds) net.step(ofMeanOne(outside, gates));
      this.lookAtLosses();
    },
  };
}

const itemCount = ({ softNK, candidates }: Choices): number => softNK.length / candidates;

/** What each item costs the FitNet that did not learn from it, standardised. */
function heldOutLosses(problem: SearchProblem): Float64Array {
  const raw = new Float64Array(itemCount(problem));
  for (const { inside, net } of problem.folds)
    net.losses().forEach((loss, index) => (raw[inside[index]!] = loss));
  return standardisedLosses(raw);
}

interface Batch extends SearchBatch {
  readonly places: Int32Array;
}

function batchOf(problem: SearchProblem, places: Int32Array, losses: Float64Array): Batch {
  const { candidates, softNK, share } = problem;
  const soft = gatherRows({ rows: itemCount(problem), columns: candidates, data: softNK }, places);
  return {
    places,
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

import { createAdam } from '../neuralProcess/adam.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { createLossModule, createModuleTrainer, lossModuleStep } from './lossModule.ts';
import { createPerceptron, drawMasks, runBackward, runForward } from './perceptron.ts';
import type { Perceptron } from './perceptron.ts';
import { DECAY, DROPOUT, MODULE_SHARE } from './searchNetwork.ts';
import type { SearchNetwork } from './searchNetwork.ts';

/** Units of the hidden layers: small data want small networks. */
const HIDDEN = [64, 32] as const;
const RATE = 5e-3;

/** A search network of fully connected layers on rows of numbers. */
export interface DenseSearch extends SearchNetwork {
  readonly perceptron: Perceptron;
}

/** `items`: what it sees of the items, n x d. */
export function createDenseSearch(items: DenseMatrix, candidates: number, rng: Rng): DenseSearch {
  const sizes = [items.columns, ...HIDDEN, candidates];
  // Small last weights: the candidates begin with nearly equal weights.
  const search = createPerceptron(sizes, rng.fork('search'), 0.1);
  const drops = rng.fork('dropout');
  const adam = createAdam(search.parameters);
  const module = createLossModule(HIDDEN, rng.fork('lossModule'));
  const trainModule = createModuleTrainer(module, RATE);
  /** What the loss module would change in the search network, by its last step. */
  let asked: Float64Array = new Float64Array(search.parameters.length);
  return {
    perceptron: search,
    look(places, losses) {
      const batch = gatherRows(items, places);
      const masks = drawMasks(search.sizes, batch.rows, DROPOUT, drops);
      const activations = runForward(search, batch, masks);
      return {
        logitsNK: activations.at(-1)!.data.slice(),
        stepSearch(slopesNK) {
          const gradient =
            slopesNK === null
              ? new Float64Array(search.parameters.length)
              : runBackward(search, activations, { outputs: slopesNK, masks });
          for (let index = 0; index < gradient.length; index++) {
            gradient[index]! += MODULE_SHARE * asked[index]!;
            search.parameters[index]! *= 1 - RATE * DECAY;
          }
          adam.step(gradient, RATE);
        },
        stepModule() {
          // The batch is in random order already.
          const order = Int32Array.from(losses.keys());
          const step = lossModuleStep(module, activations.slice(1, -1), { losses, order });
          asked = runBackward(search, activations, { hidden: step.hiddenSlopes, masks });
          trainModule(step.gradients);
        },
      };
    },
  };
}

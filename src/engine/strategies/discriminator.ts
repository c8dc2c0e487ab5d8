import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { createPerceptron } from './perceptron.ts';

export interface DiscriminatorOptions {
  /** Units in each of the three hidden layers. */
  readonly width: number;
  /** Steps of the optimiser at most, each time it is trained. */
  readonly steps: number;
}

/** Tells labeled items from the pool; trained again as items move from one side to the other. */
export interface Discriminator {
  /** `targets`: 1 = of the pool, 0 = labeled. Goes on from the weights it has. */
  train(points: DenseMatrix, targets: Uint8Array): void;
  /** Probability of each row to be of the pool. */
  score(points: DenseMatrix): Float64Array;
}

const BATCH = 64;
/** Training accuracy at which to stop: a better discriminator finds all of the pool equally unlike the labels. */
const ACCURATE = 0.98;
/** Passes in which the loss does not fall to this share of its lowest, after which there is nothing more to learn. */
const [PATIENCE, FALL] = [20, 0.999];

/** A perceptron of three hidden layers, trained by Adam on binary cross-entropy (Gissin and Shalev-Shwartz 2019). */
export function createDiscriminator(
  columns: number,
  { width, steps }: DiscriminatorOptions,
  rng: Rng,
): Discriminator {
  const network = createPerceptron([columns, width, width, width, 1], rng.fork('weights'));
  const order = rng.fork('order');
  /** One pass over the data: its mean loss and accuracy. */
  const pass = (points: DenseMatrix, targets: Uint8Array) => {
    const shuffled = shuffledIndices(points.rows, order);
    let correct = 0;
    let loss = 0;
    for (let start = 0; start < points.rows; start += BATCH) {
      const batch = shuffled.subarray(start, start + BATCH);
      for (const row of batch) {
        const probability = network.forward(points, row);
        const likelihood = targets[row] === 1 ? probability : 1 - probability;
        if (likelihood > 0.5) correct++;
        loss -= Math.log(Math.max(1e-12, likelihood)) / points.rows;
        network.backward((probability - targets[row]!) / batch.length);
      }
      network.step();
    }
    return { loss, accuracy: correct / points.rows };
  };
  return {
    train(points, targets) {
      const passes = Math.ceil(steps / Math.ceil(points.rows / BATCH));
      let lowest = Infinity;
      let stalled = 0;
      for (let done = 0; done < passes && stalled < PATIENCE; done++) {
        const { loss, accuracy } = pass(points, targets);
        if (accuracy > ACCURATE) return;
        stalled = loss < FALL * lowest ? 0 : stalled + 1;
        lowest = Math.min(lowest, loss);
      }
    },
    score: (points) => new Float64Array(points.rows).map((_, row) => network.forward(points, row)),
  };
}

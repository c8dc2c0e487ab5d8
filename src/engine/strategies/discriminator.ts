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

/** A perceptron of three hidden layers, trained by Adam on binary cross-entropy (Gissin and Shalev-Shwartz 2019). */
export function createDiscriminator(
  columns: number,
  { width, steps }: DiscriminatorOptions,
  rng: Rng,
): Discriminator {
  const network = createPerceptron([columns, width, width, width, 1], rng.fork('weights'));
  const order = rng.fork('order');
  return {
    train(points, targets) {
      for (let done = 0; done < steps;) {
        const shuffled = shuffledIndices(points.rows, order);
        let correct = 0;
        for (let start = 0; start < points.rows; start += BATCH) {
          const batch = shuffled.subarray(start, start + BATCH);
          for (const row of batch) {
            const probability = network.forward(points, row);
            if (probability > 0.5 === (targets[row] === 1)) correct++;
            network.backward((probability - targets[row]!) / batch.length);
          }
          network.step();
          done++;
        }
        if (correct > ACCURATE * points.rows) return;
      }
    },
    score: (points) => new Float64Array(points.rows).map((_, row) => network.forward(points, row)),
  };
}

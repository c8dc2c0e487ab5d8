import { kCenterGreedy } from './kCenterGreedy.ts';
import type { BatchStrategy } from './strategy.ts';

/** K-center greedy on what a network makes of the items, as Sener and Savarese have it, in place of their features. */
export const coreSet: BatchStrategy = {
  kind: 'batch',
  id: 'coreSet',
  title: 'Core-set',
  description: 'Items that the network sees as unlike everything labeled so far; needs a neural network.',
  reference:
    'Sener and Savarese 2018, Active Learning for Convolutional Neural Networks: A Core-Set Approach, algorithm 1.',
  needs: ['embeddings'],
  params: kCenterGreedy.params,
  sampling: 'deterministic',
  selectBatch(view, k, rng) {
    if (view.embeddings === undefined) {
      throw new RangeError('Core-set needs the embeddings of every item, which neural networks give.');
    }
    return kCenterGreedy.selectBatch({ ...view, features: view.embeddings }, k, rng);
  },
};

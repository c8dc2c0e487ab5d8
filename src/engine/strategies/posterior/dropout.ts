import { throwIfCancelled } from '../../cancellation.ts';
import type { PosteriorWay } from './way.ts';

/** Networks with units left out (Gal and Ghahramani 2016). */
export const dropout: PosteriorWay = {
  id: 'dropout',
  words: 'units left out at random',
  takes: 'a neural network whose parameter "dropout" is above 0',
  serves: ({ model }) => model?.drawn !== undefined,
  members: ({ model, signal }, { count, rng }) =>
    Array.from({ length: count }, (_, draw) => {
      throwIfCancelled(signal);
      return model!.drawn!(rng.fork(`draw ${draw}`));
    }),
};

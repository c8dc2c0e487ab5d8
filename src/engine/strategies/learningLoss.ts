import { mapRows } from '../numeric/mapRows.ts';
import { onSample, sampleParam } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';

/** The released code looks at 10,000 items too. */
const params = [sampleParam(10_000)];

/** The loss of an item as a module predicts it that reads the network's hidden layers and learns with it. */
export const learningLoss: ScoringStrategy = {
  kind: 'scoring',
  id: 'learningLoss',
  title: 'Learning loss',
  description: 'Items with the highest loss as a neural network learns to predict it of itself.',
  reference: 'Yoo and Kweon 2019, Learning Loss for Active Learning, section 3 and equation 2.',
  needs: ['trainingEpochs'],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const { model, labels, candidates } = view;
    if (new Set(labels).size < 2) return new Float64Array(candidates.length);
    if (model?.lossPredictor === undefined) {
      throw new RangeError('Learning loss needs a task model that is trained by epochs: a neural network.');
    }
    const predict = model.lossPredictor(rng.fork('training'));
    return onSample(view, params, rng, (part) =>
      mapRows(part.features, part.candidates, predict, part.signal),
    );
  },
};

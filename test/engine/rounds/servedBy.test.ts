import { describe, expect, it, vi } from 'vitest';
import type { ClassifierDefinition, ParamValues } from '../../../src/engine/models/classifier.ts';
import { findModel, models } from '../../../src/engine/models/registry.ts';
import { proposeBatch } from '../../../src/engine/rounds/proposeBatch.ts';
import { capabilitiesOf, refuseCandidates, refuseUnserved } from '../../../src/engine/rounds/servedBy.ts';
import { findStrategy, strategies } from '../../../src/engine/strategies/registry.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import type { Rng } from '../../../src/engine/numeric/rng.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { gaussianClasses } from '../syntheticData.ts';

const bare: ClassifierDefinition = {
  ...findModel('logisticRegression'),
  title: 'Bare model',
  gives: ['decisionValues'],
  givesIf: { probabilities: 'calibrated' },
};

describe('refuseUnserved', () => {
  it('names what the model does not give, and the parameter that would change that', () => {
    const margin = findStrategy('margin');
    expect(() => refuseUnserved(margin, bare, {})).toThrow(
      'Margin needs probabilities, which Bare model does not give unless its parameter "calibrated" is on.',
    );
    expect(() => refuseUnserved(margin, bare, { calibrated: true })).not.toThrow();
    expect(() => refuseUnserved(findStrategy('influence'), bare, { calibrated: true })).toThrow(/gradients/);
    expect(() => refuseUnserved(findStrategy('fScore'), bare, {})).not.toThrow();
  });

  it('refuses in a live pool what only an experiment can serve', () => {
    const hidden = { ...findStrategy('random'), simulationOnly: true as const };
    expect(() => refuseUnserved(hidden, bare, {})).toThrow(/experiments only/);
  });

  it('adds what parameters turn on to what a model always gives', () => {
    expect(capabilitiesOf(bare, { calibrated: false })).toEqual(['decisionValues']);
    expect(capabilitiesOf(bare, { calibrated: true })).toEqual(['decisionValues', 'probabilities']);
  });
});

provideNetworks((await openNetworksHere()).runner);

/** Parameters with which a strategy that trains the model many times does so a few times. */
function fewTrainings(id: string): ParamValues {
  if (id === 'expectedErrorReduction') return { sample: 2 };
  return findStrategy(id).params.some(({ name }) => name === 'draws') ? { draws: 4 } : {};
}

/** Every live strategy with every model: a round or a refusal in words. */
describe.each(models.map((model) => model.id))('rounds with %s', (id) => {
  const data = gaussianClasses(120, 4, { classCount: 3, seed: 2 });
  const features = { rows: 120, columns: 4, data: Float32Array.from(data.features.data) };
  const labeledRows = Int32Array.from({ length: 18 }, (_, row) => row);
  const model = findModel(id);
  const live = strategies.filter((strategy) => strategy.simulationOnly !== true);

  it.each(live.map((strategy) => strategy.id))('%s ranks all, or says what is missing', (strategy) => {
    const run = () =>
      proposeBatch({
        features,
        revision: 1,
        labeledRows,
        labels: data.labels.subarray(0, 18),
        classCount: 3,
        eligibleRows: Int32Array.from({ length: 102 }, (_, index) => 18 + index),
        model: id,
        // A network that is quick to train: some strategies train it many times.
        modelParams:
          model.isNetwork === true ? { epochs: id === 'resnet18' ? 1 : 3, width: 4, learningRate: 0.1 } : {},
        strategy,
        strategyParams: model.isNetwork === true ? fewTrainings(strategy) : {},
        batchSize: 5,
        randomShare: 0,
        slots: 8,
        seed: 3,
      });
    if (findStrategy(strategy).needs.some((need) => !model.gives.includes(need))) {
      expect(run).toThrow(/ needs .*, which .* does not give/);
      return;
    }
    const { ranking, suggested, confidence, slots } = run();
    expect(new Set(ranking).size).toBe(102);
    expect(slots).toHaveLength(8);
    expect(suggested.every((label) => label >= 0 && label < 3)).toBe(true);
    const sure = confidence.every((p) => p > 1 / 3 && p <= 1);
    expect(sure || confidence.every(Number.isNaN)).toBe(true);
    expect(sure).toBe(model.gives.includes('probabilities'));
  });
});

it.each(models.map((model) => model.id))(
  'AutoAL learns from labels and the embeddings or features of %s',
  (id) => {
    const { features, labels } = gaussianClasses(100, 4, { classCount: 3, seed: 2 });
    const modelParams = findModel(id).isNetwork === true ? { epochs: 2, width: 8 } : {};
    const { fallback, vote, slots } = proposeBatch({
      features: { rows: 100, columns: 4, data: Float32Array.from(features.data) },
      revision: 1,
      labeledRows: Int32Array.from({ length: 36 }, (_, row) => row),
      labels: labels.subarray(0, 36),
      classCount: 3,
      eligibleRows: Int32Array.from({ length: 64 }, (_, index) => 36 + index),
      model: id,
      modelParams: id === 'svc' ? { probability: true } : modelParams,
      strategy: 'autoAl',
      strategyParams: { candidates: 'margin, kCenterGreedy, random', steps: 30, trunk: 'embeddings' },
      batchSize: 5,
      randomShare: 0,
      slots: 8,
      seed: 3,
    });
    expect(fallback).toBeNull();
    expect(slots).toHaveLength(8);
    expect(vote!.candidates).toEqual(['margin', 'kCenterGreedy', 'random']);
    expect(vote!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(new Set(vote!.weights).size).toBe(3);
    // As many as the round has slots.
    expect(vote!.contributions).toHaveLength(8 * 3);
  },
);

describe('refuseCandidates', () => {
  const refuse = (candidates: string, model = 'logisticRegression') =>
    refuseCandidates(findStrategy('autoAl'), { candidates }, findModel(model), {});

  it('says which of the strategies that one asks the model cannot serve', () => {
    expect(() => refuse('margin, coreSet')).toThrow(
      /^AutoAL cannot ask one of its strategies: Core-set needs embeddings, which Logistic regression does not give/,
    );
    expect(() => refuse('margin, coreSet', 'mlp')).not.toThrow();
    expect(() => refuse('margin, magic')).toThrow(/Unknown query strategy "magic"/);
  });

  it('has nothing against a strategy that asks no others', () => {
    expect(() => refuseCandidates(findStrategy('margin'), {}, findModel('mlp'), {})).not.toThrow();
  });
});

describe('strategies with convolutions of their own', () => {
  const { features, labels } = gaussianClasses(40, 16, { classCount: 2, seed: 5 });
  const rankingWith = (model: string, strategy: string) =>
    proposeBatch({
      features: { rows: 40, columns: 16, data: Float32Array.from(features.data) },
      revision: 1,
      labeledRows: Int32Array.of(0, 1, 2, 3),
      labels: labels.slice(0, 4),
      classCount: 2,
      eligibleRows: Int32Array.from({ length: 36 }, (_, index) => 4 + index),
      model,
      modelParams: model === 'logisticRegression' ? {} : { epochs: 1 },
      strategy,
      strategyParams: { steps: 20 },
      batchSize: 5,
      randomShare: 0,
      slots: 5,
      seed: 3,
    }).ranking;

  it.each(['vaal', 'mal', 'waal'])(
    'tells strategies that features are pixels where the model looks at pixels: %s',
    (id) => {
      const strategy = findStrategy(id);
      if (strategy.kind !== 'scoring') throw new Error(`${id} does not score.`);
      const asked = vi.spyOn(strategy, 'utilities');
      rankingWith('mlp', id);
      rankingWith('cnn', id);
      const [[dense], [onPixels, rng]] = asked.mock.calls as [[PoolView], [PoolView, Rng]];
      const seen = asked.mock.results[1]!.value as Float64Array;
      asked.mockRestore();
      expect(dense.pixels).toBeUndefined();
      // With the same model, what it is told makes the difference.
      const { pixels, ...others } = onPixels;
      expect(pixels).toBe(true);
      expect(strategy.utilities(onPixels, rng)).toEqual(seen);
      expect(strategy.utilities(others, rng)).not.toEqual(seen);
    },
  );

  it.each(['vaal', 'mal'])('%s asks no model: only its encoder changes', (id) => {
    const dense = rankingWith('logisticRegression', id);
    expect(rankingWith('mlp', id)).toEqual(dense);
    expect(rankingWith('cnn', id)).not.toEqual(dense);
  });
});

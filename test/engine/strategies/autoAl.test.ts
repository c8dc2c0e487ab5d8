import { beforeAll, describe, expect, it } from 'vitest';
import { markedLogits } from '../../../src/engine/autoal/releaseVote.ts';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { scoreRows } from '../../../src/engine/models/scoreRows.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { softmaxRow } from '../../../src/engine/numeric/softmaxRow.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { sumsOf } from '../../../src/engine/votes/castVote.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { gaussianClasses } from '../syntheticData.ts';
import { labeledPool } from '../autoal/labeledPool.ts';

const autoAl = findStrategy('autoAl');
/** Few steps: what is tested here does not depend on how well was learned. */
const pick = (view: PoolView, params: PoolView['params'] = {}, seed = 1, k = 8) =>
  select(autoAl, { ...view, params: { steps: 30, ...params } }, k, createRng(seed));

describe('autoAl', () => {
  it('picks the same under the same seed', () => {
    const view = labeledPool();
    expect(pick(view)).toEqual(pick(view));
  });

  it('learns weights that add up to 1, and contributions that add up to the utilities of its picks', () => {
    const view = labeledPool();
    const { rowIds, utilities, vote, fallback } = pick(view);
    expect(fallback).toBeUndefined();
    expect(vote!.candidates).toHaveLength(7);
    expect(vote!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(new Set(vote!.weights).size).toBeGreaterThan(2);
    sumsOf(vote!.contributions, 7).forEach((sum, place) =>
      expect(sum).toBeCloseTo(utilities[view.candidates.indexOf(rowIds[place]!)]!, 10),
    );
    expect(vote!.correlations).toHaveLength(49);
    expect(vote!.overlaps[0]).toBe(1);
    expect(vote!.uniformOverlap).toBeGreaterThanOrEqual(0);
  });

  it('does not look at the order in which items were labeled', () => {
    const view = labeledPool();
    const reversed = {
      ...view,
      labeledRows: view.labeledRows.toReversed(),
      labels: view.labels.toReversed(),
    };
    expect(pick(reversed).rowIds).toEqual(pick(view).rowIds);
  });

  it('keeps the order of a single candidate', () => {
    const view = labeledPool();
    const own = select(findStrategy('margin'), view, 100, createRng(1));
    const { rowIds, vote } = pick(view, { candidates: 'margin' }, 2, 100);
    expect(rowIds).toEqual(own.rowIds);
    expect([...vote!.weights]).toEqual([1]);
  });

  it('gives strategies that rank alike one weight, and says so: of two classes, the three by doubt', () => {
    const view = labeledPool({ classCount: 2 });
    const { vote } = pick(view);
    expect(vote!.merged).toContainEqual(['entropy', 'margin', 'leastConfidence']);
    expect(vote!.note).toMatch(/share one weight: Entropy, Margin/);
    const [entropy, margin, confidence] = vote!.weights;
    expect(margin).toBe(entropy);
    expect(confidence).toBe(entropy);
  });

  it('lets all count the same while there are too few labels, and says how many are missing', () => {
    const { vote, fallback } = pick(labeledPool({ labeled: 28 }), { candidates: 'margin, kMeans, random' });
    expect(fallback).toBe(
      'Weights are learned from 30 labels on, ten for each class; 2 more are needed: until then all candidates count the same.',
    );
    expect([...vote!.weights].map((weight) => weight.toFixed(6))).toEqual(Array(3).fill('0.333333'));
    expect(vote!.uniformOverlap).toBe(1);
  });

  it('waits for two labels of every class', () => {
    const view = labeledPool({ labeled: 60 });
    const { fallback } = pick({ ...view, labels: view.labels.map((label) => (label === 2 ? 0 : label)) });
    expect(fallback).toMatch(/once every class has two labels; 1 class has fewer/);
  });

  it.each([
    ['logisticRegression', {}],
    ['svc', { probability: true }],
  ])('learns with the task model %s', (id, modelParams) => {
    const view = labeledPool({ labeled: 40, rows: 80 });
    const fit = (training: TrainingSet) => findModel(id).fit(training, modelParams);
    const model = fit({
      features: gatherRows(view.features, view.labeledRows),
      labels: view.labels,
      classCount: view.classCount,
    });
    const probabilities = scoreRows(model, view.features, view.candidates);
    const { rowIds, fallback } = pick(
      { ...view, fit, model, probabilities },
      { candidates: 'margin, random' },
    );
    expect(fallback).toBeUndefined();
    expect(new Set(rowIds).size).toBe(8);
  });

  it('takes any strategy that the model can serve, batch strategies by their utilities', () => {
    const { vote } = pick(labeledPool(), { candidates: 'kCenterGreedy,badge, ddu' });
    expect(vote!.candidates).toEqual(['kCenterGreedy', 'badge', 'ddu']);
  });

  it.each([
    ['', /is empty/],
    ['margin, magic', /Unknown query strategy "magic"/],
    ['margin, margin', /listed twice/],
    ['margin, autoAl', /asks other strategies itself/],
    ['margin, oracle', /needs more than the labels/],
    ['margin, coreSet', /Core-set.* cannot be asked with this task model.*take it out/],
  ])('says what is wrong with the candidates "%s"', (candidates, message) => {
    expect(() => pick(labeledPool(), { candidates })).toThrow(message);
  });

  it('ends when it is told to', () => {
    expect(() => pick({ ...labeledPool(), signal: { aborted: true } })).toThrow(CancelledError);
  });

  it('tells how far it is: asking first, then learning', () => {
    const told: string[] = [];
    pick({ ...labeledPool(), onProgress: (stage, fraction) => told.push(`${stage} ${fraction.toFixed(2)}`) });
    expect(told).toEqual([
      ...['0.20', '0.40', '0.60', '0.80', '1.00'].map((share) => `candidates ${share}`),
      // 200 steps of FitNet by itself, then 30 of all three.
      ...Array.from({ length: 12 }, (_, time) => `training ${((20 * time) / 230).toFixed(2)}`),
    ]);
  });

  it('bounds what it looks at in a large pool and among many labels', () => {
    const view = labeledPool({ rows: 200, labeled: 80 });
    const { rowIds, utilities } = pick(view, { sample: 50, labels: 30 });
    expect(utilities.filter((value) => !Number.isNaN(value))).toHaveLength(50);
    expect(rowIds).toHaveLength(8);
  });
});

describe('autoAl on images', () => {
  beforeAll(async () => provideNetworks((await openNetworksHere()).runner));

  /** Images of 6 x 6 with two labels of the second class, hence two folds, and the small network as task model. */
  function imagePool(): PoolView {
    const { features, labels } = gaussianClasses(70, 36, { seed: 3, separation: 1 });
    const labeledRows = Int32Array.from({ length: 40 }, (_, row) => row).filter(
      (row) => row % 2 === 0 || row < 4,
    );
    const candidates = Int32Array.from({ length: 30 }, (_, row) => 40 + row);
    const known = labeledRows.map((row) => labels[row]!);
    const fit = (training: TrainingSet) => findModel('cnn').fit(training, { epochs: 2, width: 8 });
    const model = fit({ features: gatherRows(features, labeledRows), labels: known, classCount: 2 });
    const probabilities = scoreRows(model, features, candidates);
    const served = { model, fit, probabilities, pixels: true, batchSize: 5, params: {} } as const;
    return { features, candidates, labeledRows, labels: known, classCount: 2, ...served };
  }
  const quick = { candidates: 'margin, kMeans, random', steps: 9 };

  it('learns from pixels by networks of its own, which it leaves nowhere', () => {
    const view = imagePool();
    const before = tensorCount();
    const { rowIds, vote, fallback } = pick(view, quick);
    expect(fallback).toBeUndefined();
    expect(new Set(rowIds).size).toBe(8);
    expect(vote!.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
    expect(new Set(vote!.weights).size).toBe(3);
    expect(pick(view, quick).vote).toEqual(vote);
    expect(pick(view, { ...quick, trunk: 'embeddings' }).vote!.weights).not.toEqual(vote!.weights);
    expect(tensorCount()).toBe(before);
  });

  it('ends in the midst of learning when it is told to, and leaves nothing', () => {
    const view = imagePool();
    const before = tensorCount();
    const signal = { aborted: false };
    let open = 0;
    const onProgress: PoolView['onProgress'] = (stage, fraction) => {
      if (stage !== 'training' || fraction === 0) return;
      open = tensorCount() - before;
      signal.aborted = true;
    };
    expect(() => pick({ ...view, signal, onProgress }, quick)).toThrow(CancelledError);
    expect(open).toBeGreaterThan(0);
    expect(tensorCount()).toBe(before);
  });
});

describe('releaseCompatible', () => {
  it('votes by logits as they are, in marks: the numbers worked out by hand', () => {
    const contributions = markedLogits(new Float64Array(8).fill(0.3), [
      Float64Array.of(1, 1, 0, 0),
      Float64Array.of(0, 1, 1, 0),
    ]);
    const shares = sumsOf(contributions, 2);
    softmaxRow(shares, 0, 4);
    [0.244458, 0.329984, 0.244458, 0.181099].forEach((share, row) =>
      expect(shares[row]).toBeCloseTo(share, 6),
    );
    const negative = sumsOf(
      markedLogits(new Float64Array(4).fill(-0.3), [Float64Array.of(1, 0), Float64Array.of(1, 0)]),
      2,
    );
    // With negative logits the item that all mark comes behind the one that nobody does.
    expect(negative[0]).toBeLessThan(negative[1]!);
  });

  it('is a vote with random weights: it says so, and another seed votes otherwise', () => {
    const view = labeledPool();
    const { vote, rowIds } = pick(view, { releaseCompatible: true });
    expect(vote!.note).toMatch(/weights are random/);
    expect(pick(view, { releaseCompatible: true }, 2).rowIds).not.toEqual(rowIds);
  });
});

import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { restrictView } from '../../../src/engine/strategies/restrictView.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView, Selection } from '../../../src/engine/strategies/strategy.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { gaussianClasses } from '../syntheticData.ts';
import { withModel } from './poolView.ts';

const strategy = findStrategy('neuralProcess');
const quick = { simulations: 30, epochs: 15 };

/** A pool of Gaussian classes, its first rows labeled, without reward rows: as a project has it. */
function projectPool({ labeled = 40, classCount = 2, rows = 160 } = {}): PoolView {
  const { features, labels } = gaussianClasses(rows, 4, { classCount, seed: 3, separation: 1.5 });
  const labeledRows = Int32Array.from({ length: labeled }, (_, row) => row);
  const { reward, ...view } = withModel({
    features,
    candidates: Int32Array.from({ length: rows - labeled }, (_, row) => labeled + row),
    labeledRows,
    labels: labeledRows.map((row) => labels[row]!),
    classCount,
    params: quick,
  });
  expect(reward).toBeDefined();
  return view;
}

const ask = (view: PoolView, k = 5, seed = 1): Selection => select(strategy, view, k, createRng(seed));

describe('neuralProcess', () => {
  const view = projectPool();
  const plain = ask(view);

  it('predicts a gain with a deviation for every candidate, and picks the highest', () => {
    const { gains, utilities, rowIds, fallback } = plain;
    expect(fallback).toBeUndefined();
    expect(gains!.mean.every(Number.isFinite)).toBe(true);
    expect(gains!.deviation.every((deviation) => deviation > 0)).toBe(true);
    expect(gains!.learning.losses).toHaveLength(15);
    expect(gains!.learning.rewardLabels).toBe(40);
    expect(gains!.learning.problems).toBe(27);
    expect(gains!.learning.check.gain.length).toBeGreaterThan(3);
    expect(view.candidates.indexOf(rowIds[0]!)).toBe(utilities.indexOf(Math.max(...utilities)));
    expect(new Set(utilities).size).toBeGreaterThan(100);
  });

  it('learns: the loss falls', () => {
    const { losses } = ask({ ...view, params: { simulations: 60, epochs: 60 } }).gains!.learning;
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.2);
  });

  it('gives the same picks for the same seed, in whatever order candidates are listed', () => {
    expect(ask(view)).toEqual(plain);
    const order = shuffledIndices(view.candidates.length, createRng(8));
    expect(ask(restrictView(view, order)).rowIds).toEqual(plain.rowIds);
    expect(ask(view, 5, 2).utilities).not.toEqual(plain.utilities);
  });

  it('gives every candidate a gain that does not depend on which others there are', () => {
    const { data, columns } = view.features;
    const largest = Math.max(...Array.from(data, Math.abs));
    const holder = Math.floor(data.findIndex((value) => Math.abs(value) === largest) / columns);
    const kept = Int32Array.from(view.candidates.keys()).filter(
      (place) => place % 3 === 0 || view.candidates[place] === holder,
    );
    const part = ask(restrictView(view, kept));
    kept.forEach((place, index) => expect(part.utilities[index]).toBeCloseTo(plain.utilities[place]!, 5));
  });

  it('serves several classes, and a support-vector classifier', () => {
    const three = projectPool({ classCount: 3, labeled: 45 });
    const machine = { id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' } as const;
    for (const given of [three, { ...three, retrained: machine }, { ...view, retrained: machine }]) {
      const { gains, fallback, utilities } = ask(given);
      expect(fallback).toBeUndefined();
      expect(gains!.mean.every(Number.isFinite)).toBe(true);
      expect(new Set(utilities).size).toBeGreaterThan(90);
    }
  });

  it.each([
    { targets: 'score' },
    { targets: 'scoreThenLogLikelihood' },
    { standardise: false },
    { modelOutputs: false },
    { context: 'ownClass' },
    { context: 'leaveOneOut' },
    { deviations: 2 },
    { mostTargets: 3 },
    { mostTargets: 6, targetChoice: 'likely' },
  ])('ranks in another way with %o', (params) => {
    const { utilities } = ask({ ...view, params: { ...quick, ...params } });
    expect(utilities.every(Number.isFinite)).toBe(true);
    expect(utilities).not.toEqual(plain.utilities);
  });

  it('says what may be missed where only some gains are measured, and draws at random what it cannot estimate', () => {
    const cheap = { ...quick, mostTargets: 6 };
    const { bounds } = ask({ ...view, params: { ...cheap, targetChoice: 'likely' } }).gains!.learning;
    expect(bounds!.measured).toBeLessThan(bounds!.targets / 2);
    expect(bounds!.missed.atMost).toBeGreaterThan(0);
    expect(plain.gains!.learning.bounds).toBeNull();
    const byScore = { ...cheap, targets: 'score' };
    const drawn = ask({ ...view, params: byScore });
    expect(ask({ ...view, params: { ...byScore, targetChoice: 'likely' } })).toEqual(drawn);
  });

  it('tells how far it is, forward only, and ranks the same', () => {
    const told: (readonly [string, number])[] = [];
    const watched = {
      ...view,
      onProgress: (stage: string, fraction: number) => told.push([stage, fraction]),
    };
    expect(ask(watched)).toEqual(plain);
    expect(told.filter(([stage]) => stage === 'oracle')).toHaveLength(30);
    expect(told.filter(([stage]) => stage === 'training')).toHaveLength(15);
    expect(told[29]).toEqual(['oracle', 1]);
    expect(told.at(-1)).toEqual(['training', 1]);
    const places = told.map(([stage, fraction]) => (stage === 'oracle' ? 0 : 1) + fraction);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('adds deviations to the mean', () => {
    const [none, one, two] = [0, 1, 2].map(
      (deviations) => ask({ ...view, params: { ...quick, deviations } }).utilities,
    );
    none!.forEach((mean, index) => {
      expect(one![index]!).toBeGreaterThan(mean);
      expect(two![index]! - one![index]!).toBeCloseTo(one![index]! - mean, 9);
    });
  });

  it('spreads a batch over the pool where diversity counts', () => {
    const spread = ({ rowIds }: Selection): number => {
      const { columns, data } = view.features;
      let sum = 0;
      for (const a of rowIds)
        for (const b of rowIds)
          for (let c = 0; c < columns; c++) sum += (data[a * columns + c]! - data[b * columns + c]!) ** 2;
      return sum;
    };
    const diverse = ask({ ...view, params: { ...quick, diversity: 50 } }, 8);
    expect(diverse.rowIds[0]).toBe(ask(view, 8).rowIds[0]);
    expect(spread(diverse)).toBeGreaterThan(1.5 * spread(ask(view, 8)));
  });

  it('aims at the objective', () => {
    const f1 = ask({
      ...view,
      objective: { kind: 'f1', positive: 0 },
      params: { ...quick, targets: 'score' },
    });
    const accuracy = ask({ ...view, params: { ...quick, targets: 'score' } });
    expect(f1.gains!.learning.check.gain).not.toEqual(accuracy.gains!.learning.check.gain);
    const rare = ask({ ...view, objective: { kind: 'weightedAccuracy', weights: [20, 1] } });
    expect(rare.utilities).not.toEqual(plain.utilities);
  });

  it('goes on from the network of the batch before where that is wanted and fits', () => {
    const warm = { ...view, params: { ...quick, warmStart: true } };
    expect(ask(warm).utilities).toEqual(plain.utilities);
    const next = ask({ ...warm, memory: plain.memory! });
    expect(next.gains!.learning.losses).toHaveLength(6);
    expect(next.gains!.learning.losses[0]!).toBeLessThan(plain.gains!.learning.losses[0]!);
    expect(ask({ ...warm, memory: Float64Array.of(1, 99) }).utilities).toEqual(plain.utilities);
  });

  it('says how many labels are missing, and ranks by margin meanwhile', () => {
    const few = ask(projectPool({ labeled: 14 }));
    expect(few.fallback).toBe(
      'Gains are learned from 20 labels on; 6 more are needed: until then by margin.',
    );
    expect(few.gains).toBeUndefined();
    const { model, features, candidates } = projectPool({ labeled: 14 });
    const p = model!.probabilities({
      ...features,
      rows: 1,
      data: features.data.slice(4 * few.rowIds[0]!, 4 * few.rowIds[0]! + 4),
    });
    const gaps = few.utilities.map(Math.abs);
    expect(gaps[candidates.indexOf(few.rowIds[0]!)]).toBeCloseTo(Math.abs(p[0]! - p[1]!), 6);
    expect(Math.min(...gaps)).toBe(gaps[candidates.indexOf(few.rowIds[0]!)]);
  });

  it('says so where a class has too few labels, or the model cannot be retrained quickly', () => {
    const lonely = { ...view, labels: view.labels.map((_, place) => (place < 2 ? 1 : 0)) };
    expect(ask(lonely).fallback).toContain('once two classes have 3 labels each');
    const { retrained, ...slow } = view;
    expect(retrained).toBeDefined();
    expect(ask(slow).fallback).toContain('logistic regression and support-vector classifiers only');
  });

  it('stops when it is cancelled', () => {
    expect(() => ask({ ...view, signal: { aborted: true } })).toThrow(CancelledError);
  });
});

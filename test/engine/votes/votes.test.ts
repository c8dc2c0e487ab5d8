import { describe, expect, it } from 'vitest';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { agreement, groupAlike } from '../../../src/engine/votes/agreement.ts';
import { amongMembers, castVote, headShared } from '../../../src/engine/votes/castVote.ts';
import { rankNormalised } from '../../../src/engine/votes/rankNormalised.ts';
import { rememberFits } from '../../../src/engine/votes/rememberFits.ts';
import { scoreCandidates } from '../../../src/engine/votes/scoreCandidates.ts';
import { labeledPool } from '../autoal/labeledPool.ts';

describe('rankNormalised', () => {
  it('goes from 0 for the lowest to 1 for the highest, equal scores in the middle of their places', () => {
    expect([...rankNormalised(Float64Array.of(3, -1, 7, 3, 5))]).toEqual([0.375, 0, 1, 0.375, 0.75]);
    expect([...rankNormalised(Float64Array.of(2, NaN, -Infinity))]).toEqual([1, 0.25, 0.25]);
    expect([...rankNormalised(Float64Array.of(4))]).toEqual([0.5]);
    expect([...rankNormalised(Float64Array.of(4, 4, 4))]).toEqual([0.5, 0.5, 0.5]);
    expect(rankNormalised(new Float64Array(0))).toHaveLength(0);
  });
});

describe('agreement', () => {
  const ranks = [
    [1, 2, 3, 4, 5],
    [5, 4, 3, 2, 1],
    [10, 20, 30, 40, 50],
    [7, 7, 7, 7, 7],
    [1, 2, 3, 5, 4],
  ].map((scores) => rankNormalised(Float64Array.from(scores)));
  const found = agreement(ranks, 2, createRng(1));

  it('is the rank correlation, and none where all items are alike', () => {
    const row = (k: number) => [...found.correlations.subarray(5 * k, 5 * k + 5)];
    expect(row(0)[0]).toBeCloseTo(1, 12);
    expect(row(0)[1]).toBeCloseTo(-1, 12);
    expect(row(0)[2]).toBeCloseTo(1, 12);
    // 1 - 6 * 2 / (5 * 24) by Spearman's formula.
    expect(row(0)[4]).toBeCloseTo(0.9, 12);
    expect(row(3).every(Number.isNaN)).toBe(true);
  });

  it('is the share of the best items that two have in common', () => {
    const row = [...found.overlaps.subarray(0, 5)];
    expect([row[0], row[1], row[2], row[4]]).toEqual([1, 0, 1, 1]);
  });

  it('groups those that say the same', () => {
    expect(groupAlike(found.correlations, 5)).toEqual([[0, 2], [1], [3], [4]]);
  });
});

describe('castVote', () => {
  it('picks the highest sums, and tells what each candidate gave them', () => {
    const view = labeledPool({ rows: 12, labeled: 9 });
    const strategies = [findStrategy('margin'), findStrategy('kMeans')];
    const selection = castVote(
      view,
      2,
      {
        strategies,
        weights: Float64Array.of(0.25, 0.75),
        contributions: Float64Array.of(1, 1, 4, -1, 0, 5),
        agreement: agreement([Float64Array.of(0, 0.5, 1), Float64Array.of(1, 0.5, 0)], 1, createRng(1)),
        groups: [[0], [1]],
        note: 'Said.',
      },
      createRng(1),
    );
    expect([...selection.rowIds]).toEqual([view.candidates[2], view.candidates[1]]);
    expect([...selection.utilities]).toEqual([2, 3, 5]);
    expect(selection.vote).toMatchObject({
      candidates: ['margin', 'kMeans'],
      contributions: Float64Array.of(0, 5, 4, -1),
      merged: [],
      note: 'Said.',
    });
  });

  it('shares what a group has among its members', () => {
    expect([...amongMembers(Float64Array.of(1, 6, 2, 4), [[0, 2], [1]])]).toEqual([0.5, 6, 0.5, 1, 4, 1]);
  });

  it('compares the heads of two votes', () => {
    const votes = [Float64Array.of(3, 2, 1, 0), Float64Array.of(0, 2, 3, 1)] as const;
    expect(headShared(votes, 1, 2, createRng(1))).toBe(0.5);
  });
});

describe('scoreCandidates', () => {
  it('fits models that look at the same samples of the labels once', () => {
    const view = labeledPool();
    let fits = 0;
    const fit = (training: TrainingSet) => {
      fits++;
      return view.fit!(training);
    };
    const three = ['bald', 'variationRatio', 'meanStd'].map(findStrategy);
    const ranks = scoreCandidates(three, { ...view, fit }, 5, createRng(1));
    expect(fits).toBe(10);
    // The same models give the same answer as without remembering.
    const own = three[0]!.kind === 'scoring' ? scoreCandidates(three.slice(0, 1), view, 5, createRng(1)) : [];
    expect(ranks[0]).toEqual(own[0]);
  });

  it('asks for another model where anything of the training set differs', () => {
    const view = labeledPool({ rows: 20, labeled: 12 });
    let fits = 0;
    const fit = rememberFits((training) => {
      fits++;
      return view.fit!(training);
    });
    const { features, classCount, labels } = view;
    const training = {
      features: { ...features, rows: 12, data: features.data.slice(0, 48) },
      labels,
      classCount,
    };
    fit(training);
    fit({ ...training, labels: labels.slice() });
    expect(fits).toBe(1);
    fit({ ...training, weights: new Float64Array(12).fill(2) });
    fit({ ...training, labels: labels.toReversed() });
    const data = training.features.data.slice();
    data[0]! += 1;
    fit({ ...training, features: { ...training.features, data } });
    expect(fits).toBe(4);
  });
});

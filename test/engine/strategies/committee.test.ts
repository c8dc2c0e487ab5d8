import { describe, expect, it } from 'vitest';
import type { FittedClassifier, TrainingSet } from '../../../src/engine/models/classifier.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { trainCommittee } from '../../../src/engine/strategies/committee.ts';
import { committeeKl, divergencesFromConsensus } from '../../../src/engine/strategies/committeeKl.ts';
import { entropyOfConsensus } from '../../../src/engine/strategies/consensusEntropy.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { entropyOfVotes, voteEntropy } from '../../../src/engine/strategies/voteEntropy.ts';
import { randomPool } from './poolView.ts';

/** Members (.9, .1), (.6, .4) and (.3, .7). */
const members = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.3, 0.7);

describe('disagreement of a committee, by the cards', () => {
  it('votes (2, 1) have an entropy of 0.636514', () => {
    const votes = [Int32Array.of(0, 1), Int32Array.of(0, 1), Int32Array.of(1, 1)];
    const [split, united] = entropyOfVotes(votes, 2, 2);
    expect(split).toBeCloseTo(0.636514, 6);
    expect(united).toBe(0);
  });

  it('the consensus (.6, .4) has an entropy of 0.673012', () => {
    expect(entropyOfConsensus(members, 2)).toBeCloseTo(0.673012, 6);
  });

  it('the members diverge by 0.136692 on average and 0.226289 at most', () => {
    const divergences = divergencesFromConsensus(members, 2);
    expect(divergences.reduce((sum, value) => sum + value / 3, 0)).toBeCloseTo(0.136692, 6);
    expect(Math.max(...divergences)).toBeCloseTo(0.226289, 6);
  });

  it('stays finite where a member gives a class no probability', () => {
    expect(divergencesFromConsensus(Float64Array.of(1, 0, 0, 1), 2)).toEqual([Math.log(2), Math.log(2)]);
  });
});

describe('trainCommittee', () => {
  /** Records what the members are trained on. */
  function recorded(labels: Int32Array) {
    const seen: TrainingSet[] = [];
    const fit = (training: TrainingSet): FittedClassifier => {
      seen.push(training);
      return { classCount: training.classCount, probabilities: (rows) => new Float64Array(3 * rows.rows) };
    };
    const labeledRows = Int32Array.from(labels.keys());
    const labelWeights = Float64Array.from(labels, (label) => 1 + label);
    return { view: { ...randomPool(), labeledRows, labels, labelWeights, fit }, seen };
  }

  it('resamples the labels with replacement, each member its own way, with their weights', () => {
    const { view, seen } = recorded(Int32Array.from({ length: 30 }, (_, index) => index % 3));
    expect(trainCommittee(view, 5, createRng(1))).toHaveLength(5);
    expect(new Set(seen.map((training) => training.labels.join())).size).toBe(5);
    for (const { labels, weights, features } of seen) {
      expect(labels).toHaveLength(30);
      expect(features.rows).toBe(30);
      labels.forEach((label, index) => expect(weights![index]).toBe(1 + label));
    }
  });

  it('gives every member every class, however rare', () => {
    const { view, seen } = recorded(Int32Array.from({ length: 25 }, (_, index) => index % 25));
    trainCommittee({ ...view, classCount: 25 }, 4, createRng(2));
    for (const { labels } of seen) expect(new Set(labels).size).toBe(25);
  });

  it('has no members while there is nothing to disagree on', () => {
    expect(trainCommittee(recorded(Int32Array.of(1, 1, 1)).view, 4, createRng(1))).toEqual([]);
  });
});

it('scores large pools on a sample, and leaves the others without a utility', () => {
  for (const strategy of [voteEntropy, committeeKl]) {
    const view = { ...randomPool(), params: { sample: 10, members: 3 } };
    const { rowIds, utilities } = select(strategy, view, 100, createRng(5));
    expect(utilities.filter(Number.isFinite)).toHaveLength(10);
    expect(rowIds).toHaveLength(10);
  }
});

it('ranks by the largest divergence when asked to', () => {
  const mean = select(committeeKl, randomPool(), 5, createRng(5)).utilities;
  const max = select(committeeKl, { ...randomPool(), params: { over: 'max' } }, 5, createRng(5)).utilities;
  max.forEach((value, index) => expect(value).toBeGreaterThanOrEqual(mean[index]!));
  expect(max).not.toEqual(mean);
});

import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { logisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { replay } from '../../../src/engine/whatIf/replay.ts';
import type { ReplayInput } from '../../../src/engine/whatIf/replay.ts';
import { gaussianClasses } from '../syntheticData.ts';

const { features, labels } = gaussianClasses(300, 3, { seed: 2, separation: 1.2 });
const counts = [10, 25, 60];

const input = (strategy: string, change: Partial<ReplayInput> = {}): ReplayInput => ({
  features,
  labels,
  classCount: 2,
  given: new Int32Array(0),
  open: Int32Array.from({ length: 200 }, (_, row) => row),
  model: logisticRegression,
  modelParams: {},
  randomShare: 0.2,
  counts,
  rankers: counts.map(() => ({ strategy: findStrategy(strategy), params: {} })),
  ...change,
});

const run = (strategy: string, change: Partial<ReplayInput> = {}, seed = 1) => [
  ...replay(input(strategy, change), createRng(seed)),
];

describe('replay', () => {
  it.each(['margin', 'kCenterGreedy', 'random'])(
    'by %s labels open rows once, as many as asked for',
    (id) => {
      const stages = run(id);
      expect(stages.map(({ slots }) => slots.length)).toEqual([10, 15, 35]);
      const rows = stages.flatMap(({ slots }) => slots.map(({ row }) => row));
      expect(new Set(rows).size).toBe(60);
      expect(Math.max(...rows)).toBeLessThan(200);
    },
  );

  it('repeats under a seed', () => {
    const rowsOf = (seed: number) => run('margin', {}, seed).map(({ slots }) => slots.map(({ row }) => row));
    expect(rowsOf(3)).toEqual(rowsOf(3));
    expect(rowsOf(3)).not.toEqual(rowsOf(4));
  });

  it('draws the random share at random, with the probability of each draw', () => {
    const slots = run('margin').flatMap((stage) => stage.slots);
    // The first ten are drawn alike; after them the strategy is sure of its next item.
    slots.forEach(({ selectionProbability }, place) => {
      const uniform = (place < 10 ? 1 : 0.2) / (200 - place);
      const isNext = place >= 10 && Math.abs(selectionProbability - uniform - 0.8) < 1e-12;
      expect(isNext || Math.abs(selectionProbability - uniform) < 1e-12).toBe(true);
    });
    const all = run('margin', { randomShare: 1 }).flatMap((stage) => stage.slots);
    expect(all.every(({ stream }) => stream === 'random')).toBe(true);
  });

  it('asks near the boundary by margin once both classes are known', () => {
    const distance = (row: number): number => Math.abs(wholeModel(row));
    const all = logisticRegression.fit({ features, labels, classCount: 2 }, {});
    const decisions = all.decisionValues!(features);
    const wholeModel = (row: number): number => decisions[row]!;
    const meanDistance = (id: string): number => {
      const rows = run(id, { randomShare: 0 })[1]!.slots.map(({ row }) => row);
      return rows.reduce((sum, row) => sum + distance(row), 0) / rows.length;
    };
    expect(meanDistance('margin')).toBeLessThan(meanDistance('random') / 2);
  });

  it('begins with the given labels, and learns from more of them', () => {
    const test = Int32Array.from({ length: 100 }, (_, index) => 200 + index);
    const given = Int32Array.from({ length: 40 }, (_, row) => row);
    const open = Int32Array.from({ length: 160 }, (_, index) => 40 + index);
    const stages = run('margin', { given, open });
    expect(stages.flatMap(({ slots }) => slots).every(({ row }) => row >= 40)).toBe(true);
    const predicted = stages[2]!.predict(test);
    const right = test.filter((row, place) => predicted[place] === labels[row]).length;
    expect(right).toBeGreaterThan(70);
  });

  it('predicts the only class there is while no model can be fitted', () => {
    const [first] = run('margin', { labels: new Int32Array(300).fill(1), counts: [10] });
    expect([...first!.predict(Int32Array.of(1, 2))]).toEqual([1, 1]);
  });

  it('ends at once when it is cancelled', () => {
    expect(() => run('margin', { signal: { aborted: true } })).toThrow(CancelledError);
  });
});

import { describe, expect, it } from 'vitest';
import { unpackAlbl } from '../../../src/engine/bandits/alblMemory.ts';
import { rewardArms } from '../../../src/engine/bandits/exp4p.ts';
import { unpackTailor } from '../../../src/engine/bandits/tailorMemory.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView, Selection } from '../../../src/engine/strategies/strategy.ts';
import { classValues, countLabels, drawArm } from '../../../src/engine/strategies/tailor.ts';
import { labeledPool } from '../autoal/labeledPool.ts';

const two = { candidates: 'margin, random' };
const pick = (id: string, view: PoolView, seed: number, k = 5): Selection =>
  select(findStrategy(id), { ...view, params: { ...two, ...view.params } }, k, createRng(seed));

/** The view after the picks got labels of class `label`, with what the strategy remembers. */
function labeled(view: PoolView, { rowIds, memory }: Selection, label: (row: number) => number): PoolView {
  const gone = new Set(rowIds);
  const kept = [...view.candidates.keys()].filter((place) => !gone.has(view.candidates[place]!));
  const { classCount } = view;
  return {
    ...view,
    candidates: Int32Array.from(kept, (place) => view.candidates[place]!),
    probabilities: Float64Array.from(
      kept.flatMap((place) => [
        ...view.probabilities!.subarray(place * classCount, (place + 1) * classCount),
      ]),
    ),
    labeledRows: Int32Array.of(...view.labeledRows, ...rowIds),
    labels: Int32Array.of(...view.labels, ...rowIds.map(label)),
    memory: memory!,
  };
}

const sums = (values: Float64Array, columns: number) =>
  Array.from({ length: values.length / columns }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0),
  );

describe('albl', () => {
  it('keeps of each pick who proposed it and how likely it was', () => {
    const view = labeledPool();
    const { rowIds, vote, memory, utilities } = pick('albl', view, 1);
    const state = unpackAlbl(memory, 2)!;
    expect(state.items).toBe(view.candidates.length);
    expect(state.pending.map(({ row }) => row)).toEqual([...rowIds]);
    for (const { proposed, probability } of state.pending) {
      expect(probability).toBeCloseTo(0.5 * proposed[0]! + 0.5 * proposed[1]!, 12);
    }
    expect([...vote!.weights]).toEqual([0.5, 0.5]);
    sums(vote!.contributions, 2).forEach((sum, place) =>
      expect(sum).toBeCloseTo(utilities[view.candidates.indexOf(rowIds[place]!)]!, 12),
    );
  });

  it('goes on from the weights of the batch before, by what the model makes of the labels since', () => {
    const view = labeledPool();
    const first = pick('albl', view, 1);
    const next = labeled(view, first, (row) => row % 3);
    const { vote, memory } = pick('albl', next, 2);
    const state = unpackAlbl(memory, 2)!;
    expect(state.past.map(({ row }) => row)).toEqual([...first.rowIds]);
    expect(state.items).toBe(view.candidates.length);
    expect(vote!.weights[0]).not.toBe(0.5);
    expect(vote!.weights[0]! + vote!.weights[1]!).toBeCloseTo(1, 12);
    // Without the memory, and where it is switched off, weights are equal again.
    const off = pick('albl', { ...next, params: { warmStart: false } }, 2);
    expect([...off.vote!.weights]).toEqual([0.5, 0.5]);
  });

  it('rewards arms by the importance-weighted accuracy on what was asked until then', () => {
    const view = labeledPool();
    const first = pick('albl', view, 1, 3);
    const { pending, probabilities } = unpackAlbl(first.memory, 2)!;
    const predicted = (row: number): number => argmax(view.model!.probabilities(rowOf(view, row)));
    // The model is right about the first and the last of three.
    const wrong = first.rowIds[1]!;
    const next = labeled(view, first, (row) => (predicted(row) + (row === wrong ? 1 : 0)) % 3);
    const { weights } = unpackAlbl(pick('albl', next, 2).memory, 2)!;
    const share = [1 / pending[0]!.probability, 0, 1 / pending[2]!.probability];
    let expected = Float64Array.of(1, 1);
    for (const [place, pull] of pending.entries()) {
      const reward = share.slice(0, place + 1).reduce((sum, own) => sum + own, 0) / (100 * 100);
      expected = Float64Array.from(rewardArms(expected, reward, { ...pull, probabilities }, 100));
    }
    for (const arm of [0, 1]) {
      expect(weights[arm]).toBeCloseTo(expected[arm]! / Math.max(...expected), 12);
    }
    expect(weights[0]).not.toBe(weights[1]);
  });
});

function rowOf({ features }: PoolView, row: number): PoolView['features'] {
  const { columns, data } = features;
  return { rows: 1, columns, data: data.slice(row * columns, (row + 1) * columns) };
}

const argmax = (values: Float64Array): number => values.indexOf(Math.max(...values));

describe('tailor', () => {
  it('values classes by how few labels they have', () => {
    expect([...classValues(Int32Array.of(0, 0, 0, 0, 1, 1), 3)]).toEqual([0.25, 0.5, 1]);
  });

  it('counts the labels of an arm, older ones less', () => {
    const memory = {
      counts: Float64Array.of(1, 0, 0, 2),
      pending: [4, 5, 6].map((row, place) => ({ row, arm: place % 2 })),
    };
    const counts = countLabels(memory, {
      labeledRows: Int32Array.of(4, 5),
      labels: Int32Array.of(1, 1),
      classCount: 2,
    });
    // Row 6 has no label yet.
    expect([...counts]).toEqual([0.9, 1, 0, 2.8]);
  });

  it('draws the arm that finds the rare class more often, and the other now and then', () => {
    const rng = createRng(1);
    const counts = Float64Array.of(0, 6, 6, 0);
    const values = Float64Array.of(0.1, 1);
    const first = Array.from({ length: 400 }, () => drawArm(counts, values, rng)).filter(
      (arm) => arm === 0,
    ).length;
    expect(first).toBeGreaterThan(340);
    const fresh = Array.from({ length: 400 }, () => drawArm(new Float64Array(4), values, rng));
    // Two arms of which nothing is known are equally likely: five standard errors.
    expect(Math.abs(fresh.filter((arm) => arm === 0).length - 200)).toBeLessThan(50);
  });

  it('goes on from what arms brought before, and credits each pick to its arm', () => {
    const view = labeledPool();
    const first = pick('tailor', view, 1);
    const state = unpackTailor(first.memory, 6)!;
    expect(state.pending.map(({ row }) => row)).toEqual([...first.rowIds]);
    state.pending.forEach(({ arm }, place) => {
      expect(first.vote!.contributions[2 * place + arm]).toBeGreaterThan(0);
      expect(first.vote!.contributions[2 * place + 1 - arm]).toBe(0);
    });
    const next = labeled(view, first, () => 2);
    const after = unpackTailor(pick('tailor', next, 2).memory, 6)!;
    for (const arm of [0, 1]) {
      expect(after.counts[3 * arm + 2]).toBe(state.pending.filter((each) => each.arm === arm).length);
    }
    const off = unpackTailor(pick('tailor', { ...next, params: { warmStart: false } }, 2).memory, 6)!;
    expect([...off.counts]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('uniformVote', () => {
  it('is the mean of the ranks that candidates give', () => {
    const view = labeledPool();
    const own = ['margin', 'kCenterGreedy'].map((id) => {
      const strategy = findStrategy('uniformVote');
      return select(strategy, { ...view, params: { candidates: id } }, 3, createRng(1)).utilities;
    });
    const both = select(
      findStrategy('uniformVote'),
      { ...view, params: { candidates: 'margin, kCenterGreedy' } },
      3,
      createRng(1),
    );
    both.utilities.forEach((utility, place) =>
      expect(utility).toBeCloseTo((own[0]![place]! + own[1]![place]!) / 2, 12),
    );
    expect([...both.vote!.weights]).toEqual([0.5, 0.5]);
    expect(Math.max(...own[0]!)).toBe(1);
    expect(Math.min(...own[0]!)).toBe(0);
  });

  it('counts candidates that rank alike as one', () => {
    const { vote } = select(
      findStrategy('uniformVote'),
      { ...labeledPool({ classCount: 2 }), params: { candidates: 'margin, entropy, kCenterGreedy' } },
      3,
      createRng(1),
    );
    expect([...vote!.weights]).toEqual([0.25, 0.25, 0.5]);
    expect(vote!.merged).toEqual([['margin', 'entropy']]);
  });
});

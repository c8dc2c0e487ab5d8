import { describe, expect, it } from 'vitest';
import {
  meanWeights,
  searchLoss,
  standardisedLosses,
  standardisedVotes,
  voteOnChoices,
} from '../../../src/engine/autoal/searchLoss.ts';
import type { Gate, SearchBatch } from '../../../src/engine/autoal/searchLoss.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const zeros = (count: number) => new Float64Array(count);

/** A batch of soft choices as `softChoices` gives them: few high, most low. */
function randomBatch(rows: number, candidates: number, seed: number): SearchBatch {
  const rng = createRng(seed);
  return {
    candidates,
    softNK: zeros(rows * candidates).map(() => rng.uniform() ** 3),
    losses: standardisedLosses(zeros(rows).map(() => rng.uniform())),
    target: 0.1 * rows,
  };
}

const randomLogits = (count: number, seed: number) => {
  const rng = createRng(seed);
  return zeros(count).map(() => rng.normal());
};

const soft: Gate = { threshold: 1, temperature: 1 };

describe('voteOnChoices', () => {
  it('gives the relaxed choice worked out by hand: two candidates, hard choices, equal logits', () => {
    const choices = { candidates: 2, softNK: Float64Array.of(1, 0, 1, 1, 0, 1, 0, 0) };
    const { contributionsNK, weightsNK } = voteOnChoices(zeros(8), choices);
    expect([...weightsNK]).toEqual(Array(8).fill(0.5));
    const sums = [0, 1, 2, 3].map((row) => contributionsNK[2 * row]! + contributionsNK[2 * row + 1]!);
    expect(sums).toEqual([0, 0.5, 0, -0.5]);
    // Minus the mean of choice times loss.
    const losses = [1, 2, 0.5, 0.1];
    expect(-sums.reduce((sum, value, row) => sum + value * losses[row]!, 0) / 4).toBeCloseTo(-0.2375, 12);
  });

  it('never puts an item that all choose behind one that none does, whatever the logits', () => {
    for (let seed = 0; seed < 50; seed++) {
      const logits = randomLogits(6, seed).map((value) => 4 * value);
      const { contributionsNK } = voteOnChoices(logits, {
        candidates: 3,
        softNK: Float64Array.of(1, 1, 1, 0, 0, 0),
      });
      const [all, none] = [contributionsNK.subarray(0, 3), contributionsNK.subarray(3)].map((row) =>
        row.reduce((sum, value) => sum + value, 0),
      );
      expect(all).toBeGreaterThan(none!);
    }
  });
});

describe('searchLoss', () => {
  it('is minus the mean of choice times loss, a penalty of the count, and a little for unequal weights', () => {
    const batch = {
      candidates: 2,
      softNK: Float64Array.of(1, 0, 1, 1, 0, 1, 0, 0),
      losses: Float64Array.of(1, 2, 0.5, 0.1),
      target: 2,
    };
    const { loss, gates } = searchLoss(zeros(8), batch, { threshold: 0, temperature: 1 });
    // The votes are 0.5, 1, 0.5 and 0: standardised 0, sqrt 2, 0 and -sqrt 2.
    expect([...gates].map((gate) => gate.toFixed(6))).toEqual([
      '0.500000',
      '0.804430',
      '0.500000',
      '0.195570',
    ]);
    expect(loss).toBeCloseTo(-0.2375, 12);
    const open = searchLoss(zeros(8), { ...batch, target: 4 }, { threshold: 0, temperature: 1 });
    // Two items too few: tanh(2 / 4) = 0.462117, whose square counts a tenth.
    expect(open.loss - loss).toBeCloseTo(0.1 * 0.462117 ** 2, 6);
  });

  it('has the slopes that finite differences have', () => {
    for (const [seed, gate] of [
      [1, soft],
      [2, { threshold: 0.3, temperature: 0.1 }],
      [3, { threshold: -0.5, temperature: 0.4 }],
    ] as const) {
      const batch = randomBatch(12, 4, seed);
      const logits = randomLogits(48, seed + 10);
      const { slopesNK } = searchLoss(logits, batch, gate);
      logits.forEach((value, index) => {
        const step = 1e-5;
        const [high, low] = [step, -step].map((by) => {
          const moved = logits.slice();
          moved[index] = value + by;
          return searchLoss(moved, batch, gate).loss;
        });
        expect(slopesNK[index]).toBeCloseTo((high! - low!) / (2 * step), 7);
      });
    }
  });

  it('moves the logits of at least 95 % of the items while the gate is soft', () => {
    const batch = randomBatch(200, 5, 4);
    const { slopesNK } = searchLoss(randomLogits(1000, 5), batch, soft);
    const moved = Array.from({ length: 200 }, (_, row) =>
      slopesNK.subarray(5 * row, 5 * row + 5).some((slope) => Math.abs(slope) > 1e-9),
    );
    expect(moved.filter(Boolean).length).toBeGreaterThanOrEqual(190);
  });

  it('lowers the number of chosen items where there are too many, and raises it where there are too few', () => {
    for (const [target, sign] of [
      [1, -1],
      [36, 1],
    ] as const) {
      // Without losses only the penalty of the count is left, but for the small one of unequal weights.
      const batch = { ...randomBatch(40, 3, 6), losses: zeros(40), target };
      const gate = { threshold: 1.5, temperature: 1 };
      const logits = randomLogits(120, 7);
      const before = searchLoss(logits, batch, gate);
      const counted = before.gates.reduce((sum, value) => sum + value, 0);
      expect(Math.sign(target - counted)).toBe(sign);
      const moved = logits.map(
        (value, index) => value - 0.1 * (before.slopesNK[index]! / norm(before.slopesNK)),
      );
      const after = searchLoss(moved, batch, gate).gates.reduce((sum, value) => sum + value, 0);
      expect(Math.sign(after - counted)).toBe(sign);
    }
  });

  it('gives permuted slopes for permuted items', () => {
    const batch = randomBatch(5, 2, 8);
    const logits = randomLogits(10, 9);
    const order = [3, 0, 4, 2, 1];
    const permute = (values: Float64Array, columns: number) =>
      Float64Array.from(order.flatMap((row) => [...values.subarray(row * columns, (row + 1) * columns)]));
    const plain = searchLoss(logits, batch, soft);
    const moved = searchLoss(
      permute(logits, 2),
      { ...batch, softNK: permute(batch.softNK, 2), losses: permute(batch.losses, 1) },
      soft,
    );
    expect(moved.loss).toBeCloseTo(plain.loss, 12);
    permute(plain.slopesNK, 2).forEach((slope, index) =>
      expect(moved.slopesNK[index]).toBeCloseTo(slope, 12),
    );
  });

  it('finds nothing to move in votes that do not differ', () => {
    const batch = { candidates: 2, softNK: new Float64Array(8).fill(0.5), losses: zeros(4), target: 1 };
    expect([...standardisedVotes(new Float64Array(8).fill(0.5), batch).standard]).toEqual([0, 0, 0, 0]);
    expect(searchLoss(zeros(8), batch, soft).slopesNK.every((slope) => Math.abs(slope) < 1e-12)).toBe(true);
  });
});

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

it('standardises losses and cuts off what is far from the rest', () => {
  const losses = Float64Array.from({ length: 101 }, (_, index) => (index === 100 ? 1000 : index % 2));
  const standard = standardisedLosses(losses);
  expect(Math.max(...standard)).toBe(3);
  expect([...standardisedLosses(Float64Array.of(2, 2))]).toEqual([0, 0]);
  expect([...standardisedLosses(Float64Array.of(1, 3))]).toEqual([-1, 1]);
});

it('averages weights over the items', () => {
  expect([...meanWeights(Float64Array.of(0.25, 0.75, 0.75, 0.25), 2)]).toEqual([0.5, 0.5]);
});

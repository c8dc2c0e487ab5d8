import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { RoundInput, RoundPhase } from '../../../src/engine/rounds/proposeBatch.ts';
import { proposeBatch } from '../../../src/engine/rounds/proposeBatch.ts';
import { fitLogisticRegression, logisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { strategies } from '../../../src/engine/strategies/registry.ts';
import { gaussianClasses } from '../syntheticData.ts';

const data = gaussianClasses(300, 6, { classCount: 3, seed: 4 });
const features = { rows: 300, columns: 6, data: Float32Array.from(data.features.data) };

function roundInput(overrides: Partial<RoundInput> = {}, labeled = 15): RoundInput {
  const labeledRows = Int32Array.from({ length: labeled }, (_, index) => 7 * index);
  const taken = new Set(labeledRows);
  return {
    features,
    revision: 12,
    labeledRows,
    labels: labeledRows.map((row) => data.labels[row]!),
    classCount: 3,
    eligibleRows: Int32Array.from({ length: 300 }, (_, row) => row).filter((row) => !taken.has(row)),
    model: 'logisticRegression',
    modelParams: {},
    strategy: 'margin',
    strategyParams: {},
    batchSize: 10,
    randomShare: 0.1,
    slots: 20,
    seed: 99,
    ...overrides,
  };
}

describe('proposeBatch', () => {
  it('ranks every eligible row once, by utility, with the predictions of the fitted model', () => {
    const input = roundInput();
    const output = proposeBatch(input);
    expect(output).toMatchObject({ revision: 12, seed: 99, coldStart: null });
    expect([...output.ranking].sort((a, b) => a - b)).toEqual([...input.eligibleRows]);
    const model = fitLogisticRegression({
      features: gatherRows(features, input.labeledRows),
      labels: input.labels,
      classCount: 3,
    });
    const probabilities = model.probabilities(features);
    output.ranking.forEach((row, place) => {
      const entries = [...probabilities.slice(3 * row, 3 * row + 3)];
      const sorted = entries.toSorted((a, b) => b - a);
      expect(output.scores[place]).toBeCloseTo(sorted[1]! - sorted[0]!, 6);
      expect(output.suggested[place]).toBe(entries.indexOf(sorted[0]!));
      expect(output.confidence[place]).toBeCloseTo(sorted[0]!, 6);
      if (place > 0) expect(output.scores[place]).toBeLessThanOrEqual(output.scores[place - 1]!);
    });
  });

  it('fills the queue from the ranking and from chance, each slot with its rank and score', () => {
    const output = proposeBatch(roundInput({ randomShare: 0.5, slots: 60 }));
    expect(output.slots).toHaveLength(60);
    expect(new Set(output.slots.map((slot) => slot.row)).size).toBe(60);
    expect(new Set(output.slots.map((slot) => slot.stream))).toEqual(new Set(['strategy', 'random']));
    for (const slot of output.slots) {
      expect(output.ranking[slot.rank - 1]).toBe(slot.row);
      expect(output.scores[slot.rank - 1]).toBe(slot.score);
      expect(slot.selectionProbability).toBeGreaterThan(0);
      expect(slot.selectionProbability).toBeLessThanOrEqual(1);
    }
  });

  // Others need a network; servedBy.test.ts has them rank by one.
  const { gives } = logisticRegression;
  const live = strategies.filter(
    ({ needs, simulationOnly }) => simulationOnly !== true && needs.every((need) => gives.includes(need)),
  );
  it.each(live.map((strategy) => strategy.id))('is a pure function of its input with %s', (strategy) => {
    const input = roundInput({ strategy, eligibleRows: roundInput().eligibleRows.subarray(0, 120) });
    const before = structuredClone(input);
    const output = proposeBatch(input);
    expect(proposeBatch(input)).toEqual(output);
    expect(input).toEqual(before);
    expect([...output.ranking].sort((a, b) => a - b)).toEqual([...input.eligibleRows]);
    expect(output.suggested.every((label) => label >= 0 && label < 3)).toBe(true);
    expect(proposeBatch({ ...input, seed: 100 }).slots).not.toEqual(output.slots);
  });

  it('puts a joint batch first and says that its items were certain to come', () => {
    const output = proposeBatch(roundInput({ strategy: 'kCenterGreedy', randomShare: 0, slots: 12 }));
    for (let place = 1; place < 12; place++) {
      expect(output.scores[place]).toBeLessThanOrEqual(output.scores[place - 1]!);
    }
    expect(output.slots.every((slot) => slot.selectionProbability === 1)).toBe(true);
  });

  it('states 1 / m for each item when the strategy is random', () => {
    const { slots } = proposeBatch(roundInput({ strategy: 'random' }));
    slots.forEach((slot, index) => expect(slot.selectionProbability).toBeCloseTo(1 / (285 - index), 12));
  });

  it('never proposes a labeled row, even one that is listed as eligible', () => {
    const input = roundInput({ eligibleRows: Int32Array.of(0, 1, 2, 7) });
    expect(new Set(proposeBatch(input).ranking)).toEqual(new Set([1, 2]));
  });

  it('takes a pool that is used up', () => {
    const output = proposeBatch(roundInput({ eligibleRows: new Int32Array(0) }));
    expect(output.ranking).toHaveLength(0);
    expect(output.slots).toEqual([]);
  });

  it('tells its phases and ends when cancelled', () => {
    const phases: RoundPhase[] = [];
    proposeBatch(roundInput(), undefined, (phase) => phases.push(phase));
    expect(phases).toEqual(['fit', 'score', 'rank']);
    expect(() => proposeBatch(roundInput(), { aborted: true })).toThrow(CancelledError);
  });

  it.each([
    [{ strategy: 'psychic' }, /Unknown query strategy "psychic"/],
    [{ model: 'tarot' }, /Unknown task model "tarot"/],
    [{ modelParams: { C: -1 } }, /"C" must be from/],
    [{ strategyParams: { beta: 1 } }, /Unknown parameter "beta"/],
  ])('refuses %o in words', (overrides, message) => {
    expect(() => proposeBatch(roundInput(overrides))).toThrow(message);
    expect(() => proposeBatch(roundInput(overrides))).toThrow(RangeError);
  });

  it('ranks 10,000 items in well under the two seconds that are allowed', () => {
    const many = gaussianClasses(10_000, 64, { classCount: 5 });
    const input = roundInput({
      features: { rows: 10_000, columns: 64, data: Float32Array.from(many.features.data) },
      eligibleRows: Int32Array.from({ length: 9800 }, (_, row) => 200 + row),
      labeledRows: Int32Array.from({ length: 200 }, (_, row) => row),
      labels: many.labels.slice(0, 200),
      classCount: 5,
    });
    const started = performance.now();
    expect(proposeBatch(input).ranking).toHaveLength(9800);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a cold start', () => {
  const noLabels = { labeledRows: new Int32Array(0), labels: new Int32Array(0) };

  it.each([
    [0, /^No class has been labeled yet: .*k-center/],
    [1, /^Only one class has been labeled so far: .*k-center/],
  ])('with %i classes spreads items, has no suggestions and says so', (classes, words) => {
    const one = { labeledRows: Int32Array.of(5, 6), labels: Int32Array.of(2, 2) };
    const phases: RoundPhase[] = [];
    const input = roundInput({ ...(classes === 0 ? noLabels : one), randomShare: 0 });
    const output = proposeBatch(input, undefined, (phase) => phases.push(phase));
    expect(output.coldStart).toMatch(words);
    expect(output.suggested.every((label) => label === -1)).toBe(true);
    expect(output.confidence.every(Number.isNaN)).toBe(true);
    expect(output.slots).toHaveLength(20);
    expect(output.slots.every((slot) => slot.selectionProbability === 1)).toBe(true);
    expect(output.modelId).toMatch(/^none-/);
    expect(phases).toEqual(['rank']);
    for (const row of input.labeledRows) expect(output.ranking).not.toContain(row);
  });

  it('leaves a strategy without a model its own order, and says that suggestions are to come', () => {
    const output = proposeBatch(roundInput({ ...noLabels, strategy: 'random' }));
    expect(output.coldStart).toMatch(/Random needs no model/);
    expect(output.scores.every(Number.isFinite)).toBe(true);
    expect(output.slots[0]!.selectionProbability).toBeCloseTo(1 / 285, 12);
  });

  it('ends with the second class', () => {
    const two = { labeledRows: Int32Array.of(5, 6), labels: Int32Array.of(2, 0) };
    const output = proposeBatch(roundInput(two));
    expect(output.coldStart).toBeNull();
    expect(new Set(output.suggested)).toEqual(new Set([0, 2]));
  });
});

describe('the model id', () => {
  const idOf = (overrides: Partial<RoundInput> = {}) => proposeBatch(roundInput(overrides)).modelId;

  it('names the model and stays the same for the same labels in any order', () => {
    const { labeledRows, labels } = roundInput();
    expect(idOf()).toMatch(/^logisticRegression-[0-9a-f]{16}$/);
    expect(idOf({ labeledRows: labeledRows.toReversed(), labels: labels.toReversed() })).toBe(idOf());
    expect(idOf({ modelParams: { C: 1 }, seed: 3, strategy: 'entropy', revision: 13 })).toBe(idOf());
  });

  it('changes with a label, a row or a parameter', () => {
    const { labels } = roundInput();
    const changed = labels.with(0, (labels[0]! + 1) % 3);
    const ids = [idOf(), idOf({ labels: changed }), idOf({ modelParams: { C: 2 } })];
    ids.push(proposeBatch(roundInput({}, 14)).modelId);
    expect(new Set(ids).size).toBe(4);
  });

  it('tells what the neural process predicts that labels gain, in the order of the ranking', () => {
    const strategyParams = { simulations: 20, epochs: 10 };
    const input = roundInput({ strategy: 'neuralProcess', strategyParams }, 30);
    const { gains, memory, fallback, scores, ranking } = proposeBatch(input);
    expect(fallback).toBeNull();
    expect(gains!.objective).toEqual({ kind: 'accuracy' });
    expect(gains!.mean).toHaveLength(ranking.length);
    expect(gains!.mean.every(Number.isFinite)).toBe(true);
    // Best first: the gains follow the scores that they are read from.
    expect(scores[0]).toBe(Math.max(...scores));
    expect(gains!.mean[0]!).toBeGreaterThanOrEqual(gains!.mean.at(-1));
    const objective = { kind: 'balancedAccuracy' } as const;
    const warm = { ...strategyParams, warmStart: true };
    const next = proposeBatch({ ...input, objective, strategyParams: warm, memory: memory! });
    expect(next.gains!.objective).toEqual(objective);
    expect(next.gains!.learning.losses).toHaveLength(4);
    expect(proposeBatch(roundInput()).gains).toBeNull();
  });

  it('tells how far a proxy ranks as the task model does', () => {
    const { fallback } = proposeBatch(roundInput({ strategy: 'selectionViaProxy' }));
    expect(fallback).toMatch(/Spearman’s correlation of their rankings is 1\.00\.$/);
  });

  it('says so where a strategy ranks in another way than its own', () => {
    const { fallback, gains, coldStart } = proposeBatch(roundInput({ strategy: 'neuralProcess' }));
    expect(fallback).toMatch(/5 more are needed: until then by margin/);
    expect(gains).toBeNull();
    expect(coldStart).toBeNull();
  });
});

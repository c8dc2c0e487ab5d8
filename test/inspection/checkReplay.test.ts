import { describe, expect, it } from 'vitest';
import type { RoundOutput } from '../../src/engine/rounds/proposeBatch.ts';
import { checkReplay } from '../../src/inspection/checkReplay.ts';
import type { RoundRecord } from '../../src/store/store.ts';

const record = {
  strategy: 'margin',
  strategyParams: '{}',
  modelId: 'then',
  modelParams: '{}',
  featuresId: 'f',
  objective: null,
  top: [{ itemId: 'i3', score: 0.5 }],
  slots: [{ itemId: 'i3', stream: 'strategy' }],
} as unknown as RoundRecord;

const output = {
  modelId: 'then',
  ranking: Int32Array.of(3, 4),
  scores: Float32Array.of(0.5, 0.25),
  slots: [{ row: 3, stream: 'strategy' }],
} as unknown as RoundOutput;

const check = (change: Partial<RoundRecord> = {}, found: Partial<RoundOutput> = {}) =>
  checkReplay({
    record: { ...record, ...change },
    output: { ...output, ...found },
    featuresId: 'f',
    itemIdOf: (row) => `i${row}`,
  });

describe('a round that was worked out again', () => {
  it('is the same where model, ranking, scores and queue are', () => {
    expect(check()).toEqual({ same: true, differences: [], compared: 1 });
  });

  it('says what differs', () => {
    expect(check({}, { ranking: Int32Array.of(4, 3) }).differences[0]).toContain('from rank 1 on');
    expect(check({}, { scores: Float32Array.of(0.25, 0.5) }).differences).toEqual([
      'The ranking is the same, but scores differ from rank 1 on.',
    ]);
    const random = [{ row: 3, stream: 'random' }] as unknown as RoundOutput['slots'];
    expect(check({}, { slots: random }).differences).toEqual(['The queue differs from place 1 on.']);
  });

  it('says so where the strategy had gone on from the rounds before', () => {
    const moved = { ranking: Int32Array.of(4, 3) };
    expect(check({ strategy: 'albl' }, moved).differences.at(-1)).toMatch(
      /goes on from what it learned .* only the last is kept; here it began anew\.$/,
    );
    const off = { strategy: 'albl', strategyParams: '{"warmStart":false}' };
    expect(check(off, moved).differences).toHaveLength(1);
    expect(check({ strategy: 'albl' }).differences).toEqual([]);
  });

  it('tells labels that changed from a network that had gone on from another', () => {
    expect(check({}, { modelId: 'now' }).differences[0]).toContain('fitted to other labels');
    const warm = { modelParams: '{"warmStart":true}' };
    expect(check(warm, { modelId: 'now' }).differences[0]).toContain(
      'went on from the one of the round before',
    );
  });
});

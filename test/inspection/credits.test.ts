import { describe, expect, it } from 'vitest';
import { proposalsOf } from '../../src/inspection/credits.ts';
import type { LabelEvent, RoundRecord } from '../../src/store/store.ts';

const decision = (itemId: string, change: Partial<LabelEvent> = {}): LabelEvent =>
  ({
    itemId,
    stream: 'strategy',
    strategy: 'autoAl',
    round: 2,
    selectionProbability: 1,
    ...change,
  }) as LabelEvent;

const rounds = [
  {
    round: 2,
    vote: { candidates: ['entropy', 'margin', 'kMeans'] },
    slots: [
      { itemId: 'a', contributions: [0.3, 0.1, -0.2] },
      { itemId: 'b', contributions: null },
    ],
  },
  { round: 3, vote: null, slots: [] },
] as unknown as readonly RoundRecord[];

describe('who proposed an item', () => {
  it('is the strategy that ranked it, and those that it asked by what they spoke for it', () => {
    const [found] = proposalsOf([decision('a')], rounds);
    expect(found).toEqual({
      itemId: 'a',
      isRandom: false,
      credits: [
        { strategy: 'autoAl', share: 1, asCandidate: false },
        { strategy: 'entropy', share: expect.closeTo(0.75, 12) as number, asCandidate: true },
        { strategy: 'margin', share: expect.closeTo(0.25, 12) as number, asCandidate: true },
      ],
    });
  });

  it('is the strategy alone where nobody was asked, or nothing was kept of it', () => {
    const alone = [{ strategy: 'autoAl', share: 1, asCandidate: false }];
    expect(proposalsOf([decision('b')], rounds)[0]!.credits).toEqual(alone);
    expect(proposalsOf([decision('a', { round: 3 })], rounds)[0]!.credits).toEqual(alone);
    expect(proposalsOf([decision('a', { round: null })], rounds)[0]!.credits).toEqual(alone);
  });

  it('is chance for the random stream and the strategy Random, and nobody for what was picked by hand', () => {
    const found = proposalsOf(
      [
        decision('c', { stream: 'random', strategy: null }),
        decision('d', { strategy: 'random' }),
        decision('e', { selectionProbability: null }),
        decision('f', { stream: 'browse', strategy: null }),
      ],
      rounds,
    );
    expect(found).toEqual([
      { itemId: 'c', isRandom: true, credits: [] },
      { itemId: 'd', isRandom: true, credits: [] },
    ]);
  });
});

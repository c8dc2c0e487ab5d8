import type { WhatIfPlan } from './plan.ts';
import type { ReplayPool } from './replayPool.ts';

export interface NotedFacts {
  readonly pool: ReplayPool;
  readonly plan: Pick<WhatIfPlan, 'ownTitles'>;
  readonly effectiveSampleSize: number;
  readonly randomShare: number;
}

/** What a what-if assumes, in sentences for the user. */
export function whatIfNotes(facts: NotedFacts): readonly string[] {
  const { pool, plan, effectiveSampleSize, randomShare } = facts;
  const labels = pool.queued.rows.length;
  const share = `${Math.round(randomShare * 100)} %`;
  const notes = [
    'Each replay labels your pool anew. It does not know your answers: the class of an item is drawn from what your labels say about items like it. Your own labels then show which predictions are right; a replay never learned from those it is scored on.',
    `Labels count by their stored selection probabilities, so that they stand for the pool and not for what a strategy preferred. Weighted, your ${amount(labels)} labels say as much about it as ${amount(Math.round(effectiveSampleSize))} drawn at random.`,
    `Your own way is replayed the same way and is what the others are compared with: ${plan.ownTitles.join(', then ')}, with ${share} of the items drawn at random. The other strategies get the same share.`,
    'Replays begin with items spread over the data and make a new ranking at each number of labels in the table; you got one more often.',
  ];
  const { given, open, size } = pool;
  if (given.rows.length > 0) {
    const one = given.rows.length === 1;
    notes.push(
      `${amount(given.rows.length)} label${one ? '' : 's'} without a known selection probability (from the source, the grid or a review) ${one ? 'is' : 'are'} there from the start in every replay and ${one ? 'is' : 'are'} not counted.`,
    );
  }
  if (open.length < size) {
    notes.push(`Replays choose from a random ${amount(open.length)} of the ${amount(size)} items.`);
  }
  return notes;
}

const amount = (count: number): string => count.toLocaleString('en');

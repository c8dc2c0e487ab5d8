import type { WhatIfPlan } from './plan.ts';
import type { ReplayPool } from './replayPool.ts';
import type { WhatIfInput } from './whatIfInput.ts';

export interface NotedFacts {
  readonly input: WhatIfInput;
  readonly plan: Pick<WhatIfPlan, 'ownTitles'>;
  readonly pool: Pick<ReplayPool, 'open' | 'size'>;
  readonly effectiveSampleSize: number;
}

/** What a what-if assumes, in sentences for the user. */
export function whatIfNotes({ input, plan, pool, effectiveSampleSize }: NotedFacts): readonly string[] {
  const labels = input.queued.rows.length;
  const given = input.given.rows.length;
  const share = `${Math.round(input.randomShare * 100)} %`;
  const notes = [
    'Each replay labels your pool anew. It does not know your answers: the class of an item is drawn from what your labels say about items like it. Your own labels then show which predictions are right; a replay never learned from those it is scored on.',
    'Replays begin with a few items drawn at random, or with the labels that were there from the start, and make a new ranking at each number of labels in the table; you got one more often.',
    `Labels count by their stored selection probabilities, so that they stand for the pool and not for what a strategy preferred. Your ${amount(labels)} labels say as much about it as ${amount(Math.round(effectiveSampleSize))} drawn at random.`,
    `Your own way is replayed too, and is what the others are compared with: ${plan.ownTitles.join(', then ')}, with ${share} of the items drawn at random. The others get the same share.`,
  ];
  if (given > 0) {
    const [plural, verb] = given === 1 ? ['', 'is'] : ['s', 'are'];
    notes.push(
      `${amount(given)} label${plural} without a known selection probability (from the source, the grid or a review) ${verb} there from the start in every replay and ${verb} not counted.`,
    );
  }
  if (pool.open.length < pool.size) {
    notes.push(`Replays choose from a random ${amount(pool.open.length)} of the ${amount(pool.size)} items.`);
  }
  return notes;
}

const amount = (count: number): string => count.toLocaleString('en');

import type { WhatIfPlan } from './plan.ts';
import type { ReplayPool } from './replayPool.ts';
import type { WhatIfInput } from './whatIfInput.ts';

/** Of the labels, weighted; below it, simulations showed intervals that are too sure (docs/results.md, What-if). */
const RARE = 0.2;

export interface NotedFacts {
  readonly input: WhatIfInput;
  readonly plan: Pick<WhatIfPlan, 'ownTitles'>;
  readonly pool: Pick<ReplayPool, 'open' | 'size'>;
  /** Of the queued labels, from `lureWeights`. */
  readonly weights: Float64Array;
  readonly effectiveSampleSize: number;
}

/** What a what-if assumes, in sentences for the user. */
export function whatIfNotes({
  input,
  plan,
  pool,
  weights,
  effectiveSampleSize,
}: NotedFacts): readonly string[] {
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
  const rare = smallestShare(input, weights);
  if (rare < RARE) {
    notes.push(
      `One of your classes is rare: about ${Math.round(rare * 100)} % of the items. In simulations with so rare a class, strategies that look for uncertain items were promised too much, and their intervals held the truth three times of four instead of nine times of ten.`,
    );
  }
  return notes;
}

function smallestShare({ queued: { labels }, classCount }: WhatIfInput, weights: Float64Array): number {
  const shares = new Float64Array(classCount);
  let total = 0;
  labels.forEach((label, index) => {
    shares[label]! += weights[index]!;
    total += weights[index]!;
  });
  const seen = shares.filter((share) => share > 0);
  return total > 0 ? Math.min(...seen) / total : 1;
}

const amount = (count: number): string => count.toLocaleString('en');

import type { DrawnSlot } from '../../../src/protocol/inspectorWhy.ts';
import { percent } from '../../../src/charts/inspector/numberText.ts';

/** What is looked at of a project, or of a run of an experiment. */
export type Moment = 'round' | 'step';

/** Words of the tab "Why this item". */
export const strings = {
  chooser: 'Item to explain',
  previous: 'Previous',
  previousTitle: 'The item before it in the ranking',
  next: 'Next',
  nextTitle: 'The item after it in the ranking',
  first: 'First of the Ranking',
  byId: 'Item by its id',
  show: 'Explain',
  labeledAs: 'Labeled',
  notLabeled: 'Not labeled yet',
  content: 'The item',
  noText: 'This item has no text.',
  gone: 'This item is not in the source any more.',

  reasons: 'In short',
  slot: ({ place, stream, selectionProbability }: DrawnSlot) =>
    stream === 'random'
      ? `The round drew it at random for place ${place} of the queue, with a probability of ${percent(selectionProbability)}.`
      : `It has place ${place} of the queue that the round drew; its probability to be there was ${percent(selectionProbability)}.`,

  blindTitle: 'This item waits to be labeled as drawn at random',
  blindText:
    'Labels of such items measure how good the model is, so nothing should lead you. What the model thinks of it is shown once it is labeled.',
  blindShow: 'Show All the Same',

  neighbours: 'Nearest labeled items',
  neighboursText: (moment: Moment) =>
    `By Euclidean distance of their features; the label is the one that the ${moment} knew.`,
  distance: (distance: string) => `${distance} away`,
  explainThis: (item: string) => `Explain ${item}`,

  pulls: 'What pulls towards each class',
  pullClass: 'Class',
  noPulls: 'Its features have no names that people know, or the model gives nothing that could be pulled.',
  noPullsOf: (name: string) =>
    `Nothing pulls towards ${name} or away from it: the model did not know this class, or no feature changes it.`,

  places: 'By other strategies',
  placesText: (moment: Moment) =>
    `Where each would have ranked the item in the same ${moment}. Scores have a scale of their own.`,
  placesTable: (itemId: string) => `Rank of ${itemId} by strategy`,
  strategy: 'Strategy',
  rank: 'Rank',
  score: 'Score',
  refused: 'Left out:',
  noPlaces: 'No strategy ranked this item: it was labeled or skipped before this round.',

  about: 'About this round',
  replaySame: (compared: number) =>
    `Worked out again, the round is the same as it was: its model, its queue and the first ${compared} items of its ranking.`,
  replayDiffers: 'Worked out again, the round is not the same as it was.',
  facts: {
    strategy: 'Strategy',
    model: 'Model',
    labels: 'Labels it knew',
    pool: 'Items it chose from',
    random: 'Places drawn at random',
    batch: 'Batch size',
    seed: 'Seed',
    took: 'Took',
  },
} as const;

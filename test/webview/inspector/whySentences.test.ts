import { describe, expect, it } from 'vitest';
import { whySentences } from '../../../webview/inspector/state/whySentences.ts';
import { whyAnswer } from '../harness/inspectorWhy.ts';

const answer = whyAnswer(12, { row: 3 });
const options = { classes: ['spam', 'ham', 'newsletter'], titleOf: (id: string) => `<${id}>`, blind: false };

describe('why an item, in sentences', () => {
  it('has place, draw, prediction, distance and changes with their numbers', () => {
    expect(whySentences(answer, options)).toEqual([
      'Margin ranked it 4 of 469 items, with a score of −0.06.',
      'It has place 4 of the queue that the round drew; its probability to be there was 60.0 %.',
      'The model predicts spam: spam 47.0 %, ham 43.0 %, newsletter 10.0 %. The two most likely classes are 0.06 apart (0 is undecided, 1 is sure); entropy 0.94 of at most 1.1 nats.',
      'The nearest labeled item is 0.31 away.',
      'Labeling it would change predictions: 12 if spam, 3 if ham, 0 if newsletter, of 480 other items of the pool.',
    ]);
  });

  it('has the predicted gain and the shares of a mixing strategy where there are such', () => {
    const explanation = {
      ...answer.explanation,
      gain: { mean: 0.0123, deviation: 0.004 },
      shares: [
        { strategy: 'margin', share: 0.75 },
        { strategy: 'random', share: 0.25 },
      ],
    };
    expect(whySentences({ ...answer, explanation }, options).slice(-2)).toEqual([
      'Its label was predicted to gain 0.0123 of the score, give or take 0.004.',
      'Of the strategies that it mixes, these chose the item: <margin> 75.0 %, <random> 25.0 %.',
    ]);
  });

  it('says nothing of what the model thinks of an item that measures it', () => {
    const drawn = { ...answer, slot: { place: 2, stream: 'random', selectionProbability: 0.01 } } as const;
    expect(whySentences(drawn, { ...options, blind: true })).toEqual([
      'Margin ranked it 4 of 469 items, with a score of −0.06.',
      'The round drew it at random for place 2 of the queue, with a probability of 1.0 %.',
    ]);
  });

  it('says what there was not: a rank, a model, a neighbour', () => {
    const explanation = {
      ...answer.explanation,
      places: [],
      predicted: null,
      probabilities: null,
      neighbours: [],
      changes: null,
    };
    expect(whySentences({ ...answer, explanation, slot: null }, options)).toEqual([
      'The round did not rank it: it was labeled or skipped before.',
      'There was no model yet to predict its class.',
      'There was no labeled item to compare it with.',
    ]);
  });
});

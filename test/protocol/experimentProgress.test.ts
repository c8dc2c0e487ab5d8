import { expect, it } from 'vitest';
import { progressText } from '../../src/protocol/experimentProgress.ts';

it.each([
  [null, '3 of 1,200 runs'],
  [20, '3 of 1,200 runs, less than a minute left'],
  [250, '3 of 1,200 runs, about 4 min left'],
  [7200, '3 of 1,200 runs, about 2 h left'],
  [7810, '3 of 1,200 runs, about 2 h 10 min left'],
])('says how far an experiment is with %s seconds left', (secondsLeft, words) => {
  expect(progressText({ done: 3, total: 1200, secondsLeft })).toBe(words);
});

it('says no time once all is done', () => {
  expect(progressText({ done: 5, total: 5, secondsLeft: 0 })).toBe('5 of 5 runs');
});

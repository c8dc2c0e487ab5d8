import { expect, it } from 'vitest';
import { markStrategies } from '../../../../src/engine/experiments/report/marks.ts';
import type { RunRecord } from '../../../../src/protocol/experiment.ts';
import { groupOf, runsWithAuac } from './records.ts';

const strategies = ['random', 'margin', 'oracle', 'coreset'];

function marksOf(...runs: readonly (readonly RunRecord[])[]): Record<string, string> {
  const marks = markStrategies(groupOf(strategies, runs.flat()));
  return Object.fromEntries(
    [...marks].map(([name, { best, tied }]) => [name, best ? 'best' : tied ? 'tied' : 'worse']),
  );
}

const high = [8.1, 8.2, 8.3, 8.4, 8.5, 8.6];
const lower = (by: readonly number[]): number[] => high.map((auac, index) => auac - by[index]!);

it('sets apart what is worse on all of six splits', () => {
  // p = 2 / 64 = 0.031, the only comparison.
  expect(marksOf(runsWithAuac('random', lower([1, 2, 3, 4, 5, 6])), runsWithAuac('oracle', high))).toEqual({
    random: 'worse',
    oracle: 'best',
  });
});

it('corrects for the number of comparisons with the best', () => {
  // Each has p = 2 / 64; Holm doubles the least, which is no longer significant.
  expect(
    marksOf(
      runsWithAuac('random', lower([1, 2, 3, 4, 5, 6])),
      runsWithAuac('margin', lower([6, 5, 4, 3, 2, 1])),
      runsWithAuac('oracle', high),
    ),
  ).toEqual({ random: 'tied', margin: 'tied', oracle: 'best' });
});

it('ties all others while fewer than six splits can decide nothing', () => {
  expect(
    marksOf(
      runsWithAuac('random', lower([5, 5, 5, 5, 5, 5]).slice(0, 5)),
      runsWithAuac('oracle', high.slice(0, 5)),
    ),
  ).toEqual({ random: 'tied', oracle: 'best' });
});

it('ties what shares no split with the best', () => {
  expect(
    marksOf(runsWithAuac('random', [1], { dataSeed: 0 }), runsWithAuac('oracle', [8], { dataSeed: 1 })),
  ).toEqual({ random: 'tied', oracle: 'best' });
});

it('calls all best that have the highest mean, rounding aside', () => {
  // 0.1 + 0.2 is not 0.3 in floating point.
  expect(
    marksOf(
      runsWithAuac('random', [0.1 + 0.2, 0.5]),
      runsWithAuac('margin', [0.3, 0.5]),
      runsWithAuac('coreset', [0.3, 0.4]),
    ),
  ).toEqual({ random: 'best', margin: 'best', coreset: 'tied' });
});

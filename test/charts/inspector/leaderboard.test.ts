import { describe, expect, it } from 'vitest';
import { agreementFigures, weightsFigure } from '../../../src/charts/inspector/leaderboardFigures.ts';
import { contributionsTable, standingsTable } from '../../../src/charts/inspector/leaderboardTables.ts';
import { printColours } from '../../../src/charts/palette.ts';
import type { LeaderboardAnswer, RoundWeights } from '../../../src/protocol/inspectorLeaderboard.ts';
import type { VoteSummary } from '../../../src/protocol/vote.ts';
import { allOf, parseSvg, pointsOf } from '../parseSvg.ts';

const titleOf = (id: string): string => id.toUpperCase();

const answer: LeaderboardAnswer = {
  ...{ score: 'accuracy', randomLabels: 60, randomNeeded: 51, level: 0.95, nextLook: 50, guard: null },
  random: { labels: 60, gain: { mean: 0.001, low: -0.0002, high: 0.0022 } },
  standings: [
    {
      ...{ strategy: 'a', labels: 12, credit: 9.5, asCandidate: 2.5, weight: 0.625 },
      gain: { mean: 0.002, low: 0.0004, high: 0.0036 },
      regret: { mean: -0.001, low: -0.003, high: 0.001 },
    },
    {
      ...{ strategy: 'b', labels: 1, credit: 1, asCandidate: 0, weight: null },
      gain: { mean: -0.01, low: null, high: null },
      regret: { mean: 0.011, low: null, high: null },
    },
  ],
  ...{ measured: 73, labels: 73, weights: [] },
};

const vote: VoteSummary = {
  ...{
    candidates: ['a', 'b'],
    weights: [0.625, 0.375],
    merged: [['a', 'b']],
    uniformOverlap: null,
    note: null,
  },
  correlations: [
    [1, null],
    [null, 1],
  ],
  overlaps: [
    [1, 0.4],
    [0.4, 1],
  ],
};

describe('the table of standings', () => {
  it('begins with chance, and gives numbers in full beside their words', () => {
    const table = standingsTable(answer, titleOf);
    expect(table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Drawn at random', '+0.0010 (−0.0002 to +0.0022)', '–', '–', '60', '60'],
      ['A', '+0.0020 (+0.0004 to +0.0036)', '−0.0010 (−0.0030 to +0.0010)', '63 %', '12', '9.5'],
      ['B', '−0.0100', '+0.0110', '–', '1', '1'],
    ]);
    expect(table.rows[1]![5]!.values).toEqual([9.5, 2.5]);
    expect(table.rows[2]![2]!.values).toEqual([0.011, null, null]);
    expect(table.columns.map(({ parts }) => parts?.length ?? 1)).toEqual(
      table.rows[1]!.map(({ values }) => values?.length ?? 1),
    );
  });

  it('has no row of chance while too few were drawn', () => {
    expect(standingsTable({ ...answer, random: null, standings: [] }, titleOf).rows).toEqual([]);
  });
});

describe('the weights over rounds', () => {
  const rounds: readonly RoundWeights[] = [
    { round: 3, strategy: 'x', candidates: ['a', 'b'], weights: [0.5, 0.5] },
    { round: 5, strategy: 'x', candidates: ['b', 'c'], weights: [0.2, 0.8] },
  ];

  it('are a line for each strategy over the rounds that asked it', () => {
    const figure = weightsFigure(rounds, { titleOf, round: 5 })!;
    const drawn = parseSvg(figure.draw({ width: 600, height: 300, colours: printColours }));
    const lines = allOf(drawn, 'path')
      .filter(({ attributes }) => attributes['stroke-width'] === '2')
      .map(({ attributes }) => pointsOf(attributes['d']!).length);
    expect(lines.toSorted()).toEqual([1, 1, 2]);
    expect(figure.description).toContain('In round 5: C 80 % and B 20 %.');
    expect(figure.table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['3', 'X', '50 %', '50 %', '–'],
      ['5', 'X', '–', '20 %', '80 %'],
    ]);
  });

  it('are no figure where no round asked others', () => {
    expect(weightsFigure([], { titleOf, round: null })).toBeNull();
  });
});

describe('a vote', () => {
  it('is told by overlap and correlation, with what shares a weight', () => {
    const [overlap, correlation] = agreementFigures(vote, titleOf);
    expect(overlap!.description).toMatch(/^A and B rank alike and share one weight\. /);
    expect(overlap!.table.rows[0]!.map(({ text }) => text)).toEqual(['A', '100 %', '40 %']);
    expect(correlation!.table.rows[0]!.map(({ values }) => values?.[0])).toEqual([undefined, 1, null]);
    parseSvg(correlation!.draw({ width: 600, height: 300, colours: printColours }));
  });

  it('is told item by item', () => {
    const items = [{ row: 7, rank: 2, contributions: [0.25, -0.125] }];
    const table = contributionsTable({ vote, items }, { round: 4, titleOf, nameOf: (row) => `m${row}` });
    expect(table.id).toBe('round-4-contributions');
    expect(table.rows[0]!.map(({ text }) => text)).toEqual(['m7', '2', '0.250', '−0.125']);
  });
});

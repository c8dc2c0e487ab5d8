import type { WhyAnswer, WhyParams } from '../../../src/protocol/inspectorWhy.ts';

/** The tab "Why this item" of the harness; the ranking is 0, 1, 2, ... */
export const whyAnswer = (round: number, params: unknown): WhyAnswer => {
  const row = (params as WhyParams).row ?? 0;
  const spam = 0.5 - 0.01 * row;
  return {
    explanation: {
      row,
      predicted: 0,
      probabilities: [spam, 0.9 - spam, 0.1],
      entropy: 0.94,
      margin: 0.02 * row,
      places: [{ strategy: 'margin', rank: row + 1, score: -0.02 * row }],
      neighbours: Array.from({ length: 6 }, (_, place) => ({
        row: 100 + 4 * place,
        label: place % 3,
        distance: 0.31 + 0.07 * place,
      })),
      contributions: {
        of: 'decision',
        towards: [
          [
            { feature: 'parcel', contribution: 0.82 },
            { feature: 'confirm', contribution: 0.4 },
            { feature: 'tomorrow', contribution: -0.21 },
          ],
          [
            { feature: 'tomorrow', contribution: 0.33 },
            { feature: 'parcel', contribution: -0.6 },
          ],
          [],
        ],
        features: 14,
        note: '',
      },
      changes: { changed: [12, 3, 0], of: 480, pool: 480 },
      gain: null,
      shares: [],
    },
    pool: 481 - round,
    previous: row === 0 ? null : row - 1,
    next: row + 1,
  };
};

import type { PlacesAnswer, PlacesParams, WhyAnswer, WhyParams } from '../../../src/protocol/inspectorWhy.ts';

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
    slot: row < 8 ? { place: row + 1, stream: 'strategy', selectionProbability: 0.9 - 0.1 * row } : null,
    picked: null,
    round: {
      round,
      startedAt: new Date(Date.UTC(2026, 2, 4, 9, 10 * round)).toISOString(),
      durationMs: 412,
      strategy: { id: 'margin', title: 'Margin', params: {} },
      model: { id: 'logisticRegression', title: 'Logistic regression', params: { regularisation: 1 } },
      seed: 4711,
      batchSize: 10,
      randomShare: 0.1,
      revision: 10 * round,
      coldStart: null,
      fallback: null,
      labels: [3 * round, 4 * round, round],
      pool: 481 - round,
      asked: [],
      replay: { same: true, differences: [], compared: 100 },
    },
    previous: row === 0 ? null : row - 1,
    next: row + 1,
  };
};

export const placesAnswer = (_round: number, params: unknown): PlacesAnswer => {
  const { row } = params as PlacesParams;
  return {
    places: [
      { strategy: 'margin', title: 'Margin', rank: row + 1, score: -0.02 * row },
      { strategy: 'entropy', title: 'Entropy', rank: row + 4, score: 0.94 },
      { strategy: 'kCenterGreedy', title: 'k-center', rank: 212, score: 0.61 },
      { strategy: 'random', title: 'Random', rank: 37, score: null },
    ],
    refused: [
      {
        strategy: 'fScore',
        reason: 'Nearest to the boundary needs decision values, which this model does not give.',
      },
    ],
  };
};

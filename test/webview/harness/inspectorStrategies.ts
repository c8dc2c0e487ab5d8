import type { StrategiesAnswer, StrategiesParams } from '../../../src/protocol/inspectorStrategies.ts';

const titles: Readonly<Record<string, string>> = {
  margin: 'Margin',
  entropy: 'Entropy',
  kCenterGreedy: 'k-center',
  informationDensity: 'Information density',
  random: 'Random',
};

/** The tab "Strategies" of the harness: by `margin` 0, 1, 2, ...; the others share some of these. */
export const strategiesAnswer = (_round: number, params: unknown): StrategiesAnswer => {
  const { strategies, top } = params as StrategiesParams;
  const ids = ['margin', ...strategies.filter((id) => id !== 'margin' && id in titles)];
  const values = (first: number, step: number) =>
    ids.map((_, row) =>
      ids.map((__, column) => (row === column ? 1 : Math.max(-0.4, first - step * Math.abs(row - column)))),
    );
  return {
    top,
    pool: 469,
    columns: ids.map((strategy, index) => {
      const rows = Array.from({ length: top }, (_, place) =>
        place % (index + 1) === 0 ? place + index : 100 * index + place,
      );
      const scored = strategy !== 'random';
      return {
        strategy,
        title: titles[strategy]!,
        rows,
        scores: rows.map((_, place) => (scored ? 0.9 - 0.03 * place : null)),
        quantiles: scored ? [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1] : null,
        distribution: scored
          ? {
              low: -1,
              high: 0,
              counts: Array.from({ length: 24 }, (_, bin) =>
                Math.round(40 * Math.exp(-((bin - 6 - 3 * index) ** 2) / 30)),
              ),
            }
          : null,
        histogram: [0, 0, 1, 2, 4, top - 8, 1, 0, 0, 0].map((count) => Math.max(0, count - (index % 3))),
      };
    }),
    overlap: values(0.7, 0.25).map((row) => row.map((value) => Math.max(0, value))),
    spearman: values(0.8, 0.4).map((row, index) =>
      row.map((value, column) => (ids[index] === 'random' || ids[column] === 'random' ? null : value)),
    ),
    kendall: values(0.6, 0.3),
    refused: [
      {
        strategy: 'fScore',
        reason: 'Nearest to the boundary needs decision values, which this model does not give.',
      },
    ],
  };
};

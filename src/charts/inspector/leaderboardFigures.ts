import type { RoundWeights } from '../../protocol/inspectorLeaderboard.ts';
import type { VoteSummary } from '../../protocol/vote.ts';
import { numberCell } from '../dataTable.ts';
import type { DataTable } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { LineSeries } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import { fixed, listed } from '../wording.ts';
import { matrixFigure } from './matrixFigure.ts';

type TitleOf = (strategy: string) => string;

const percent = (share: number): string => `${fixed(100 * share, 0)} %`;

/** The weight of each candidate over the rounds (Wang et al. 2025, figure 5); null where no round asked any. */
export function weightsFigure(
  rounds: readonly RoundWeights[],
  { titleOf, round }: { readonly titleOf: TitleOf; readonly round: number | null },
): Figure | null {
  const last = rounds.at(-1);
  if (last === undefined) return null;
  const id = 'strategy-weights';
  const title = 'Weight of each strategy over the rounds';
  const names = [...new Set(rounds.flatMap(({ candidates }) => candidates))];
  const now = last.candidates
    .map((name, index) => ({ name, weight: last.weights[index] ?? 0 }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ name, weight }) => `${titleOf(name)} ${percent(weight)}`);
  const description = `What each strategy that was asked counts in the vote of a round. In round ${last.round}: ${listed(now)}.`;
  const series = names.map((name, style): LineSeries => ({
    name: titleOf(name),
    style,
    points: rounds.flatMap((each) => {
      const y = weightIn(each, name);
      return y === null ? [] : [{ x: each.round, y, low: null, high: null }];
    }),
  }));
  const axes = { xTitle: 'round', yTitle: 'weight', zeroLine: true, ceiling: 1, markX: round };
  return {
    id,
    title,
    description,
    table: { id, title, ...weightRows(rounds, names, titleOf), note: '' },
    draw: (options) => drawLineChart({ title, description, series, ...axes }, options),
  };
}

const weightIn = ({ candidates, weights }: RoundWeights, name: string): number | null =>
  weights[candidates.indexOf(name)] ?? null;

const weightRows = (
  rounds: readonly RoundWeights[],
  names: readonly string[],
  titleOf: TitleOf,
): Pick<DataTable, 'columns' | 'rows'> => ({
  columns: [
    { name: 'Round', kind: 'number' },
    { name: 'Asked by', kind: 'text' },
    ...names.map((name) => ({ name: titleOf(name), kind: 'number' }) as const),
  ],
  rows: rounds.map((each) => [
    numberCell(String(each.round), each.round),
    { text: titleOf(each.strategy) },
    ...names.map((name) => {
      const weight = weightIn(each, name);
      return numberCell(weight === null ? '–' : percent(weight), weight);
    }),
  ]),
});

/** How much the candidates of a round's vote agree: on the next batch, and in the order of all items. */
export function agreementFigures(vote: VoteSummary, titleOf: TitleOf): readonly Figure[] {
  const names = vote.candidates.map(titleOf);
  const merged = vote.merged.map(
    (group) => `${listed(group.map(titleOf))} rank alike and share one weight. `,
  );
  return [
    matrixFigure(
      {
        id: 'vote-overlap',
        title: 'Agreement on the next batch',
        description:
          `${merged.join('')}Share of the next batch, as one strategy would have it, that another would have too; the ` +
          'columns are numbered as the rows.',
      },
      names,
      vote.overlaps,
      [percent, (value) => fixed(100 * value, 0)],
    ),
    matrixFigure(
      {
        id: 'vote-correlation',
        title: 'Agreement on the order of all items',
        description:
          "Spearman's rank correlation of what the strategies say of all items: 1 is the same order, −1 the reverse, 0 none.",
      },
      names,
      vote.correlations,
      [(value) => fixed(value, 2), (value) => fixed(value, 1).replace(/^(−?)0/, '$1')],
    ),
  ];
}

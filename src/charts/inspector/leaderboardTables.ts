import type { BoundedMean, LeaderboardAnswer, RoundVoteAnswer } from '../../protocol/inspectorLeaderboard.ts';
import { numberCell } from '../dataTable.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { fixed, nothing, signed } from '../wording.ts';

const meanParts = ['mean', 'low', 'high'];

/** Gains are thousandths of a score. */
const DECIMALS = 4;

/** Strategies by what their labels gained, with labels drawn at random first. */
export function standingsTable(
  { random, standings, score, level }: LeaderboardAnswer,
  titleOf: (strategy: string) => string,
): DataTable {
  const sure = `${fixed(100 * level, 0)} %`;
  return {
    id: 'leaderboard',
    title: `Gain of ${score} by strategy`,
    columns: [
      // What matters first: a narrow view shows no more without scrolling.
      { name: 'Strategy', kind: 'text' },
      { name: `Gain of a label (${sure})`, kind: 'number', parts: meanParts },
      { name: `Regret against random (${sure})`, kind: 'number', parts: meanParts },
      { name: 'Weight now', kind: 'number' },
      { name: 'Labels', kind: 'number' },
      { name: 'Credit', kind: 'number', parts: ['credit', 'as candidate'] },
    ],
    rows: [
      ...(random === null
        ? []
        : [
            [
              { text: 'Drawn at random' },
              boundedCell(random.gain),
              { text: nothing, values: [null, null, null] },
              numberCell(nothing, null),
              numberCell(String(random.labels), random.labels),
              { text: String(random.labels), values: [random.labels, 0] },
            ],
          ]),
      ...standings.map(({ strategy, weight, labels, credit, asCandidate, gain, regret }) => [
        { text: titleOf(strategy) },
        boundedCell(gain),
        boundedCell(regret),
        numberCell(weight === null ? nothing : `${fixed(100 * weight, 0)} %`, weight),
        numberCell(String(labels), labels),
        { text: creditText(credit, asCandidate), values: [credit, asCandidate] },
      ]),
    ],
    note:
      'A label is credited to the strategy that proposed it, and to those which that strategy asked by their shares in ' +
      'proposing it. Regret above 0: labels drawn at random gain more.',
  };
}

const creditText = (credit: number, asCandidate: number): string =>
  asCandidate > 0 ? fixed(credit, 1) : String(Math.round(credit));

function boundedCell({ mean, low, high }: BoundedMean): DataCell {
  const text = signed(mean, DECIMALS);
  const bounds =
    low === null || high === null ? '' : ` (${signed(low, DECIMALS)} to ${signed(high, DECIMALS)})`;
  return { text: `${text}${bounds}`, values: [mean, low, high] };
}

/** What each candidate contributed to the first items of a round. */
export function contributionsTable(
  { vote, items }: RoundVoteAnswer,
  {
    round,
    titleOf,
    nameOf,
  }: {
    readonly round: number;
    readonly titleOf: (strategy: string) => string;
    readonly nameOf: (row: number) => string;
  },
): DataTable {
  return {
    id: `round-${round}-contributions`,
    title: `Who proposed the items of round ${round}`,
    columns: [
      { name: 'Item', kind: 'text' },
      { name: 'Rank', kind: 'number' },
      ...(vote?.candidates ?? []).map((id) => ({ name: titleOf(id), kind: 'number' }) as const),
    ],
    rows: items.map(({ row, rank, contributions }) => [
      { text: nameOf(row) },
      numberCell(String(rank), rank),
      ...contributions.map((part) => numberCell(fixed(part, 3), part)),
    ]),
    note: 'What each strategy contributed to the score of an item; the row adds up to it. Below 0: it spoke against it.',
  };
}

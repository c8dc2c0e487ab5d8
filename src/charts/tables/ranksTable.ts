import type { ReportRanks } from '../../protocol/experiment.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { fixed, listed, probability, settingNames } from '../wording.ts';

/** Average ranks; strategies that share a letter do not differ. */
export function ranksTable(all: readonly ReportRanks[]): DataTable {
  return {
    id: 'ranks',
    title: 'Average ranks',
    columns: [
      { name: 'Setting', kind: 'text' },
      { name: 'Model', kind: 'text' },
      { name: 'Strategy', kind: 'text' },
      { name: 'Average rank', kind: 'number' },
      { name: 'Groups', kind: 'text' },
      { name: 'Splits', kind: 'number' },
    ],
    rows: all.flatMap((ranks) =>
      ranks.strategies
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ strategy, rank }): readonly DataCell[] => [
          { text: settingNames[ranks.setting] },
          { text: ranks.model },
          { text: strategy },
          { text: fixed(rank, 2), values: [rank] },
          { text: letters(ranks, strategy) },
          { text: String(ranks.blocks), values: [ranks.blocks] },
        ]),
    ),
    note: noteOf(all),
  };
}

/** a for the first group, b for the second, ... */
function letters({ groups }: ReportRanks, strategy: string): string {
  return groups.map((group, index) => (group.includes(strategy) ? letter(index) : '')).join('');
}

const letter = (index: number): string => String.fromCodePoint('a'.codePointAt(0)! + (index % 26));

function noteOf(all: readonly ReportRanks[]): string {
  const intro =
    'Ranks are by the area under the learning curve on each split, 1 is best, ties share. Strategies with a letter in ' +
    'common do not differ.';
  const tests = all.map((ranks) => {
    const place = all.length > 1 ? `${settingNames[ranks.setting]}, ${ranks.model}: ` : '';
    return place + significance(ranks).join(' ');
  });
  return [intro, ...tests].join(' ');
}

/** What the tests say, in sentences. */
export function significance({ friedman, criticalDifference, groups }: ReportRanks): readonly string[] {
  if (friedman === null) return ['There are too few splits or strategies for a test.'];
  const sentences = [
    `Friedman's test: chi-square ${fixed(friedman.statistic, 2)}, p ${equalsOr(probability(friedman.p))}.`,
  ];
  if (criticalDifference === null) return sentences;
  sentences.push(`Ranks differ at 5 % where they are ${fixed(criticalDifference, 2)} apart (Nemenyi).`);
  const joined = groups.filter((group) => group.length > 1);
  if (joined.length > 0) {
    sentences.push(`No difference was found within: ${joined.map((group) => listed(group)).join('; ')}.`);
  }
  return sentences;
}

const equalsOr = (text: string): string => (text.startsWith('<') ? text : `= ${text}`);

import type { ReportSummary } from '../protocol/experiment.ts';
import { columnNames } from './reportGroups.ts';
import type { ReportGroup } from './reportGroups.ts';
import { fixed, listed, scoreDecimals } from './wording.ts';

/** What the rows of summaries were made of and how far to trust them, in sentences; none without summaries. */
export function summaryNote(groups: readonly ReportGroup[]): readonly string[] {
  const { names } = columnNames(groups);
  const bests = groups.map(({ summaries }) => ofKind(summaries, 'best'));
  const best = bests.find((each) => each !== undefined);
  const averaged = groups.flatMap(({ summaries }) => ofKind(summaries, 'average')?.strategies ?? []);
  const average = groups.flatMap(({ summaries }) => ofKind(summaries, 'average') ?? [])[0];
  if (best === undefined || average === undefined) return [];
  const picked = bests.flatMap((each, index) => {
    if (each === undefined) return [];
    return [groups.length === 1 ? listed(each.strategies) : `${names[index]!}: ${listed(each.strategies)}`];
  });
  const each = groups.length === 1 ? '' : ' of its column';
  return [
    `Two rows are no strategies. “${best.name}” repeats the strategy other than random with the highest mean AUAC${each}` +
      ` (${picked.join('; ')}), one for all runs; it was picked in hindsight, so it is optimistic.`,
    `“${average.name}” is the mean over the strategies other than random` +
      ` (${listed([...new Set(averaged)])}) on each run, then over runs.`,
    'Both are over the runs that all of these have, and take part in no mark, test or rank.',
  ];
}

/** Where the lines of summaries end, in a sentence; empty without summaries. */
export function summaryEnds(summaries: readonly ReportSummary[]): string {
  const best = ofKind(summaries, 'best');
  const average = ofKind(summaries, 'average');
  if (best === undefined || average === undefined) return '';
  return (
    `Thick lines: the best of the strategies other than random by mean AUAC (${listed(best.strategies)}, picked in ` +
    `hindsight) ends with ${fixed(best.final.mean, scoreDecimals)}, the average of them with ` +
    `${fixed(average.final.mean, scoreDecimals)}.`
  );
}

const ofKind = (
  summaries: readonly ReportSummary[],
  kind: ReportSummary['kind'],
): ReportSummary | undefined => summaries.find((each) => each.kind === kind);

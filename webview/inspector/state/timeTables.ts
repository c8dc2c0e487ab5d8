import { numberCell } from '../../../src/charts/dataTable.ts';
import type { DataCell, DataColumn, DataTable } from '../../../src/charts/dataTable.ts';
import { streamNames } from '../../../src/charts/inspector/historyFigures.ts';
import { brief, percent } from '../../../src/charts/inspector/numberText.ts';
import { signed } from '../../../src/charts/wording.ts';
import type { HistoryRound, StreamAccuracy } from '../../../src/protocol/inspect.ts';
import type { AskedRow } from '../../../src/protocol/inspectorTime.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from './strategyTitle.ts';
import { atText } from '../strings/shell.ts';
import { strings } from '../strings/time.ts';

type Names = Pick<InspectorController, 'card' | 'round' | 'snapshot'>;

/** What a round put on screen, and what became of it. */
export function askedTable(asked: readonly AskedRow[], controller: Names): DataTable {
  const { columns } = strings;
  const hasGains = asked.some(({ gain }) => gain !== null);
  const round = controller.round ?? 0;
  return {
    id: `round-${round}-decided`,
    title: strings.askedTable(round),
    columns: [
      { name: columns.item, kind: 'text' },
      { name: columns.excerpt, kind: 'text' },
      { name: columns.stream, kind: 'text' },
      { name: columns.rank, kind: 'number' },
      { name: columns.label, kind: 'text' },
      { name: columns.labelNow, kind: 'text' },
      { name: columns.seconds, kind: 'number' },
      ...(hasGains ? [{ name: columns.gain, kind: 'number', parts: ['mean', 'deviation'] } as const] : []),
    ],
    rows: asked.map(({ row, rank, label, labelNow, seconds, gain, ...origin }) => {
      const card = controller.card(row);
      return [
        { text: card?.itemId ?? '' },
        { text: card?.excerpt ?? '' },
        { text: originText(origin, controller) },
        numberCell(rank === null ? '–' : rank.toLocaleString(), rank),
        { text: label ?? strings.skipped },
        { text: labelNow ?? '–' },
        numberCell(brief(seconds), seconds),
        ...(hasGains ? [gainCell(gain)] : []),
      ];
    }),
    note: '',
  };
}

/** A strategy by its title, else how the item came to be asked. */
function originText(
  { stream, strategy }: Pick<AskedRow, 'stream' | 'strategy'>,
  { snapshot }: Names,
): string {
  if (stream !== 'strategy') return streamNames[stream];
  return strategy === null ? streamNames.strategy : strategyTitle(snapshot, strategy);
}

function gainCell(gain: AskedRow['gain']): DataCell {
  if (gain === null) return { text: '–', values: [null, null] };
  const { mean, deviation } = gain;
  return { text: strings.gain(signed(mean, 4), deviation.toFixed(4)), values: [mean, deviation] };
}

/** All rounds, one a line. */
export function roundsTable(rounds: readonly HistoryRound[], { snapshot }: Names): DataTable {
  const { roundColumns } = strings;
  const numbers = (name: string, parts?: readonly string[]): DataColumn => ({
    name,
    kind: 'number',
    ...(parts && { parts }),
  });
  return {
    id: 'rounds',
    title: strings.roundsTable,
    columns: [
      numbers(roundColumns.round),
      { name: roundColumns.at, kind: 'text' },
      { name: roundColumns.strategy, kind: 'text' },
      numbers(roundColumns.labels),
      numbers(roundColumns.asked),
      numbers(roundColumns.random),
      numbers(roundColumns.seconds),
      numbers(roundColumns.accuracy, ['right', 'of']),
      numbers(roundColumns.recent, ['right', 'of', 'low', 'high']),
    ],
    rows: rounds.map(({ round, startedAt, strategy, labels, asked, secondsPerLabel, accuracy, recent }) => {
      const known = labels.reduce((sum, count) => sum + count, 0);
      const decided = Object.values(asked).reduce((sum, count) => sum + count, 0);
      return [
        numberCell(String(round), round),
        { text: atText(startedAt) },
        { text: strategyTitle(snapshot, strategy) },
        numberCell(known.toLocaleString(), known),
        numberCell(String(decided), decided),
        numberCell(String(asked.random ?? 0), asked.random ?? 0),
        numberCell(brief(secondsPerLabel), secondsPerLabel),
        accuracy === null
          ? { text: '–', values: [null, null] }
          : { text: `${accuracy.right} of ${accuracy.total}`, values: [accuracy.right, accuracy.total] },
        recentCell(recent),
      ];
    }),
    note: '',
  };
}

function recentCell(recent: StreamAccuracy | null): DataCell {
  if (recent === null) return { text: '–', values: [null, null, null, null] };
  const { right, total, low, high } = recent;
  return {
    text: `${percent(right / total)} (${percent(low)} to ${percent(high)})`,
    values: [right, total, low, high],
  };
}

import type { ExperimentReport } from '../../protocol/experiment.ts';
import type { DataTable } from '../dataTable.ts';
import { areaDecimals, fixed, nothing, probability, signed } from '../wording.ts';
import { placeCells, placeColumns } from './longTable.ts';

/** Differences in AUAC between two strategies on the same splits. */
export function pairsTable({ pairs, cells }: ExperimentReport): DataTable {
  // One more than areas have, so that a bound near 0 has a sign.
  const decimals = areaDecimals(cells.map(({ auac }) => auac.mean)) + 1;
  return {
    id: 'pairs',
    title: 'Paired differences in AUAC',
    columns: [
      ...placeColumns,
      { name: 'First', kind: 'text' },
      { name: 'Second', kind: 'text' },
      { name: 'Runs', kind: 'number' },
      { name: 'Difference', kind: 'number', parts: ['mean', 'sd'] },
      { name: '95 % interval', kind: 'number', parts: ['low', 'high'] },
      { name: 'Wilcoxon p', kind: 'number' },
      { name: 'Holm p', kind: 'number' },
    ],
    rows: pairs.map(({ dataset, setting, model, first, second, runs, difference, wilcoxon }) => {
      const { mean, sd, low, high } = difference;
      const interval =
        low === null || high === null ? nothing : `${fixed(low, decimals)} to ${fixed(high, decimals)}`;
      return [
        ...placeCells(dataset, setting, model),
        { text: first },
        { text: second },
        { text: String(runs), values: [runs] },
        { text: signed(mean, decimals), values: [mean, sd] },
        { text: interval, values: [low, high] },
        { text: probability(wilcoxon?.p ?? null), values: [wilcoxon?.p ?? null] },
        { text: probability(wilcoxon?.holm ?? null), values: [wilcoxon?.holm ?? null] },
      ];
    }),
    note:
      'The first strategy minus the second, mean over the splits on which both ran, with a t interval. Wilcoxon: ' +
      'two-sided signed-rank test; Holm: corrected for the pairs of the same data set, setting and model.',
  };
}

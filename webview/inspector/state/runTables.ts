import { numberCell } from '../../../src/charts/dataTable.ts';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import { brief, percent } from '../../../src/charts/inspector/numberText.ts';
import { capitalised, fixed, metricNames, nothing, scoreDecimals } from '../../../src/charts/wording.ts';
import type { ExperimentMetric } from '../../../src/protocol/experiment.ts';
import type { PickedRow, RunHistory } from '../../../src/protocol/inspectorRun.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/run.ts';

/** What a step picked, best first. */
export function picksTable(
  picks: readonly PickedRow[],
  controller: Pick<InspectorController, 'card' | 'round' | 'snapshot'>,
): DataTable {
  const { pickColumns: columns } = strings;
  const step = controller.round ?? 0;
  const nameOf = (label: number): string => controller.snapshot?.classes[label]?.name ?? '';
  return {
    id: `step-${step}-picks`,
    title: strings.picksTable(step),
    columns: [
      { name: columns.item, kind: 'text' },
      { name: columns.excerpt, kind: 'text' },
      { name: columns.className, kind: 'text' },
      { name: columns.predicted, kind: 'text' },
      { name: columns.probability, kind: 'number' },
      { name: columns.score, kind: 'number' },
    ],
    rows: picks.map(({ row, label, predicted, probability, score }) => {
      const card = controller.card(row);
      return [
        { text: card?.itemId ?? '' },
        { text: card?.excerpt ?? '' },
        { text: nameOf(label) },
        { text: nameOf(predicted) },
        numberCell(probability === null ? nothing : percent(probability), probability),
        numberCell(brief(score), score),
      ];
    }),
    note: '',
  };
}

/** All steps, one a line. */
export function stepsTable(history: RunHistory, metric: ExperimentMetric): DataTable {
  const { stepColumns: columns } = strings;
  const { labeled, scores, auroc, fitSeconds, selectSeconds } = history;
  const metricName = capitalised(metricNames[metric]);
  const hasArea = metric !== 'auroc';
  const scoreAt = (index: number): string => fixed(scores[index] ?? NaN, scoreDecimals);
  const last = labeled.length - 1;
  return {
    id: 'steps',
    title: strings.stepsTable,
    columns: [
      columns.step,
      columns.labels,
      metricName,
      ...(hasArea ? [columns.auroc] : []),
      columns.fit,
      columns.select,
    ].map((name) => ({ name, kind: 'number' })),
    rows: selectSeconds.map((seconds, index) => {
      const labels = labeled[index] ?? 0;
      const area = auroc[index] ?? null;
      return [
        numberCell(String(index + 1), index + 1),
        numberCell(labels.toLocaleString('en'), labels),
        numberCell(scoreAt(index), scores[index] ?? null),
        ...(hasArea ? [numberCell(fixed(area, scoreDecimals), area)] : []),
        numberCell(brief(fitSeconds[index]), fitSeconds[index] ?? null),
        numberCell(brief(seconds), seconds),
      ];
    }),
    note: strings.afterwards((labeled[last] ?? 0).toLocaleString('en'), metricNames[metric], scoreAt(last)),
  };
}

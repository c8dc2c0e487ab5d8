import type { RunRecord } from '../protocol/experiment.ts';
import type { PickedRow, RunHistory } from '../protocol/inspectorRun.ts';
import { predictWith } from '../engine/inspect/pastRound.ts';
import type { RunInspector } from './runInspector.ts';
import type { PreparedStep } from './preparedStep.ts';

/** A run over its steps, from its record alone. */
export const runHistory = (record: RunRecord): RunHistory => ({
  classes: record.classes,
  rareClasses: record.rareClasses,
  labeled: record.labeled,
  scores: record.scores,
  recall: record.recall,
  precision: record.precision,
  auroc: record.auroc,
  auac: record.auac,
  fitSeconds: record.times.fitSeconds,
  selectSeconds: record.times.selectSeconds,
});

/** What a step, 1-based, picked, and what its model had thought of it. Throws as `PreparedStep` does. */
export function pickedRows(
  { picks, simulation }: RunInspector,
  step: number,
  prepared: PreparedStep,
): readonly PickedRow[] {
  const rows = picks[step - 1]!;
  const { features, classCount } = prepared.input;
  const { predicted, probabilities } = predictWith(prepared.model, features, rows);
  const { output, placeOf } = prepared.ranking(prepared.strategy);
  return Array.from(rows, (row, index) => {
    const label = simulation.labels[row]!;
    const score = output.scores[placeOf.get(row) ?? -1] ?? NaN;
    return {
      row,
      label,
      predicted: predicted[index]!,
      probability: probabilities?.[index * classCount + label] ?? null,
      score: Number.isFinite(score) ? score : null,
    };
  });
}

import { InputError } from '../../data/tables/inputError.ts';
import { describeStep } from '../../inspection/describeStep.ts';
import { explainRow } from '../../inspection/explainRow.ts';
import { whyQuestion } from '../../protocol/inspectorWhy.ts';
import { answeringRun } from './inspection.ts';
import { besideIn } from './besideIn.ts';

/** Labeled neighbours that are shown. */
const NEIGHBOURS = 6;

/** Why an item has its place in the ranking of a run's own strategy. */
export const runWhyAnswer = answeringRun(whyQuestion, async ({ row: wanted }, { step: stepOf, report }) => {
  const { step, prepared, inspector } = await stepOf();
  const { strategy } = prepared;
  if (!prepared.isRanked(strategy)) report(`Working out step ${step} again`, null);
  const ranking = prepared.ranking(strategy);
  const row = wanted ?? ranking.output.ranking[0];
  if (row === undefined || inspector.item(row) === null) {
    throw new InputError('The split of this run does not have this row.');
  }
  const picked = inspector.picks[step - 1]!.indexOf(row);
  return {
    explanation: explainRow(prepared, {
      row,
      strategies: [strategy],
      occluded: () => inspector.occluded(row),
      neighbours: NEIGHBOURS,
    }),
    slot: null,
    picked: picked < 0 ? null : picked + 1,
    round: describeStep(inspector, step, prepared),
    ...besideIn(ranking, row),
  };
});

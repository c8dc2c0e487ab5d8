import { InputError } from '../../data/tables/inputError.ts';
import { explainRow } from '../../inspection/explainRow.ts';
import { whyQuestion } from '../../protocol/inspectorWhy.ts';
import { answering } from './inspection.ts';

/** Why an item has its place in the round's own ranking. */
export const whyAnswer = answering(
  whyQuestion,
  async ({ row: wanted }, { round, inspector, contentOf, report }) => {
    const { prepared } = round();
    report('Working the round out again', null);
    const { output, placeOf } = prepared.ranking(prepared.input.strategy);
    const row = wanted ?? output.ranking[0];
    if (row === undefined) throw new InputError('This round had no item left to rank.');
    const place = placeOf.get(row);
    const beside = (step: 1 | -1): number | null =>
      place === undefined ? null : (output.ranking[place + step] ?? null);
    report('Explaining the item', null);
    const explanation = explainRow(prepared, {
      row,
      content: await contentOf(row),
      strategies: [prepared.input.strategy],
      occluder: await inspector.occluder(),
      neighbours: 6,
    });
    return { explanation, pool: output.ranking.length, previous: beside(-1), next: beside(1) };
  },
);

import { InputError } from '../../data/tables/inputError.ts';
import { describeRound } from '../../inspection/describeRound.ts';
import { explainRow } from '../../inspection/explainRow.ts';
import { whyQuestion } from '../../protocol/inspectorWhy.ts';
import type { DrawnSlot } from '../../protocol/inspectorWhy.ts';
import type { RoundRecord } from '../../store/store.ts';
import { besideIn } from './besideIn.ts';
import { answering } from './inspection.ts';

/** Labeled neighbours that are shown. */
const NEIGHBOURS = 6;

/** Why an item has its place in the round's own ranking. */
export const whyAnswer = answering(
  whyQuestion,
  async ({ row: wanted }, { round, inspector, contentOf, report }) => {
    const { record, prepared } = round();
    const { strategy } = prepared.input;
    if (!prepared.isRanked(strategy)) report(`Working out round ${record.round} again`, null);
    const ranking = prepared.ranking(strategy);
    const { output } = ranking;
    const row = wanted ?? output.ranking[0];
    if (row === undefined) throw new InputError('This round had no item left to rank.');
    const content = await contentOf(row);
    const occluder = await inspector.occluder();
    const explanation = explainRow(prepared, {
      row,
      strategies: [strategy],
      occluded: () => occluder({ row, content }),
      neighbours: NEIGHBOURS,
    });
    const itemIdOf = (each: number): string => inspector.itemIds.get(each) ?? '';
    const drawn = record.slots.findIndex(({ itemId }) => itemId === itemIdOf(row));
    const decisions = await inspector.decisions();
    const described = describeRound({
      record,
      input: prepared.input,
      output,
      featuresId: inspector.project.featuresId,
      itemIdOf,
      decisions: decisions.get(record.round) ?? [],
    });
    return {
      // What was predicted then, where it is stored.
      explanation: { ...explanation, gain: record.slots[drawn]?.gain ?? explanation.gain },
      slot: slotAt(record, drawn),
      picked: null,
      round: described,
      ...besideIn(ranking, row),
    };
  },
);

function slotAt({ slots }: RoundRecord, index: number): DrawnSlot | null {
  const slot = slots[index];
  if (slot === undefined) return null;
  const { stream, selectionProbability } = slot;
  return { place: index + 1, stream, selectionProbability };
}

import { roundHistory } from '../../inspection/roundHistory.ts';
import { askedQuestion, historyQuestion } from '../../protocol/inspectorTime.ts';
import { answering } from './inspection.ts';

/** All rounds of the project. */
export const historyAnswer = answering(historyQuestion, async (_, { inspector, signal, report }) => {
  const { project } = inspector;
  const { rounds } = project;
  const history = roundHistory(project, {
    decisions: await inspector.decisions(),
    onRound: (round, place) =>
      report(`Going through round ${round} of ${rounds.length}`, place / rounds.length),
    signal,
  });
  return { ...history, predictsGains: rounds.some(({ objective }) => objective !== null) };
});

/** What the chosen round put on screen. */
export const askedAnswer = answering(askedQuestion, async (_, { inspector, round }) => {
  const { record } = round();
  const rowOf = new Map(inspector.project.items.map(({ itemId, row }) => [itemId, row]));
  const gainOf = new Map(record.slots.map(({ itemId, gain }) => [itemId, gain]));
  const decisions = (await inspector.decisions()).get(record.round) ?? [];
  return {
    asked: decisions.flatMap(({ itemId, stream, strategy, rankShown, action, value, secondsSpent }) => {
      const row = rowOf.get(itemId);
      // An item that left the source is shown nowhere.
      if (row === undefined) return [];
      return [
        {
          row,
          stream,
          strategy,
          rank: rankShown,
          label: action === 'skip' ? null : value,
          labelNow: inspector.labels.get(row) ?? null,
          seconds: secondsSpent,
          gain: gainOf.get(itemId) ?? null,
        },
      ];
    }),
  };
});

import { leaderboard } from '../../inspection/leaderboard.ts';
import { leaderboardQuestion, roundVoteQuestion } from '../../protocol/inspectorLeaderboard.ts';
import { answering } from './inspection.ts';

/** What the labels of by now gained, by the strategy that proposed them. */
export const leaderboardAnswer = answering(
  leaderboardQuestion,
  ({ chosen, guardLevel }, { inspector, report, signal }) =>
    leaderboard(inspector, {
      chosen,
      guardLevel,
      signal,
      onProgress: (fraction) => report('Measuring what labels gained', fraction),
    }),
);

/** How the strategies that the round's strategy asked voted. */
export const roundVoteAnswer = answering(roundVoteQuestion, (_, { inspector, round }) => {
  const { vote, slots } = round().record;
  const rowOf = new Map(inspector.project.items.map(({ itemId, row }) => [itemId, row]));
  const items = slots.flatMap(({ itemId, rank, contributions }) => {
    const row = rowOf.get(itemId);
    return row === undefined || contributions === null ? [] : [{ row, rank, contributions }];
  });
  return { vote, items: items.sort((a, b) => a.rank - b.rank) };
});

import { scoreHistogram } from '../../engine/inspect/scoreHistogram.ts';
import { compareRound } from '../../inspection/compareRound.ts';
import { servedStrategies } from '../../inspection/servedStrategies.ts';
import { strategiesQuestion } from '../../protocol/inspectorStrategies.ts';
import { answeringRound } from './inspection.ts';
import { rankAll } from './rankAll.ts';

/** Parts of the range of scores. */
const SCORE_BINS = 24;

/** What several strategies would have asked in the same round. */
export const strategiesAnswer = answeringRound(
  strategiesQuestion,
  ({ strategies, top }, { round, report }) => {
    const { prepared } = round();
    const { served, refused } = servedStrategies(prepared, strategies);
    const rankings = rankAll(prepared, served, report);
    report('Comparing the rankings', null);
    const { columns, ...comparison } = compareRound(prepared, served, top);
    return {
      ...comparison,
      columns: columns.map((column, index) => {
        const { scores } = rankings[index]!.output;
        return {
          ...column,
          scores: column.rows.map((_, place) => finite(scores[place]!)),
          distribution: scoreHistogram(scores, SCORE_BINS),
        };
      }),
      refused,
      pool: rankings[0]!.output.ranking.length,
    };
  },
);

const finite = (score: number): number | null => (Number.isFinite(score) ? score : null);

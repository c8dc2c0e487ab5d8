import { servedStrategies } from '../../inspection/servedStrategies.ts';
import { placesQuestion } from '../../protocol/inspectorWhy.ts';
import { answeringRound } from './inspection.ts';
import { rankAll } from './rankAll.ts';

/** Where several strategies rank one item. */
export const placesAnswer = answeringRound(placesQuestion, ({ row, strategies }, { round, report }) => {
  const { prepared } = round();
  const { served, refused } = servedStrategies(prepared, strategies);
  const places = rankAll(prepared, served, report).flatMap(({ strategy, title, output, placeOf }) => {
    const place = placeOf.get(row);
    if (place === undefined) return [];
    const score = output.scores[place]!;
    return [{ strategy, title, rank: place + 1, score: Number.isFinite(score) ? score : null }];
  });
  return { places, refused };
});

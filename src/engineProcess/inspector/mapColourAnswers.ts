import { predictPool } from '../../engine/inspect/predictPool.ts';
import type { PoolPredictions } from '../../engine/inspect/predictPool.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import { mapLabels } from '../../inspection/mapLabels.ts';
import type { PreparedRound } from '../../inspection/preparedRound.ts';
import { servedStrategies } from '../../inspection/servedStrategies.ts';
import {
  mapIdsQuestion,
  mapLabelsQuestion,
  mapPredictionsQuestion,
  mapScoresQuestion,
} from '../../protocol/inspectorMap.ts';
import type { MapScores } from '../../protocol/inspectorMap.ts';
import { answering } from './inspection.ts';
import type { Inspection } from './inspection.ts';

/** What annotators have said by now. */
export const mapLabelsAnswer = answering(mapLabelsQuestion, (_, { inspector }) =>
  mapLabels(inspector.project),
);

/** What items are called. */
export const mapIdsAnswer = answering(mapIdsQuestion, (_, { inspector }) => {
  const { items, features } = inspector.project;
  const ids = new Array<string>(features.rows).fill('');
  for (const { row, itemId } of items) ids[row] = itemId;
  return ids;
});

const predicted = new WeakMap<PreparedRound, PoolPredictions>();

/** What the round's model says of all items. */
export const mapPredictionsAnswer = answering(mapPredictionsQuestion, (_, { round, ...inspection }) => {
  const { record, prepared } = round();
  const { inspector, signal, report } = inspection;
  let known = predicted.get(prepared);
  if (known === undefined) {
    report('Predicting all items', null);
    const { model } = prepared;
    if (model === null) {
      const classes = new Int16Array(inspector.project.features.rows).fill(-1);
      return { why: noModel(record.round), classes, confidence: null, entropy: null };
    }
    known = predictPool(model, prepared.input.features, rowsOf(inspector), signal);
    predicted.set(prepared, known);
  }
  return { why: '', ...known };
});

/** What a strategy says of the round's pool. */
export const mapScoresAnswer = answering(
  mapScoresQuestion,
  ({ strategy }, { round, inspector, report }): MapScores => {
    const { prepared } = round();
    const { rows } = inspector.project.features;
    const scores = new Float32Array(rows).fill(NaN);
    const ranks = new Int32Array(rows);
    const [refusal] = servedStrategies(prepared, [strategy]).refused;
    if (refusal !== undefined) return { why: refusal.reason, note: '', scores, ranks };
    if (!prepared.isRanked(strategy)) report(`Ranking by ${findStrategy(strategy).title}`, null);
    const { output } = prepared.ranking(strategy);
    // The order of a cold start is no strategy's.
    if (output.coldStart !== null) return { why: output.coldStart, note: '', scores, ranks };
    output.ranking.forEach((row, place) => {
      scores[row] = output.scores[place]!;
      ranks[row] = place + 1;
    });
    return { why: '', note: output.fallback ?? '', scores, ranks };
  },
);

const rowsOf = (inspector: Inspection['inspector']): Int32Array =>
  Int32Array.from(inspector.project.items, ({ row }) => row);

const noModel = (round: number): string =>
  `Round ${round} had no model yet: fewer than two classes were labeled.`;

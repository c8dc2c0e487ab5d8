import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlRow } from './driver.ts';
import type { Reader } from './itemRows.ts';
import type { PredictedGain } from './store.ts';
import type { Stream } from '../protocol/stream.ts';

/** Rounds read at once: a driver that runs on the calling thread holds it up for a few milliseconds. */
const ROUNDS_AT_ONCE = 50;

/**
 * The event that set a label names the round that put the item on screen. Round numbers count in each clone by
 * themselves, so that the model must be the same too: events of another clone find no slot here.
 */
const SELECT_PAGE = `
  SELECT i.row, i.id, i.label, r.round, r.strategy, r.objective, r.shared_labels, e.stream,
    json_extract(s.value, '$[5]') AS mean, json_extract(s.value, '$[6]') AS deviation
  FROM (SELECT * FROM rounds WHERE objective IS NOT NULL AND round > ? ORDER BY round LIMIT ${ROUNDS_AT_ONCE}) r
    JOIN json_each(r.slots) s
    JOIN items i ON i.id = json_extract(s.value, '$[0]')
    JOIN events e ON e.event_id = i.label_event_id AND e.round = r.round AND e.model_id = r.model_id
  WHERE i.present = 1 AND i.label IS NOT NULL AND json_array_length(s.value) = 7
  ORDER BY r.round, i.row`;

/**
 * What was predicted of each labeled item by the round that put it on screen. Only the slots that a round keeps count:
 * nothing is known of items beyond them.
 */
export const readPredictedGains = async (reader: Reader): Promise<readonly PredictedGain[]> => {
  const rounds = await reader.all('SELECT round FROM rounds WHERE objective IS NOT NULL ORDER BY round');
  const found: PredictedGain[] = [];
  for (let page = 0; page < rounds.length; page += ROUNDS_AT_ONCE) {
    const after = Number(rounds[page]?.['round']) - 1;
    found.push(...(await reader.all(SELECT_PAGE, [after])).map(toPredictedGain));
    await nextTurn();
  }
  return found;
};

const toPredictedGain = (row: SqlRow): PredictedGain => ({
  row: Number(row['row']),
  itemId: String(row['id']),
  label: String(row['label']),
  round: Number(row['round']),
  strategy: String(row['strategy']),
  stream: String(row['stream']) as Stream,
  objective: String(row['objective']),
  sharedLabels: row['shared_labels'] === null ? null : Number(row['shared_labels']),
  mean: Number(row['mean']),
  deviation: Number(row['deviation']),
});

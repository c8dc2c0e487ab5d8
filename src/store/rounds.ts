import type { SqlRow } from './driver.ts';
import type { WriteConnection } from './connection.ts';
import type { Reader } from './itemRows.ts';
import type { Stream } from '../protocol/stream.ts';
import type { VoteSummary } from '../protocol/vote.ts';
import type { ItemGain, RoundRecord, RoundSlot } from './store.ts';

/** JSON has no NaN: an unknown number is null there. */
const toJson = (value: number): number | null => (Number.isFinite(value) ? value : null);
const fromJson = (value: number | null): number => value ?? Number.NaN;

/** The predicted gain stands last, where there is one. */
type SlotTuple = readonly [string, Stream, number | null, number | null, number, number?, number?];
type TopTuple = readonly [string, number | null];

const packSlots = (slots: readonly RoundSlot[]): string =>
  JSON.stringify(
    slots.map(({ itemId, stream, selectionProbability, score, rank, gain }): SlotTuple => {
      const place = [itemId, stream, toJson(selectionProbability), toJson(score), rank] as const;
      return gain === null ? place : [...place, gain.mean, gain.deviation];
    }),
  );

export const saveRound = async (connection: WriteConnection, record: RoundRecord): Promise<void> => {
  const top = JSON.stringify(record.top.map(({ itemId, score }): TopTuple => [itemId, toJson(score)]));
  await connection.exclusive((driver) =>
    driver.run(`INSERT OR REPLACE INTO rounds VALUES (${Array(21).fill('?').join(', ')})`, [
      record.round,
      record.revision,
      record.seed,
      record.strategy,
      record.strategyParams,
      record.model,
      record.modelParams,
      record.modelId,
      record.randomShare,
      record.batchSize,
      record.startedAt,
      record.durationMs,
      record.coldStart,
      record.featuresId,
      packSlots(record.slots),
      top,
      record.fallback,
      record.objective,
      record.sharedLabels,
      record.vote === null ? null : JSON.stringify(record.vote),
      record.vote === null ? null : JSON.stringify(record.slots.map(({ contributions }) => contributions)),
    ]),
  );
};

const toGain = (mean: number | undefined, deviation: number | undefined): ItemGain | null =>
  mean === undefined || deviation === undefined ? null : { mean, deviation };

const toRound = (row: SqlRow): RoundRecord => {
  const text = (name: string): string => String(row[name]);
  const textOrNull = (name: string): string | null => (row[name] === null ? null : text(name));
  const slots = JSON.parse(text('slots')) as readonly SlotTuple[];
  const top = JSON.parse(text('top')) as readonly TopTuple[];
  const vote = textOrNull('vote');
  const contributions = JSON.parse(textOrNull('contributions') ?? '[]') as readonly (
    readonly number[] | null
  )[];
  return {
    round: Number(row['round']),
    revision: Number(row['revision']),
    seed: Number(row['seed']),
    strategy: text('strategy'),
    strategyParams: text('strategy_params'),
    model: text('model'),
    modelParams: text('model_params'),
    modelId: text('model_id'),
    randomShare: Number(row['random_share']),
    batchSize: Number(row['batch_size']),
    startedAt: text('started_at'),
    durationMs: Number(row['duration_ms']),
    coldStart: textOrNull('cold_start'),
    fallback: textOrNull('fallback'),
    objective: textOrNull('objective'),
    sharedLabels: row['shared_labels'] === null ? null : Number(row['shared_labels']),
    vote: vote === null ? null : (JSON.parse(vote) as VoteSummary),
    featuresId: text('features_id'),
    slots: slots.map(([itemId, stream, probability, score, rank, mean, deviation], place) => ({
      itemId,
      stream,
      selectionProbability: fromJson(probability),
      score: fromJson(score),
      rank,
      gain: toGain(mean, deviation),
      contributions: contributions[place] ?? null,
    })),
    top: top.map(([itemId, score]) => ({ itemId, score: fromJson(score) })),
  };
};

export const readLastRound = async (reader: Reader): Promise<RoundRecord | null> => {
  const [row] = await reader.all('SELECT * FROM rounds ORDER BY round DESC LIMIT 1');
  return row === undefined ? null : toRound(row);
};

/** One round; null where there is none of that number. */
export const readRound = async (reader: Reader, round: number): Promise<RoundRecord | null> => {
  const [row] = await reader.all('SELECT * FROM rounds WHERE round = ?', [round]);
  return row === undefined ? null : toRound(row);
};

/** The slots of a round that were decided while it was on screen, in order; `part` says what of each. */
const decidedSlots = (part: string): string => `
  (SELECT json_group_array(${part}) FROM json_each(rounds.slots) AS slot
   WHERE json_extract(slot.value, '$[0]') IN (SELECT item_id FROM events WHERE events.round = rounds.round))`;

/**
 * All rounds in order, without what each ranked: of a long project that is a lot. Only of rounds whose strategies asked
 * others the slots that were decided are there, so that these can be credited.
 */
export const readRounds = async (reader: Reader): Promise<readonly RoundRecord[]> => {
  const rows = await reader.all(
    `SELECT round, revision, seed, strategy, strategy_params, model, model_params, model_id, random_share, batch_size,
       started_at, duration_ms, cold_start, fallback, objective, shared_labels, vote, features_id,
       iif(vote IS NULL, '[]', ${decidedSlots('json(slot.value)')}) AS slots, '[]' AS top,
       iif(vote IS NULL, NULL, ${decidedSlots('json(json_extract(rounds.contributions, slot.fullkey))')}) AS contributions
     FROM rounds ORDER BY round`,
  );
  return rows.map(toRound);
};

/** Number of the last round; 0 where there is none. */
export const readRoundNumber = async (reader: Reader): Promise<number> => {
  const [row] = await reader.all('SELECT coalesce(max(round), 0) AS round FROM rounds');
  return Number(row?.['round'] ?? 0);
};

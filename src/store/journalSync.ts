import type { WriteConnection } from './connection.ts';
import type { EventLog } from './eventLog.ts';
import type { UnsequencedEvent } from './eventRows.ts';
import { SELECT_EVENT, toEvent } from './eventRows.ts';
import type { Reader } from './itemRows.ts';
import type { Journal } from './journal.ts';
import { JOURNAL_STATE, readMeta, setMeta } from './meta.ts';
import type { LabelEvent } from './store.ts';

/** Events taken in at once. */
const CHUNK = 500;

export interface JournalSync {
  readonly fromJournal: number;
  readonly toJournal: number;
  /** Sentences about lines that could not be read. */
  readonly problems: readonly string[];
}

const NOTHING_TO_DO: JournalSync = { fromJournal: 0, toJournal: 0, problems: [] };

/** What database and journal agreed on when they were last brought in line. */
const stateOf = (journalSize: number, sequence: number): string => `${journalSize}/${sequence}`;

/** Notes that the journal holds everything up to `sequence`, so that the next opening need not compare. */
export const noteInSync = async (
  connection: WriteConnection,
  journal: Journal,
  sequence: number,
): Promise<void> => {
  await setMeta(connection, JOURNAL_STATE, stateOf(await journal.size(), sequence));
};

/** Takes in what the database lacks and appends what the journal lacks. */
export const syncJournal = async (parts: {
  readonly connection: WriteConnection;
  readonly reader: Reader;
  readonly log: EventLog;
  readonly journal: Journal;
}): Promise<JournalSync> => {
  const { connection, reader, log, journal } = parts;
  const known = await readMeta(reader, JOURNAL_STATE);
  if (known === stateOf(await journal.size(), log.sequence)) return NOTHING_TO_DO;
  const { fromJournal, journaled, problems } = await takeIn(log, journal);
  const toJournal = await bringUp(reader, journal, journaled);
  await log.load();
  await noteInSync(connection, journal, log.sequence);
  return { fromJournal, toJournal, problems };
};

const takeIn = async (
  log: EventLog,
  journal: Journal,
): Promise<{ fromJournal: number; journaled: Set<string>; problems: string[] }> => {
  const journaled = new Set<string>();
  const problems: string[] = [];
  let fromJournal = 0;
  let chunk: UnsequencedEvent[] = [];
  for await (const entry of journal.read()) {
    if ('problem' in entry) {
      problems.push(describeProblem(entry.problem));
      continue;
    }
    journaled.add(entry.event.eventId);
    chunk.push(entry.event);
    if (chunk.length < CHUNK) continue;
    fromJournal += await log.merge(chunk);
    chunk = [];
  }
  if (chunk.length > 0) fromJournal += await log.merge(chunk);
  return { fromJournal, journaled, problems };
};

const describeProblem = (problem: {
  readonly line: number;
  readonly kind: string;
  readonly text: string;
}): string => {
  const where = `Line ${problem.line} of labels.jsonl`;
  if (problem.kind === 'conflictMarker')
    return `${where} is a git conflict marker; both sides were taken in.`;
  if (problem.kind === 'torn')
    return `${where} was cut off while it was written; nothing acknowledged is missing.`;
  return `${where} is not a label event and was passed over: ${problem.text}`;
};

const bringUp = async (reader: Reader, journal: Journal, journaled: ReadonlySet<string>): Promise<number> => {
  let after = 0;
  let appended = 0;
  for (;;) {
    const rows = await reader.all(`${SELECT_EVENT} WHERE sequence > ? ORDER BY sequence LIMIT ?`, [
      after,
      CHUNK,
    ]);
    const events: LabelEvent[] = rows.map(toEvent);
    const missing = events.filter((event) => !journaled.has(event.eventId));
    if (missing.length > 0) await journal.append(missing);
    appended += missing.length;
    const last = events.at(-1);
    if (last === undefined) return appended;
    after = last.sequence;
  }
};

import type { WriteConnection } from './connection.ts';
import { readEventsAfter } from './eventLog.ts';
import type { EventLog } from './eventLog.ts';
import type { UnsequencedEvent } from './eventRows.ts';
import type { Reader } from './itemRows.ts';
import type { Journal } from './journal.ts';
import { ProblemReport } from './journalProblems.ts';
import { JOURNAL_PROBLEMS, JOURNAL_STATE, readMeta, setMeta } from './meta.ts';

/** Events taken in at once. */
const CHUNK = 500;

export interface JournalSync {
  readonly fromJournal: number;
  readonly toJournal: number;
  /** The journal holds every event up to this sequence. */
  readonly through: number;
  /** Sentences about lines that could not be read, each told once. */
  readonly problems: readonly string[];
}

const NOTHING_TO_DO = { fromJournal: 0, toJournal: 0, problems: [] };

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
  const { sequence } = log;
  if (known === stateOf(await journal.size(), sequence)) return { ...NOTHING_TO_DO, through: sequence };
  const report = new ProblemReport(await readMeta(reader, JOURNAL_PROBLEMS));
  const { fromJournal, journaled } = await takeIn(log, journal, report);
  const { toJournal, through } = await bringUp(reader, journal, journaled);
  // Between two writes: no event may be committed while counters and undo stack are read.
  await connection.exclusive(() => log.load());
  await setMeta(connection, JOURNAL_PROBLEMS, report.toJson());
  await noteInSync(connection, journal, through);
  return { fromJournal, toJournal, through, problems: report.fresh };
};

const takeIn = async (
  log: EventLog,
  journal: Journal,
  report: ProblemReport,
): Promise<{ fromJournal: number; journaled: Set<string> }> => {
  const journaled = new Set<string>();
  let fromJournal = 0;
  let chunk: UnsequencedEvent[] = [];
  for await (const entry of journal.read()) {
    if ('problem' in entry) {
      report.take(entry.problem);
      continue;
    }
    journaled.add(entry.event.eventId);
    chunk.push(entry.event);
    if (chunk.length < CHUNK) continue;
    fromJournal += await log.merge(chunk);
    chunk = [];
  }
  if (chunk.length > 0) fromJournal += await log.merge(chunk);
  return { fromJournal, journaled };
};

const bringUp = async (
  reader: Reader,
  journal: Journal,
  journaled: ReadonlySet<string>,
): Promise<{ toJournal: number; through: number }> => {
  let through = 0;
  let toJournal = 0;
  for (;;) {
    const events = await readEventsAfter(reader, through, CHUNK);
    const missing = events.filter((event) => !journaled.has(event.eventId));
    if (missing.length > 0) await journal.append(missing);
    toJournal += missing.length;
    const last = events.at(-1);
    if (last === undefined) return { toJournal, through };
    through = last.sequence;
  }
};

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlDriver } from './driver.ts';
import { StoreError } from './store.ts';

/** SQL that brings a database from version `index` to `index + 1`. Entries are never changed, only added. */
export const migrations: readonly string[] = [
  `
  -- The truth: label events, never changed, never deleted.
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL UNIQUE,
    item_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_counter INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('label', 'relabel', 'skip', 'flag', 'note', 'undo', 'redo')),
    value TEXT,
    old_value TEXT,
    target_event_id TEXT,
    group_id TEXT,
    wall_time TEXT NOT NULL,
    monotonic_ms REAL NOT NULL,
    seconds_spent REAL NOT NULL,
    round INTEGER,
    rank_shown INTEGER,
    strategy TEXT,
    stream TEXT NOT NULL,
    selection_probability REAL,
    model_id TEXT,
    suggestion_shown INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX events_by_item ON events (item_id);
  CREATE INDEX events_by_actor ON events (actor, actor_counter);
  CREATE INDEX events_in_order ON events (lamport, actor, actor_counter, event_id);
  CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

  -- Items with the fold of their events. Contents lie apart, so that counting and ranking read little.
  CREATE TABLE items (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    position INTEGER NOT NULL,
    source_label TEXT,
    present INTEGER NOT NULL,
    decided INTEGER NOT NULL DEFAULT 0,
    label TEXT,
    label_event_id TEXT,
    skipped INTEGER NOT NULL DEFAULT 0,
    flagged INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE TABLE contents (row INTEGER PRIMARY KEY REFERENCES items (row), content TEXT NOT NULL) STRICT;
  CREATE INDEX items_labeled ON items (label) WHERE present = 1 AND label IS NOT NULL;
  CREATE INDEX items_skipped ON items (row) WHERE present = 1 AND skipped = 1;
  CREATE INDEX items_flagged ON items (row) WHERE present = 1 AND flagged = 1;

  CREATE TABLE rounds (
    round INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    strategy_params TEXT NOT NULL,
    model TEXT NOT NULL,
    model_params TEXT NOT NULL,
    model_id TEXT NOT NULL,
    random_share REAL NOT NULL,
    batch_size INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    duration_ms REAL NOT NULL,
    cold_start TEXT,
    features_id TEXT NOT NULL,
    -- JSON arrays: [itemId, stream, selectionProbability, score, rank] and [itemId, score].
    slots TEXT NOT NULL,
    top TEXT NOT NULL
  ) STRICT;

  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  -- Slots may go on with the mean and deviation of a predicted gain, in units of this objective's score.
  ALTER TABLE rounds ADD COLUMN fallback TEXT;
  ALTER TABLE rounds ADD COLUMN objective TEXT;
  `,
  `
  -- Events may be repeats and confirmations. SQLite changes no CHECK: the log moves to a table that allows them.
  DROP TRIGGER events_keep;
  DROP TRIGGER events_stay;
  ALTER TABLE events RENAME TO events_before;
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL UNIQUE,
    item_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_counter INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (
      action IN ('label', 'relabel', 'skip', 'flag', 'note', 'repeat', 'confirm', 'undo', 'redo')),
    value TEXT,
    old_value TEXT,
    target_event_id TEXT,
    group_id TEXT,
    wall_time TEXT NOT NULL,
    monotonic_ms REAL NOT NULL,
    seconds_spent REAL NOT NULL,
    round INTEGER,
    rank_shown INTEGER,
    strategy TEXT,
    stream TEXT NOT NULL,
    selection_probability REAL,
    model_id TEXT,
    suggestion_shown INTEGER NOT NULL
  ) STRICT;
  INSERT INTO events SELECT * FROM events_before ORDER BY sequence;
  DROP TABLE events_before;
  CREATE INDEX events_by_item ON events (item_id);
  CREATE INDEX events_by_actor ON events (actor, actor_counter);
  CREATE INDEX events_in_order ON events (lamport, actor, actor_counter, event_id);
  CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
  CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
  `,
  `
  -- How many labels of the random stream a round that predicts gains measured them on; null where it predicts none.
  ALTER TABLE rounds ADD COLUMN shared_labels INTEGER;
  `,
  `
  -- How the candidates of a strategy that asks other strategies voted, as JSON (protocol/vote.ts); null for others.
  ALTER TABLE rounds ADD COLUMN vote TEXT;
  -- What each candidate contributed to the items of slots, as JSON: for each slot numbers in the candidates' order, or null.
  ALTER TABLE rounds ADD COLUMN contributions TEXT;
  `,
];

const SNAPSHOTS_KEPT = 3;

export const schemaVersion = async (driver: SqlDriver): Promise<number> => {
  const [row] = await driver.all('PRAGMA user_version');
  return Number(row?.['user_version'] ?? 0);
};

/** A copy of the whole database as it is now; the last few are kept. */
const saveSnapshot = async (driver: SqlDriver, folder: string, name: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  await rm(file, { force: true });
  await driver.run('VACUUM INTO ?', [file]);
  const snapshots = (await readdir(folder)).filter((each) => each.endsWith('.db')).sort();
  for (const old of snapshots.slice(0, -SNAPSHOTS_KEPT)) await rm(join(folder, old), { force: true });
};

/**
 * Brings the schema up to date, each step in one transaction and after a snapshot of what was there. A database of a
 * newer NextLabel is refused: what it holds would be lost in going back.
 */
export const migrate = async (
  driver: SqlDriver,
  options: {
    readonly backupFolder: string;
    readonly now: () => Date;
    readonly steps?: readonly string[];
  },
): Promise<void> => {
  const steps = options.steps ?? migrations;
  const from = await schemaVersion(driver);
  if (from > steps.length) {
    throw new StoreError(
      'newerSchema',
      `This project was last opened by a newer NextLabel (schema ${from}, this one knows ${steps.length}). ` +
        'Update the extension to open it; nothing was changed.',
    );
  }
  for (const [version, sql] of steps.entries()) {
    if (version < from) continue;
    const time = options.now().toISOString().replaceAll(':', '-');
    if (from > 0) await saveSnapshot(driver, options.backupFolder, `${time}-schema-${version}.db`);
    try {
      await driver.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${version + 1}; COMMIT;`);
    } catch (error) {
      // The failed statement may have ended the transaction itself.
      await driver.exec('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
};

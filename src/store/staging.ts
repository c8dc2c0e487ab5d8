import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SqlDriver } from './driver.ts';
import type { ImportSummary } from './store.ts';

/** Repeated ids that are named; the others are counted. */
const NAMED_DUPLICATES = 100;

/**
 * Staged rows lie in a database file of their own, attached while an import runs: what is not committed is a file to
 * delete, and a large import does not swell the label database's log. It need not survive a crash, hence no fsync.
 */
const CREATE = `
  PRAGMA staging.journal_mode = OFF;
  PRAGMA staging.synchronous = OFF;
  CREATE TABLE staging.rows (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, hash TEXT NOT NULL, line INTEGER, content TEXT NOT NULL, label TEXT
  ) STRICT;`;

export const attachStaging = async (driver: SqlDriver, file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await removeStaging(file);
  await driver.run('ATTACH DATABASE ? AS staging', [file]);
  await driver.exec(CREATE);
};

export const detachStaging = async (driver: SqlDriver): Promise<void> => {
  await driver.exec('DETACH DATABASE staging');
};

export const removeStaging = (file: string): Promise<void> => rm(file, { force: true });

/** Files that processes left behind by crashing; whoever holds the project's lock may remove them. */
export const removeLeftovers = async (cacheFolder: string): Promise<void> => {
  const files = await readdir(cacheFolder).catch(() => []);
  for (const file of files) {
    // One that cannot be removed does no harm; the next opening tries again.
    if (/^staging-.*\.db$/.test(file)) await removeStaging(join(cacheFolder, file)).catch(() => undefined);
  }
};

/** SQLite unpacks the JSON itself: the event loop never sees the rows. */
export const stageBatch = async (driver: SqlDriver, itemsJson: string): Promise<void> => {
  await driver.run(
    `INSERT INTO staging.rows (position, id, hash, line, content, label)
     SELECT json_extract(value, '$.position'), json_extract(value, '$.id'), json_extract(value, '$.hash'),
       json_extract(value, '$.line'), json_extract(value, '$.content'), json_extract(value, '$.label')
     FROM json_each(?)`,
    [itemsJson],
  );
};

type Repeats = Pick<ImportSummary, 'repeated' | 'duplicateIds' | 'duplicateIdCount'>;

/**
 * Gives every staged row an id of its own. Where ids are content hashes, a repeated row is an item like any other, with
 * id `hash~2`, `hash~3` ...; where they come from a column, only the first row of an id is taken and the others are
 * reported.
 */
export const settleRepeats = async (driver: SqlDriver, idsFromContent: boolean): Promise<Repeats> => {
  await driver.exec(`
    CREATE INDEX staging.rows_by_id ON rows (id, position);
    CREATE TABLE staging.repeats AS
      SELECT position, id, line, row_number() OVER (PARTITION BY id ORDER BY position) AS occurrence
      FROM staging.rows WHERE id IN (SELECT id FROM staging.rows GROUP BY id HAVING count(*) > 1);
    CREATE UNIQUE INDEX staging.repeats_by_position ON repeats (position);`);
  const [count] = await driver.all('SELECT count(*) AS repeated FROM staging.repeats WHERE occurrence > 1');
  const repeated = Number(count?.['repeated'] ?? 0);
  if (idsFromContent) {
    await driver.exec(`
      UPDATE staging.rows SET id = rows.id || '~' || repeats.occurrence FROM staging.repeats AS repeats
      WHERE repeats.position = rows.position AND repeats.occurrence > 1;`);
    return { repeated, duplicateIds: [], duplicateIdCount: 0 };
  }
  const named = await driver.all(
    'SELECT id, json_group_array(line) AS lines FROM staging.repeats GROUP BY id ORDER BY min(position) LIMIT ?',
    [NAMED_DUPLICATES],
  );
  await driver.exec(
    'DELETE FROM staging.rows WHERE position IN (SELECT position FROM staging.repeats WHERE occurrence > 1);',
  );
  const duplicateIds = named.map((row) => ({
    id: String(row['id']),
    lines: JSON.parse(String(row['lines'])) as number[],
  }));
  return { repeated: 0, duplicateIds, duplicateIdCount: repeated };
};

/** What the swap would change, and how many items it would leave as they are. */
export const compareStaged = async (
  driver: Pick<SqlDriver, 'all'>,
): Promise<Pick<ImportSummary, 'added' | 'changed' | 'unchanged' | 'missing'>> => {
  const [row] = await driver.all(`
    SELECT
      (SELECT count(*) FROM staging.rows) AS staged,
      (SELECT count(*) FROM staging.rows s JOIN main.items i ON i.id = s.id) AS known,
      (SELECT count(*) FROM staging.rows s JOIN main.items i ON i.id = s.id JOIN main.contents c ON c.row = i.row
        WHERE c.content IS NOT s.content OR i.source_label IS NOT s.label OR i.present = 0) AS changed,
      (SELECT count(*) FROM main.items i
        WHERE i.present = 1 AND NOT EXISTS (SELECT 1 FROM staging.rows s WHERE s.id = i.id)) AS missing`);
  const value = (name: string): number => Number(row?.[name] ?? 0);
  return {
    added: value('staged') - value('known'),
    changed: value('changed'),
    unchanged: value('known') - value('changed'),
    missing: value('missing'),
  };
};

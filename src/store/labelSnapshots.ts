import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlDriver } from './driver.ts';
import type { LabelSnapshot } from './store.ts';

/** Rows read at once: a driver that runs on the calling thread holds it up for a few milliseconds. */
const ROWS_AT_ONCE = 8192;

/**
 * Columns come as JSON text: a hundred thousand row objects would block the event loop, a few strings do not.
 */
const PAGE = `
  SELECT json_group_array(row) FILTER (WHERE label IS NOT NULL) AS labeled,
    json_group_array(label) FILTER (WHERE label IS NOT NULL) AS names,
    json_group_array(row) FILTER (WHERE label IS NULL AND skipped = 0) AS eligible
  FROM (SELECT row, label, skipped FROM items WHERE row >= ? AND row < ? AND present = 1 ORDER BY row)`;

/**
 * Reads label snapshots by pages, in one transaction and hence from one state of the database. It has a connection of
 * its own: other reads must see a label as soon as it is committed, and would not within this transaction.
 */
export class LabelSnapshots {
  readonly #open: () => Promise<SqlDriver>;
  #driver: SqlDriver | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<SqlDriver>) {
    this.#open = open;
  }

  read(): Promise<LabelSnapshot> {
    const snapshot = this.#turn.then(async () => {
      this.#driver ??= await this.#open();
      return readInTransaction(this.#driver);
    });
    this.#turn = snapshot.catch(() => undefined);
    return snapshot;
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#driver?.close();
    this.#driver = null;
  }
}

const readInTransaction = async (driver: SqlDriver): Promise<LabelSnapshot> => {
  await driver.exec('BEGIN');
  try {
    return await readPages(driver);
  } finally {
    await driver.exec('COMMIT');
  }
};

const readPages = async (driver: SqlDriver): Promise<LabelSnapshot> => {
  const [range] = await driver.all(
    'SELECT (SELECT coalesce(max(sequence), 0) FROM events) AS revision, coalesce(max(row), -1) + 1 AS rows FROM items',
  );
  const rows = Number(range?.['rows'] ?? 0);
  const labeled = new Int32Array(rows);
  const eligible = new Int32Array(rows);
  const labeledNames: string[] = [];
  let eligibleCount = 0;
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const [page] = await driver.all(PAGE, [from, from + ROWS_AT_ONCE]);
    const parse = (name: string): unknown => JSON.parse(String(page?.[name] ?? '[]'));
    labeled.set(parse('labeled') as number[], labeledNames.length);
    labeledNames.push(...(parse('names') as string[]));
    const eligibleHere = parse('eligible') as number[];
    eligible.set(eligibleHere, eligibleCount);
    eligibleCount += eligibleHere.length;
    await nextTurn();
  }
  return {
    revision: Number(range?.['revision'] ?? 0),
    labeledRows: labeled.slice(0, labeledNames.length),
    labeledNames,
    eligibleRows: eligible.slice(0, eligibleCount),
  };
};

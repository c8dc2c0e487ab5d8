import { createHash } from 'node:crypto';
import type { Transaction, WriteConnection } from './connection.ts';
import { ITEMS_VERSION, readMeta, writeMeta } from './meta.ts';
import { refold } from './refold.ts';
import { attachStaging, compareStaged, detachStaging, settleRepeats, stageBatch } from './staging.ts';
import type { ImportSummary, StagedImport } from './store.ts';

/** The swap: items keep their row and their labels; what the source lost stays, but is not offered any more. */
const SWAP: readonly string[] = [
  `UPDATE main.items SET present = 0
   WHERE present = 1 AND NOT EXISTS (SELECT 1 FROM staging.rows s WHERE s.id = items.id)`,
  `UPDATE main.contents SET content = s.content FROM staging.rows s JOIN main.items i ON i.id = s.id
   WHERE contents.row = i.row AND contents.content IS NOT s.content`,
  `UPDATE main.items SET hash = s.hash, position = s.position, source_label = s.label, present = 1
   FROM staging.rows s WHERE s.id = items.id
     AND (items.hash, items.position, items.source_label, items.present) IS NOT (s.hash, s.position, s.label, 1)`,
  `INSERT INTO main.items (row, id, hash, position, source_label, present)
   SELECT (SELECT coalesce(max(row), -1) FROM main.items) + row_number() OVER (ORDER BY s.position),
     s.id, s.hash, s.position, s.label, 1
   FROM staging.rows s WHERE NOT EXISTS (SELECT 1 FROM main.items i WHERE i.id = s.id)`,
  `INSERT INTO main.contents (row, content)
   SELECT i.row, s.content FROM staging.rows s JOIN main.items i ON i.id = s.id
   WHERE NOT EXISTS (SELECT 1 FROM main.contents c WHERE c.row = i.row)`,
  'UPDATE main.items SET label = source_label WHERE decided = 0 AND label IS NOT source_label',
];

const swap = async (transaction: Transaction): Promise<void> => {
  const [highest] = await transaction.all('SELECT coalesce(max(row), -1) AS row FROM main.items');
  for (const statement of SWAP) await transaction.run(statement);
  // Events may have come (from another clone's journal) before their items.
  const waiting = await transaction.all(
    'SELECT DISTINCT e.item_id AS id FROM main.events e JOIN main.items i ON i.id = e.item_id WHERE i.row > ?',
    [Number(highest?.['row'] ?? -1)],
  );
  await refold(
    transaction,
    waiting.map((row) => String(row['id'])),
  );
};

/** A version that follows from the items' history, so that it changes exactly when an import changed them. */
const nextVersion = (before: string, sourceHash: string, summary: ImportSummary): string =>
  createHash('sha256')
    .update(JSON.stringify([before, sourceHash, summary.added, summary.changed, summary.missing]))
    .digest('hex')
    .slice(0, 16);

/** Begins an import: rows are staged beside the items and become visible in one transaction, or never. */
export const beginImport = async (
  connection: WriteConnection,
  file: string,
  committed: (itemsVersion: string) => void,
): Promise<StagedImport> => {
  await connection.exclusive((driver) => attachStaging(driver, file));
  let summary: ImportSummary | null = null;
  let open = true;

  const inspect = async (info: { readonly idsFromContent: boolean }): Promise<ImportSummary> => {
    summary ??= await connection.exclusive(async (driver) => {
      const repeats = await settleRepeats(driver, info.idsFromContent);
      return { ...(await compareStaged(driver)), ...repeats };
    });
    return summary;
  };
  const discard = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await connection.exclusive((driver) => detachStaging(driver, file));
  };

  return {
    addBatch: (itemsJson) => connection.exclusive((driver) => stageBatch(driver, itemsJson)),
    inspect,
    discard,
    commit: async (info) => {
      const found = await inspect(info);
      const changes = found.added + found.changed + found.missing > 0;
      await connection.transaction(async (transaction) => {
        const before = (await readMeta(transaction, ITEMS_VERSION)) ?? '';
        if (!changes && before !== '') return before;
        await swap(transaction);
        const after = nextVersion(before, info.sourceHash, found);
        await writeMeta(transaction, ITEMS_VERSION, after);
        return after;
      }, committed);
      await discard();
      return found;
    },
  };
};

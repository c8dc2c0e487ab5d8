import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverName } from '../../src/store/driver.ts';
import { openStore } from '../../src/store/openStore.ts';
import type { EventAction, EventDraft, ImportSummary, ProjectStore } from '../../src/store/store.ts';

export const DRIVERS: readonly DriverName[] = ['sqlite3', 'node:sqlite'];

/** A state folder that is removed, with every store opened on it closed, at the end of the test. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'nextlabel-store-'));
  readonly #stores: ProjectStore[] = [];

  async open(driver?: DriverName, actor = 'ann'): Promise<ProjectStore> {
    const store = await openStore({ folder: this.path, actor, ...(driver === undefined ? {} : { driver }) });
    this.#stores.push(store);
    return store;
  }

  async remove(): Promise<void> {
    for (const store of this.#stores) await store.close();
    rmSync(this.path, { recursive: true, force: true });
  }
}

export interface Row {
  readonly id: string;
  readonly content?: string;
  readonly label?: string | null;
}

/** The staging format of items, in order. */
export const itemsJson = (rows: readonly Row[], from = 0): string =>
  JSON.stringify(
    rows.map(({ id, content, label }, index) => ({
      id,
      hash: `hash of ${content ?? id}`,
      position: from + index,
      line: from + index + 2,
      content: JSON.stringify({ text: content ?? id }),
      label: label ?? null,
    })),
  );

export const importRows = async (
  store: ProjectStore,
  rows: readonly Row[],
  idsFromContent = false,
): Promise<ImportSummary> => {
  const staged = await store.beginImport();
  await staged.addBatch(itemsJson(rows));
  return staged.commit({ sourceHash: JSON.stringify(rows), idsFromContent });
};

export const draft = (
  action: EventAction,
  itemId: string,
  value: string | null = null,
  change: Partial<EventDraft> = {},
): EventDraft => ({
  eventId: randomUUID(),
  itemId,
  action,
  value,
  targetEventId: null,
  groupId: null,
  wallTime: '2026-01-01T00:00:00.000Z',
  monotonicMs: 1,
  secondsSpent: 2,
  provenance: {
    round: 1,
    rankShown: 3,
    strategy: 'margin',
    stream: 'strategy',
    selectionProbability: 0.9,
    modelId: 'm',
    suggestionShown: false,
  },
  ...change,
});

/** Undoes or redoes this store's last step, as the session does. */
export const reverse = async (store: ProjectStore, action: 'undo' | 'redo'): Promise<void> => {
  const targets = action === 'undo' ? store.undoTargets() : store.redoTargets();
  const groupId = targets.length > 1 ? randomUUID() : null;
  if (targets.length === 0) return;
  await store.appendEvents(
    targets.map((target) => draft(action, target.itemId, null, { targetEventId: target.eventId, groupId })),
  );
};

export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

import type { QueueAnswer } from '../protocol/inspectorActions.ts';
import type { SessionState } from './sessionState.ts';
import { isEligible, readItems } from './storedItems.ts';

/** Under which the ids of picked items are kept in this clone, as a JSON array. */
const META_KEY = 'session.handPicked';

/** Puts items at the front of the queue. Rejects with StoreError where the project cannot be written. */
export const pickForQueue = async (state: SessionState, rows: readonly number[]): Promise<QueueAnswer> => {
  const items = (await readItems(state.store, rows)).filter(({ present }) => present);
  state.remember(items);
  const open = items.filter(isEligible);
  const entries = open.map((item) => state.freeEntry(item, 'browse'));
  const before = new Set(state.queue.picked.map(({ itemId }) => itemId));
  const fresh = entries.filter(({ itemId }) => !before.has(itemId));
  // Kept before they are moved: what cannot be kept would be lost with the window.
  await keep(state, [...fresh.map(({ itemId }) => itemId), ...before]);
  const queued = state.queue.pick(fresh).map(({ row }) => row);
  return { queued, decided: items.length - open.length, waiting: open.length - queued.length };
};

/** Takes items back out of the front of the queue, null = all; answers with how many. Rejects as `pickForQueue`. */
export const unpickFromQueue = async (
  state: SessionState,
  rows: readonly number[] | null,
): Promise<number> => {
  const wanted = rows === null ? null : new Set(rows);
  const all = state.queue.picked;
  const leaving = all.filter(({ row }) => wanted === null || wanted.has(row)).map(({ itemId }) => itemId);
  await keep(
    state,
    all.map(({ itemId }) => itemId).filter((id) => !leaving.includes(id)),
  );
  return state.queue.unpick(leaving);
};

/** Puts what was picked before and is still to be decided at the front again. */
export const restorePicked = async (state: SessionState): Promise<void> => {
  const ids = parse(await state.store.getMeta(META_KEY));
  const items = await Promise.all(ids.map((id) => state.store.item(id)));
  const open = items.filter((item) => item !== null).filter(isEligible);
  state.remember(open);
  state.queue.pick(open.map((item) => state.freeEntry(item, 'browse')));
};

const keep = (state: SessionState, ids: readonly string[]): Promise<void> =>
  state.store.setMeta(META_KEY, JSON.stringify(ids));

/** Our own writing; what is not is left. */
const parse = (json: string | null): readonly string[] => {
  const parsed: unknown = json === null ? [] : JSON.parse(json);
  return Array.isArray(parsed) ? parsed.filter((id): id is string => typeof id === 'string') : [];
};

import type { WebviewApi } from './hostChannel.ts';
import { readSavedState, writeSavedState } from './state/savedState.ts';
import type { SavedState } from './state/savedState.ts';

/** The part of localStorage that is used; absent where the browser refuses it. */
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface KeptState {
  read(): SavedState;
  write(state: SavedState): void;
}

/**
 * Keeps the state that outlives the view twice. VS Code's own place is written with a delay, which a reload of the
 * window does not wait for; so labels that are not acknowledged yet also go to localStorage, which is written at once.
 * `project` keeps the projects of one browser apart.
 */
export const keepState = (api: WebviewApi, project: string, storage: Storage | null): KeptState => {
  const key = `nextlabel.outbox.${project}`;
  return {
    read: () => {
      const saved = readSavedState(api.getState());
      const stored = parse(attempt(() => storage?.getItem(key)) ?? null);
      // Whichever has more to send: sending what was sent before is harmless, each event has its id.
      return stored.outbox.length > saved.outbox.length ? { ...saved, outbox: stored.outbox } : saved;
    },
    write: (state) => {
      api.setState(writeSavedState(state));
      attempt(() => {
        if (state.outbox.length === 0) storage?.removeItem(key);
        else storage?.setItem(key, JSON.stringify(writeSavedState(state)));
      });
    },
  };
};

const parse = (text: string | null): SavedState =>
  readSavedState(text === null ? null : attempt(() => JSON.parse(text) as unknown));

/** A full or forbidden storage must not stop the annotator: the state is still with VS Code. */
const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

/** localStorage where it may be used: merely naming it throws where it is forbidden. */
export const findStorage = (): Storage | null => attempt(() => window.localStorage);

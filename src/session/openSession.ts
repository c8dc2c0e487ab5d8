import { openStore } from '../store/openStore.ts';
import { ProjectSession } from './labelingSession.ts';
import { claimStateFolder, findStateFolder } from './projectPaths.ts';
import type { LabelingSession } from './session.ts';
import { SessionState } from './sessionState.ts';
import type { SessionOptions } from './sessionState.ts';

/**
 * Opens a project: its store (made on first use), the queue of the last window, and a first round in the background.
 * Rejects with StoreError (newer schema, no permission, no SQLite driver ...).
 */
export const openSession = async (options: SessionOptions): Promise<LabelingSession> => {
  // An untrusted workspace is looked at through a copy: nothing is written beside its files.
  const readOnly = options.trusted?.() === false;
  const stateFolder = readOnly ? findStateFolder(options.projectFile) : claimStateFolder(options.projectFile);
  const store = await openStore({ folder: stateFolder, actor: options.config.annotator, readOnly });
  const session = new ProjectSession(new SessionState(options, store, stateFolder));
  try {
    await session.open();
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
};

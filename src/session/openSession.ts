import { openStore } from '../store/openStore.ts';
import { ProjectSession } from './labelingSession.ts';
import { claimStateFolder } from './projectPaths.ts';
import type { LabelingSession } from './session.ts';
import { SessionState } from './sessionState.ts';
import type { SessionOptions } from './sessionState.ts';

/**
 * Opens a project: its store (made on first use), the queue of the last window, and a first round in the background.
 * Rejects with StoreError (newer schema, no permission, no SQLite driver ...).
 */
export const openSession = async (options: SessionOptions): Promise<LabelingSession> => {
  const stateFolder = claimStateFolder(options.projectFile);
  const store = await openStore({ folder: stateFolder, actor: options.config.annotator });
  const session = new ProjectSession(new SessionState(options, store, stateFolder));
  try {
    await session.open();
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
};

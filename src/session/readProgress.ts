import { existsSync } from 'node:fs';
import { readStoredProgress } from '../store/readProgress.ts';
import { findStateFolder } from './projectPaths.ts';

/** How far a project is, without opening it; null where it has no items yet or cannot be read. */
export const readProgress = async (
  projectFile: string,
): Promise<{ readonly total: number; readonly labeled: number } | null> => {
  const folder = findStateFolder(projectFile);
  return existsSync(folder) ? readStoredProgress(folder) : null;
};

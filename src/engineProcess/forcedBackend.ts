import { backendNames } from '../protocol/backend.ts';
import type { BackendName } from '../protocol/backend.ts';

/** What tells threads and child processes which backend the user forces. */
export const BACKEND_VARIABLE = 'NEXTLABEL_BACKEND';

/** Tells them the folder to which the user had packages of backends installed. */
export const PACKAGES_VARIABLE = 'NEXTLABEL_PACKAGES';

/** As the user wrote it. */
export const askedBackend = (): string => process.env[BACKEND_VARIABLE] ?? 'auto';

/** The backend that the user forces; null = the first that serves. Throws an Error on a name that is none. */
export function forcedBackend(): BackendName | null {
  const asked = askedBackend();
  if (asked === 'auto') return null;
  const found = backendNames.find((name) => name === asked);
  if (found !== undefined) return found;
  throw new Error(`Unknown backend "${asked}"; expected auto or one of ${backendNames.join(', ')}.`);
}

/** Whether the user leaves it open that a GPU is reached by WebGPU. */
export const allowsWebgpu = (): boolean => ['auto', 'webgpu'].includes(askedBackend());

import type { NetworkOrder } from './sharedSteps.ts';

/** What a helper's entry finds in `workerData`. */
export interface HelperData {
  readonly role: 'helper';
}

/** A piece of work that several threads do together. */
export type HelperOrder = NetworkOrder;

export const isHelper = (data: unknown): data is HelperData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'helper';

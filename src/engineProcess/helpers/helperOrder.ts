import type { OracleOrder } from './sharedProblems.ts';
import type { NetworkOrder } from './sharedSteps.ts';

/** What a helper's entry finds in `workerData`. */
export interface HelperData {
  readonly role: 'helper';
}

/** A piece of work that several threads do together. */
export type HelperOrder = NetworkOrder | OracleOrder;

export const isHelper = (data: unknown): data is HelperData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'helper';

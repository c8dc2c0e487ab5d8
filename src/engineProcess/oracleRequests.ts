import type { OracleGains } from '../engine/oracle/oracle.ts';
import type { OracleData, OracleProblem, OracleSettings } from '../engine/oracle/oracleData.ts';
import type { Request } from '../protocol/engine.ts';

/** What the oracle's caller asks of its worker threads. */
export const oracleRequests = {
  /** Holds data and settings for the `solve` requests that follow; replaces what was held. */
  open: { method: 'oracle/open' } as Request<
    { readonly data: OracleData; readonly settings: OracleSettings },
    null
  >,
  solve: { method: 'oracle/solve' } as Request<readonly OracleProblem[], readonly OracleGains[]>,
} as const;

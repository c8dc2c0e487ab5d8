import { readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as v from 'valibot';
import type { LockHolder } from './store.ts';

/** `held` and `free` are of one length, so that a record is overwritten in place without a rest of the old one. */
const recordSchema = v.object({
  /** Of one opened lock: two windows of one process are two holders. */
  nonce: v.string(),
  annotator: v.string(),
  host: v.string(),
  /** Process ids mean nothing across containers, even where they share a host name; empty outside Linux. */
  pidNamespace: v.string(),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  since: v.string(),
  /** For people; whether a holder lives is told by the record changing, since clocks of two machines differ. */
  heartbeat: v.string(),
  state: v.picklist(['held', 'free']),
});

/** What a holder writes into its lock file. */
export type LockRecord = v.InferOutput<typeof recordSchema>;

export const formatRecord = (record: LockRecord): string => `${JSON.stringify(record)}\n`;

/** Null where the text is no record (yet). */
export const parseRecord = (text: string): LockRecord | null => {
  try {
    const parsed = v.safeParse(recordSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};

/** A record of this process. */
export const makeRecord = async (nonce: string, annotator: string): Promise<LockRecord> => {
  const since = new Date().toISOString();
  return {
    nonce,
    annotator,
    host: hostname(),
    pidNamespace: await readlink('/proc/self/ns/pid').catch(() => ''),
    pid: process.pid,
    since,
    heartbeat: since,
    state: 'held',
  };
};

/** An unreadable record is somebody's all the same. */
export const toHolder = (record: LockRecord | null): LockHolder => ({
  annotator: record?.annotator ?? '',
  host: record?.host ?? '',
  pid: record?.pid ?? 0,
  since: record?.since ?? '',
});

/** True if the record's process ran where `own` runs and runs no more. */
export const hasEnded = (record: LockRecord, own: LockRecord): boolean => {
  if (record.host !== own.host || record.pidNamespace !== own.pidNamespace) return false;
  try {
    process.kill(record.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

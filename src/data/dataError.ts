import type { ImportIssue, ImportIssueKind } from '../protocol/engine.ts';

/** A source as a whole cannot be used: nothing of it was (or should be) imported. The message is meant for people. */
export class DataError extends Error {
  readonly reason: ImportIssueKind;
  readonly issues: readonly ImportIssue[];

  constructor(reason: ImportIssueKind, message: string, place: Partial<ImportIssue> = {}) {
    super(message);
    this.name = 'DataError';
    this.reason = reason;
    this.issues = [issue(reason, 'error', message, place)];
  }
}

/** An ImportIssue with the places that do not apply set to null. */
export function issue(
  kind: ImportIssueKind,
  severity: ImportIssue['severity'],
  message: string,
  place: Partial<ImportIssue> = {},
): ImportIssue {
  return {
    kind,
    severity,
    line: place.line ?? null,
    column: place.column ?? null,
    file: place.file ?? null,
    message,
  };
}

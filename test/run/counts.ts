import { writeFileSync } from 'node:fs';

/** A test that failed: its full title, its file (relative to the project, or absolute), and why. */
export interface Failure {
  readonly title: string;
  readonly file: string;
  readonly message: string;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Those that failed, as far as they have a name. */
  readonly failures?: readonly Failure[];
  /** Those that failed once and passed when they were tried again, with why they had failed. */
  readonly secondTries?: readonly Failure[];
}

/** Ends a runner: prints its counts, leaves them for `npm test` (NEXTLABEL_COUNTS), sets the exit code. */
export function reportCounts({ passed, failed, failures = [], secondTries = [] }: Counts): void {
  const file = process.env['NEXTLABEL_COUNTS'];
  if (file) writeFileSync(file, JSON.stringify({ passed, failed, failures, secondTries }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

import { writeFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Ends a runner: prints its counts, leaves them for `npm test` (NEXTLABEL_COUNTS), sets the exit code. */
export function reportCounts({ passed, failed }: Counts): void {
  const file = process.env['NEXTLABEL_COUNTS'];
  if (file) writeFileSync(file, JSON.stringify({ passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

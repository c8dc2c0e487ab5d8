import type { JournalProblem } from './journal.ts';

/** How often each problem was seen when the journal was last read. */
export type SeenProblems = Readonly<Record<string, number>>;

/** By kind and text, not by line: lines move when git merges. */
const keyOf = (problem: JournalProblem): string => `${problem.kind} ${problem.text}`;

/** Counts the problems of one reading of the journal and describes those that the last reading did not have. */
export class ProblemReport {
  readonly #seen: ReadonlyMap<string, number>;
  readonly #now = new Map<string, number>();
  /** Sentences for the user. */
  readonly fresh: string[] = [];

  constructor(seenJson: string | null) {
    const seen = JSON.parse(seenJson ?? '{}') as SeenProblems;
    this.#seen = new Map(Object.entries(seen));
  }

  take(problem: JournalProblem): void {
    const key = keyOf(problem);
    const count = (this.#now.get(key) ?? 0) + 1;
    this.#now.set(key, count);
    if (count > (this.#seen.get(key) ?? 0)) this.fresh.push(describe(problem));
  }

  /** To be given to the report of the next reading. */
  toJson(): string {
    return JSON.stringify(Object.fromEntries(this.#now));
  }
}

const describe = (problem: JournalProblem): string => {
  const where = `Line ${problem.line} of labels.jsonl`;
  if (problem.kind === 'conflictMarker')
    return `${where} is a git conflict marker; both sides were taken in.`;
  if (problem.kind === 'torn')
    return `${where} was cut off while it was written; nothing acknowledged is missing.`;
  return `${where} is not a label event and was passed over: ${problem.text}`;
};

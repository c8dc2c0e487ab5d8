import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { KnownLabels } from './labelFolds.ts';
import type { WhatIfInput } from './whatIfInput.ts';

/** Replays choose from at most so many items: a uniform sample of a larger pool takes its place. */
const MOST_ROWS = 3000;

/** The rows that a what-if is about, numbered from 0 in ascending order of their own numbers. */
export interface ReplayPool {
  readonly features: DenseMatrix;
  /** Rows that a replay may choose, ascending. */
  readonly open: Int32Array;
  readonly queued: KnownLabels;
  readonly given: KnownLabels;
  /** How many could be chosen, before a sample was drawn. */
  readonly size: number;
}

export function replayPool(
  input: Pick<WhatIfInput, 'features' | 'queued' | 'given' | 'openRows'>,
  rng: Rng,
): ReplayPool {
  const { queued, given } = input;
  const choosable = Int32Array.of(...queued.rows, ...input.openRows);
  const open =
    choosable.length <= MOST_ROWS
      ? choosable
      : shuffledIndices(choosable.length, rng)
          .subarray(0, MOST_ROWS)
          .map((index) => choosable[index]!);
  const rows = Int32Array.from(new Set([...open, ...queued.rows, ...given.rows])).sort();
  const numberOf = new Map(Array.from(rows, (row, number) => [row, number]));
  const numbered = (of: Int32Array): Int32Array => of.map((row) => numberOf.get(row)!);
  return {
    features: gatherRows(input.features, rows),
    open: numbered(open).sort(),
    queued: { rows: numbered(queued.rows), labels: queued.labels },
    given: { rows: numbered(given.rows), labels: given.labels },
    size: choosable.length,
  };
}

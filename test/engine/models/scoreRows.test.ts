import { expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { scoreRows } from '../../../src/engine/models/scoreRows.ts';
import { gaussianClasses, normalMatrix } from '../syntheticData.ts';

const model = fitLogisticRegression(gaussianClasses(30, 4, { classCount: 3 }));
const pool = normalMatrix(5000, 4, 2);

it('gives the same as scoring the whole matrix, over the borders of blocks', () => {
  const rows = Int32Array.from({ length: 4500 }, (_, index) => 4999 - index);
  const all = model.probabilities(pool);
  const scored = scoreRows(model, pool, rows);
  for (const index of [0, 2047, 2048, 4095, 4096, 4499]) {
    const row = rows[index]!;
    expect(scored.slice(index * 3, index * 3 + 3)).toEqual(all.slice(row * 3, row * 3 + 3));
  }
});

it('ends between blocks when cancelled', () => {
  let looks = 0;
  const signal = {
    get aborted() {
      looks++;
      return looks > 1;
    },
  };
  expect(() =>
    scoreRows(
      model,
      pool,
      Int32Array.from({ length: 5000 }, (_, row) => row),
      signal,
    ),
  ).toThrow(CancelledError);
  expect(looks).toBe(2);
});

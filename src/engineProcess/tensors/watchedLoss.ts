import { add, dispose, mul, tidy } from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { NetworkRows } from '../../engine/networks/networkRunner.ts';
import type { NetworkPass } from './networkLayers.ts';
import { halvePieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import { meanLoss, upload } from './trainingBatch.ts';

/** Mean loss of rows, one or more, that go through a network in pieces. */
export function watchedLoss(pass: NetworkPass, rows: NetworkRows, pieces: Pieces): Scalar {
  const batch = { ...rows, masks: [] };
  const count = rows.labels.length;
  let total: Scalar | null = null;
  try {
    for (let from = 0; from < count;) {
      const to = Math.min(count, from + pieces.rows);
      const before: Scalar | null = total;
      try {
        total = tidy(() => {
          const loss = meanLoss(pass, upload(batch, pass.spec.outputs, [from, to]));
          const own = to - from === count ? loss : mul<Scalar>(loss, (to - from) / count);
          return before === null ? own : add<Scalar>(before, own);
        });
        from = to;
        before?.dispose();
      } catch (error) {
        halvePieces(pieces, to - from, error);
      }
    }
    return total!;
  } catch (error) {
    dispose(total ?? []);
    throw error;
  }
}

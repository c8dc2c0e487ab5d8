import { i32At, setF64, setI32 } from './memory';
import { attendRows } from './networkAttention';
import { attendBack } from './networkAttentionBack';
import { lossOfTile } from './networkLoss';
import { deviationOf } from './networkMath';
import { NetworkProblem } from './networkProblem';
import { listRows, rows, TILE } from './networkRows';
import { ATTENDED_NORM, clearTensors, LABEL, RESIZER, ROW, TENSORS } from './networkTensors';
import { backwardTile, forwardTile } from './networkTile';

/**
 * One of `rowShards` shares of the targets of a batch, encoded before: loss, gradient of the layers that work on targets
 * (in the shard's own block), slopes by encodings and queries of its own points, and by keys and values of all (in the
 * shard's own arrays). Scratch: see networkRows.ts.
 */
export function trainRows(at: usize, shard: i32, scratch: usize): void {
  const p = changetype<NetworkProblem>(at);
  const block = p.gradients + <usize>shard * p.blockSize;
  const size = <usize>p.points * ROW;
  const keySlopes = p.keySlopes + <usize>shard * size;
  const valueSlopes = p.valueSlopes + <usize>shard * size;
  listRows(p, shard, scratch, true);
  clearTensors(p, block, RESIZER, LABEL);
  clearTensors(p, block, ATTENDED_NORM, TENSORS);
  memory.fill(keySlopes, 0, size);
  memory.fill(valueSlopes, 0, size);
  const own = <usize>(rows.last - rows.first) * ROW;
  memory.fill(p.encodedSlopes + <usize>rows.first * ROW, 0, own);
  memory.fill(p.querySlopes + <usize>rows.first * ROW, 0, own);
  setI32(p.status, shard, attendRows(p, true));
  let loss: f64 = 0;
  for (let first = 0; first < rows.count; first += TILE) {
    const count = min(TILE, rows.count - first);
    forwardTile(p, first, count);
    loss += lossOfTile(p, first, count);
    backwardTile(p, block, first, count);
  }
  setF64(p.losses, shard, loss);
  attendBack(p, keySlopes, valueSlopes);
}

/** Mean and deviation of every target of a single problem, in a single shard; points encoded before. */
export function predictRows(at: usize, scratch: usize): void {
  const p = changetype<NetworkProblem>(at);
  listRows(p, 0, scratch, false);
  attendRows(p, false);
  for (let first = 0; first < rows.count; first += TILE) {
    const count = min(TILE, rows.count - first);
    forwardTile(p, first, count);
    for (let index = 0; index < count; index += 4) {
      const raw = rows.raws + ((<usize>index) << 2);
      v128.store(raw, deviationOf(v128.load(raw)));
    }
    for (let index = 0; index < count; index++) {
      const from = (<usize>index) << 2;
      const to = (<usize>i32At(rows.point, first + index)) << 2;
      store<f32>(p.means + to, load<f32>(rows.means + from));
      store<f32>(p.deviations + to, load<f32>(rows.raws + from));
    }
  }
}

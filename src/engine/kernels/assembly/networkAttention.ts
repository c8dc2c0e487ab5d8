import { i32At } from './memory';
import { expOf, laneSums } from './networkMath';
import { NetworkProblem } from './networkProblem';
import { HEADS_ROW, rows, TABLE_ROW } from './networkRows';
import { ROW } from './networkTensors';

// Heads of 4 columns are one vector each, so a row of 32 is eight vectors. All problems of a batch share the products
// q k of every target with every point; a problem's softmax is a sum over its own context.

/** Below this a sum of the softmax has lost too much in float32. */
const SMALLEST: f32 = 1e-30;
/** 1 / sqrt(4). */
export const SCALE: f32 = 0.5;

export function inContext(p: NetworkProblem, point: i32): u64 {
  return load<u64>(p.contextSets + ((<usize>point) << 3));
}

/**
 * raised[i][head] = exp(q k_i / 2 - the largest of all i in some context), and the table that belongs to it; other i are
 * left out.
 */
function raiseProducts(p: NetworkProblem, point: i32, raised: usize): void {
  const q = p.queries + <usize>point * ROW;
  const half = f32x4.splat(SCALE);
  let topLow = f32x4.splat(-1e30);
  let topHigh = topLow;
  for (let i = 0; i < p.points; i++) {
    if (inContext(p, i) == 0) continue;
    const k = p.keys + <usize>i * ROW;
    const at = raised + <usize>i * HEADS_ROW;
    const low = laneSums(
      f32x4.mul(v128.load(q), v128.load(k)),
      f32x4.mul(v128.load(q, 16), v128.load(k, 16)),
      f32x4.mul(v128.load(q, 32), v128.load(k, 32)),
      f32x4.mul(v128.load(q, 48), v128.load(k, 48)),
    );
    const high = laneSums(
      f32x4.mul(v128.load(q, 64), v128.load(k, 64)),
      f32x4.mul(v128.load(q, 80), v128.load(k, 80)),
      f32x4.mul(v128.load(q, 96), v128.load(k, 96)),
      f32x4.mul(v128.load(q, 112), v128.load(k, 112)),
    );
    const scaledLow = f32x4.mul(half, low);
    const scaledHigh = f32x4.mul(half, high);
    v128.store(at, scaledLow);
    v128.store(at, scaledHigh, 16);
    topLow = f32x4.pmax(topLow, scaledLow);
    topHigh = f32x4.pmax(topHigh, scaledHigh);
  }
  for (let i = 0; i < p.points; i++) {
    if (inContext(p, i) == 0) continue;
    const at = raised + <usize>i * HEADS_ROW;
    fillTable(
      expOf(f32x4.sub(v128.load(at), topLow)),
      expOf(f32x4.sub(v128.load(at, 16), topHigh)),
      at,
      p.values + <usize>i * ROW,
      rows.table + <usize>i * TABLE_ROW,
    );
  }
}

/** Keeps raised products of a point in `raised`; its row of the table: values weighed by them, and themselves. */
function fillTable(low: v128, high: v128, raised: usize, v: usize, to: usize): void {
  v128.store(raised, low);
  v128.store(raised, high, 16);
  v128.store(to, low, 128);
  v128.store(to, high, 144);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(low, low, 0, 0, 0, 0), v128.load(v)));
  v128.store(to, f32x4.mul(v128.shuffle<f32>(low, low, 1, 1, 1, 1), v128.load(v, 16)), 16);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(low, low, 2, 2, 2, 2), v128.load(v, 32)), 32);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(low, low, 3, 3, 3, 3), v128.load(v, 48)), 48);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(high, high, 0, 0, 0, 0), v128.load(v, 64)), 64);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(high, high, 1, 1, 1, 1), v128.load(v, 80)), 80);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(high, high, 2, 2, 2, 2), v128.load(v, 96)), 96);
  v128.store(to, f32x4.mul(v128.shuffle<f32>(high, high, 3, 3, 3, 3), v128.load(v, 112)), 112);
}

/** What row `row` reads: the table summed over its problem's context. False where float32 cannot hold a sum. */
function readContext(p: NetworkProblem, row: i32): bool {
  const problem = i32At(rows.problem, row);
  let at = p.contextPoints + ((<usize>i32At(p.contextStarts, problem)) << 2);
  const end = p.contextPoints + ((<usize>i32At(p.contextStarts, problem + 1)) << 2);
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  let low = s0;
  let high = s0;
  while (at < end) {
    const from = rows.table + <usize>load<i32>(at) * TABLE_ROW;
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
    s4 = f32x4.add(s4, v128.load(from, 64));
    s5 = f32x4.add(s5, v128.load(from, 80));
    s6 = f32x4.add(s6, v128.load(from, 96));
    s7 = f32x4.add(s7, v128.load(from, 112));
    low = f32x4.add(low, v128.load(from, 128));
    high = f32x4.add(high, v128.load(from, 144));
    at += 4;
  }
  const one = f32x4.splat(1);
  const inverses = rows.inverses + <usize>row * HEADS_ROW;
  v128.store(inverses, f32x4.div(one, low));
  v128.store(inverses, f32x4.div(one, high), 16);
  const to = rows.attended + <usize>row * ROW;
  v128.store(to, f32x4.mul(s0, v128.load32_splat(inverses)));
  v128.store(to, f32x4.mul(s1, v128.load32_splat(inverses, 4)), 16);
  v128.store(to, f32x4.mul(s2, v128.load32_splat(inverses, 8)), 32);
  v128.store(to, f32x4.mul(s3, v128.load32_splat(inverses, 12)), 48);
  v128.store(to, f32x4.mul(s4, v128.load32_splat(inverses, 16)), 64);
  v128.store(to, f32x4.mul(s5, v128.load32_splat(inverses, 20)), 80);
  v128.store(to, f32x4.mul(s6, v128.load32_splat(inverses, 24)), 96);
  v128.store(to, f32x4.mul(s7, v128.load32_splat(inverses, 28)), 112);
  const smallest = f32x4.splat(SMALLEST);
  return i32x4.all_true(v128.and(f32x4.gt(low, smallest), f32x4.gt(high, smallest)));
}

/** What all rows read from their contexts. `keep`: whether each point's raised products stay. 1 as in `status`. */
export function attendRows(p: NetworkProblem, keep: bool): i32 {
  let status = 0;
  let row = 0;
  for (let point = rows.first; point < rows.last; point++) {
    const count = <i32>popcnt<u64>(load<u64>(p.targetSets + ((<usize>point) << 3)));
    if (count == 0) continue;
    const raised = raisedOf(p, keep ? point : rows.first);
    raiseProducts(p, point, raised);
    for (const end = row + count; row < end; row++) {
      if (!readContext(p, row)) status = 1;
    }
  }
  return status;
}

export function raisedOf(p: NetworkProblem, point: i32): usize {
  return rows.raised + <usize>(point - rows.first) * <usize>p.points * HEADS_ROW;
}

import { i32At, setI32 } from './memory';
import { inContext, raisedOf, SCALE } from './networkAttention';
import { laneSums } from './networkMath';
import { NetworkProblem } from './networkProblem';
import { HEADS_ROW, rows, TABLE_ROW } from './networkRows';
import { ROW } from './networkTensors';

/** Row by row, the slopes by the context's sums from those by what was read: `slopes` of 32 for row `row`. */
export function slopesOfSums(row: i32, slopes: usize): void {
  const inverses = rows.inverses + <usize>row * HEADS_ROW;
  const attended = rows.attended + <usize>row * ROW;
  const to = rows.sumSlopes + <usize>row * TABLE_ROW;
  for (let half: usize = 0; half < 2; half++) {
    const shift = half << 6;
    const inverse = inverses + (half << 4);
    const g0 = f32x4.mul(v128.load(slopes + shift), v128.load32_splat(inverse));
    const g1 = f32x4.mul(v128.load(slopes + shift, 16), v128.load32_splat(inverse, 4));
    const g2 = f32x4.mul(v128.load(slopes + shift, 32), v128.load32_splat(inverse, 8));
    const g3 = f32x4.mul(v128.load(slopes + shift, 48), v128.load32_splat(inverse, 12));
    v128.store(to + shift, g0);
    v128.store(to + shift, g1, 16);
    v128.store(to + shift, g2, 32);
    v128.store(to + shift, g3, 48);
    const products = laneSums(
      f32x4.mul(g0, v128.load(attended + shift)),
      f32x4.mul(g1, v128.load(attended + shift, 16)),
      f32x4.mul(g2, v128.load(attended + shift, 32)),
      f32x4.mul(g3, v128.load(attended + shift, 48)),
    );
    v128.store(to + (half << 4), f32x4.neg(products), ROW);
  }
}

/** Slopes by queries, keys and values from `sumSlopes`; keys' and values' go to the arrays given, N x 32 each. */
export function attendBack(p: NetworkProblem, keySlopes: usize, valueSlopes: usize): void {
  let row = 0;
  for (let point = rows.first; point < rows.last; point++) {
    const targets = load<u64>(p.targetSets + ((<usize>point) << 3));
    if (targets == 0) continue;
    let set = targets;
    while (set != 0) {
      setI32(rows.slots, <i32>ctz<u64>(set), <i32>(rows.sumSlopes + <usize>row * TABLE_ROW));
      set &= set - 1;
      row++;
    }
    const raised = raisedOf(p, point);
    for (let i = 0; i < p.points; i++) {
      const context = inContext(p, i);
      if (context == 0) continue;
      const shift = <usize>i * ROW;
      foldSlopes(context & targets, raised + <usize>i * HEADS_ROW, p.values + shift, valueSlopes + shift);
    }
    setQuerySlopes(p, point, raised);
  }
  for (let i = 0; i < p.points; i++) {
    if (inContext(p, i) != 0) setKeySlopes(p, i, keySlopes + <usize>i * ROW);
  }
}

/**
 * One target with one point: gathers the slopes of the problems in `shared`, adds to those by the point's values, and
 * puts the slopes by the products q k / 2 in the place of the raised ones: e (value slope . value + sum slope).
 */
function foldSlopes(shared: u64, raised: usize, v: usize, valueSlopes: usize): void {
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
  while (shared != 0) {
    const from = <usize>i32At(rows.slots, <i32>ctz<u64>(shared));
    shared &= shared - 1;
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
  }
  const e0 = v128.load32_splat(raised);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes), f32x4.mul(e0, s0)));
  const e1 = v128.load32_splat(raised, 4);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 16), f32x4.mul(e1, s1)), 16);
  const e2 = v128.load32_splat(raised, 8);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 32), f32x4.mul(e2, s2)), 32);
  const e3 = v128.load32_splat(raised, 12);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 48), f32x4.mul(e3, s3)), 48);
  const e4 = v128.load32_splat(raised, 16);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 64), f32x4.mul(e4, s4)), 64);
  const e5 = v128.load32_splat(raised, 20);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 80), f32x4.mul(e5, s5)), 80);
  const e6 = v128.load32_splat(raised, 24);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 96), f32x4.mul(e6, s6)), 96);
  const e7 = v128.load32_splat(raised, 28);
  v128.store(valueSlopes, f32x4.add(v128.load(valueSlopes, 112), f32x4.mul(e7, s7)), 112);
  const lowSums = laneSums(
    f32x4.mul(s0, v128.load(v)),
    f32x4.mul(s1, v128.load(v, 16)),
    f32x4.mul(s2, v128.load(v, 32)),
    f32x4.mul(s3, v128.load(v, 48)),
  );
  const highSums = laneSums(
    f32x4.mul(s4, v128.load(v, 64)),
    f32x4.mul(s5, v128.load(v, 80)),
    f32x4.mul(s6, v128.load(v, 96)),
    f32x4.mul(s7, v128.load(v, 112)),
  );
  v128.store(raised, f32x4.mul(v128.load(raised), f32x4.add(lowSums, low)));
  v128.store(raised, f32x4.mul(v128.load(raised, 16), f32x4.add(highSums, high)), 16);
}

/** The slope by one target's query: keys weighed by the slopes of its products. */
function setQuerySlopes(p: NetworkProblem, point: i32, products: usize): void {
  const to = p.querySlopes + <usize>point * ROW;
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let i = 0; i < p.points; i++) {
    if (inContext(p, i) == 0) continue;
    const from = products + <usize>i * HEADS_ROW;
    const x = p.keys + <usize>i * ROW;
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(from), v128.load(x)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(from, 4), v128.load(x, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(from, 8), v128.load(x, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(from, 12), v128.load(x, 48)));
    s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(from, 16), v128.load(x, 64)));
    s5 = f32x4.add(s5, f32x4.mul(v128.load32_splat(from, 20), v128.load(x, 80)));
    s6 = f32x4.add(s6, f32x4.mul(v128.load32_splat(from, 24), v128.load(x, 96)));
    s7 = f32x4.add(s7, f32x4.mul(v128.load32_splat(from, 28), v128.load(x, 112)));
  }
  const half = f32x4.splat(SCALE);
  v128.store(to, f32x4.mul(half, s0));
  v128.store(to, f32x4.mul(half, s1), 16);
  v128.store(to, f32x4.mul(half, s2), 32);
  v128.store(to, f32x4.mul(half, s3), 48);
  v128.store(to, f32x4.mul(half, s4), 64);
  v128.store(to, f32x4.mul(half, s5), 80);
  v128.store(to, f32x4.mul(half, s6), 96);
  v128.store(to, f32x4.mul(half, s7), 112);
}

/** The slope by one point's key: the shard's queries weighed by the slopes of their products. */
function setKeySlopes(p: NetworkProblem, i: i32, to: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let point = rows.first; point < rows.last; point++) {
    if (load<u64>(p.targetSets + ((<usize>point) << 3)) == 0) continue;
    const from = raisedOf(p, point) + <usize>i * HEADS_ROW;
    const x = p.queries + <usize>point * ROW;
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(from), v128.load(x)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load32_splat(from, 4), v128.load(x, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load32_splat(from, 8), v128.load(x, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load32_splat(from, 12), v128.load(x, 48)));
    s4 = f32x4.add(s4, f32x4.mul(v128.load32_splat(from, 16), v128.load(x, 64)));
    s5 = f32x4.add(s5, f32x4.mul(v128.load32_splat(from, 20), v128.load(x, 80)));
    s6 = f32x4.add(s6, f32x4.mul(v128.load32_splat(from, 24), v128.load(x, 96)));
    s7 = f32x4.add(s7, f32x4.mul(v128.load32_splat(from, 28), v128.load(x, 112)));
  }
  const half = f32x4.splat(SCALE);
  v128.store(to, f32x4.mul(half, s0));
  v128.store(to, f32x4.mul(half, s1), 16);
  v128.store(to, f32x4.mul(half, s2), 32);
  v128.store(to, f32x4.mul(half, s3), 48);
  v128.store(to, f32x4.mul(half, s4), 64);
  v128.store(to, f32x4.mul(half, s5), 80);
  v128.store(to, f32x4.mul(half, s6), 96);
  v128.store(to, f32x4.mul(half, s7), 112);
}

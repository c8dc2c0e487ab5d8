import { i32At, setI32 } from './memory';
import { LIST } from './networkActive';
import { NetworkProblem } from './networkProblem';
import { ROW } from './networkTensors';

/** Rows that go through the dense layers together: few enough for the first cache, a multiple of 4. */
export const TILE: i32 = 32;
const TILE_SIZE: usize = <usize>TILE * ROW;

/** Bytes of one row or point of the attention: 8 heads of 4 columns, then one value for each head. */
export const TABLE_ROW: usize = 160;
/** Bytes of one value for each head. */
export const HEADS_ROW: usize = 32;

/**
 * The rows of one shard, a row being one target of one problem, point by point: what its kernels share. The caller's
 * scratch holds it, so that workers on one memory do not meet: see `listRows` for its size.
 */
@unmanaged
export class Rows {
  /** Points whose rows these are. */
  first: i32;
  last: i32;
  count: i32;
  /** i32 each. */
  point: usize;
  problem: usize;
  /** What each row read from its context (rows x 32), and 1 / the sum of each head. */
  attended: usize;
  inverses: usize;
  /** Slopes by the unscaled sums: rows x TABLE_ROW. */
  sumSlopes: usize;
  /** exp(q k / 2) of each of the shard's points with every point, N x 8 for each. */
  raised: usize;
  /** N x TABLE_ROW: of one point at a time. */
  table: usize;
  // Of one tile, TILE x 32 each but for the scales.
  input: usize;
  attendedUnit: usize;
  attendedScales: usize;
  normed: usize;
  mixerHidden: usize;
  mixed: usize;
  mixedUnit: usize;
  mixedScales: usize;
  read: usize;
  resizerHidden: usize;
  /** Inputs of the five layers of the decoder, one after the other. */
  decoder: usize;
  /** Lists of units (networkActive.ts): of the mixer, the resizer, then each input of the decoder. */
  active: usize;
  slopes: usize;
  otherSlopes: usize;
  /** Raw mean, raw deviation and their slopes: four values for each row. */
  means: usize;
  raws: usize;
  meanSlopes: usize;
  rawSlopes: usize;
  /** Four gains, then four scales. */
  fours: usize;
  /** i32 for each problem: where its row of the point at hand lies among `sumSlopes`. */
  slots: usize;
}

/** The rows at hand. */
export let rows: Rows = changetype<Rows>(0);

let next: usize = 0;

function take(size: usize): usize {
  const at = next;
  next = (next + size + 63) & ~63;
  return at;
}

export function layerOfDecoder(index: i32): usize {
  return rows.decoder + <usize>index * TILE_SIZE;
}

export function mixerActive(): usize {
  return rows.active;
}

export function resizerActive(): usize {
  return rows.active + LIST;
}

export function decoderActive(index: i32): usize {
  return rows.active + (2 + <usize>index) * LIST;
}

/**
 * Lists the rows of a shard and divides its scratch, which takes 328 bytes a row, 160 N, 32 N for each of the shard's
 * points (for one without `keep`, when there is no way back), 18 TILE rows of 128 and 4096 for the rest.
 */
export function listRows(p: NetworkProblem, shard: i32, scratch: usize, keep: bool): void {
  next = (scratch + 63) & ~63;
  rows = changetype<Rows>(take(offsetof<Rows>()));
  rows.first = (shard * p.points) / p.rowShards;
  rows.last = ((shard + 1) * p.points) / p.rowShards;
  let count = 0;
  for (let point = rows.first; point < rows.last; point++) {
    count += <i32>popcnt<u64>(load<u64>(p.targetSets + ((<usize>point) << 3)));
  }
  rows.count = count;
  const size = <usize>count;
  rows.point = take(size << 2);
  rows.problem = take(size << 2);
  rows.attended = take(size * ROW);
  rows.inverses = take(size * HEADS_ROW);
  rows.sumSlopes = take(keep ? size * TABLE_ROW : 0);
  const kept: i32 = keep ? rows.last - rows.first : 1;
  rows.raised = take(<usize>kept * <usize>p.points * HEADS_ROW);
  rows.table = take(<usize>p.points * TABLE_ROW);
  takeTile();
  let row = 0;
  for (let point = rows.first; point < rows.last; point++) {
    let set = load<u64>(p.targetSets + ((<usize>point) << 3));
    while (set != 0) {
      setI32(rows.point, row, point);
      setI32(rows.problem, row, <i32>ctz<u64>(set));
      set &= set - 1;
      row++;
    }
  }
}

function takeTile(): void {
  rows.input = take(TILE_SIZE);
  rows.attendedUnit = take(TILE_SIZE);
  rows.attendedScales = take((<usize>TILE) << 2);
  rows.normed = take(TILE_SIZE);
  rows.mixerHidden = take(TILE_SIZE);
  rows.mixed = take(TILE_SIZE);
  rows.mixedUnit = take(TILE_SIZE);
  rows.mixedScales = take((<usize>TILE) << 2);
  rows.read = take(TILE_SIZE);
  rows.resizerHidden = take(TILE_SIZE);
  rows.decoder = take(5 * TILE_SIZE);
  rows.active = take(7 * LIST);
  rows.slopes = take(TILE_SIZE);
  rows.otherSlopes = take(TILE_SIZE);
  rows.means = take((<usize>TILE) << 2);
  rows.raws = take((<usize>TILE) << 2);
  rows.meanSlopes = take((<usize>TILE) << 2);
  rows.rawSlopes = take((<usize>TILE) << 2);
  rows.fours = take(32);
  rows.slots = take(64 << 2);
}

/** Where the encoding of the row's point lies among N x 32 values. */
export function pointShift(row: i32): usize {
  return <usize>i32At(rows.point, row) * ROW;
}

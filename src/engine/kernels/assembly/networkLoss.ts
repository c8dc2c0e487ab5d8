import { i32At } from './memory';
import { deviationOf, deviationSlope, logOf } from './networkMath';
import { NetworkProblem } from './networkProblem';
import { rows } from './networkRows';

/** ln(2 pi) / 2. */
const NORMAL: f32 = 0.9189385332;

/** Gains of four places of the tile and what their losses count; 0 behind its end. */
function gainsAndScales(p: NetworkProblem, first: i32, count: i32, index: i32): void {
  for (let lane = 0; lane < 4; lane++) {
    const at = rows.fours + ((<usize>lane) << 2);
    if (index + lane >= count) {
      store<f32>(at, 0);
      store<f32>(at, 0, 16);
      continue;
    }
    const row = first + index + lane;
    const problem = i32At(rows.problem, row);
    const place = problem * p.points + i32At(rows.point, row);
    store<f32>(at, load<f32>(p.gains + ((<usize>place) << 2)));
    store<f32>(at, load<f32>(p.scales + ((<usize>problem) << 2)), 16);
  }
}

/** Loss of the tile (-ln of the normal density, scaled) and its slopes by raw means and deviations. */
export function lossOfTile(p: NetworkProblem, first: i32, count: i32): f64 {
  let loss: f64 = 0;
  for (let index = 0; index < count; index += 4) {
    gainsAndScales(p, first, count, index);
    const shift = (<usize>index) << 2;
    const raw = v128.load(rows.raws + shift);
    const scale = v128.load(rows.fours, 16);
    const deviation = deviationOf(raw);
    const inverse = f32x4.div(f32x4.splat(1), deviation);
    const z = f32x4.mul(f32x4.sub(v128.load(rows.fours), v128.load(rows.means + shift)), inverse);
    const square = f32x4.mul(z, z);
    const scaled = f32x4.mul(scale, inverse);
    v128.store(rows.meanSlopes + shift, f32x4.neg(f32x4.mul(z, scaled)));
    const byDeviation = f32x4.mul(scaled, f32x4.sub(f32x4.splat(1), square));
    v128.store(rows.rawSlopes + shift, f32x4.mul(byDeviation, deviationSlope(raw)));
    const half = f32x4.mul(f32x4.splat(0.5), square);
    const nats = f32x4.add(f32x4.add(logOf(deviation), f32x4.splat(NORMAL)), half);
    const lost = f32x4.mul(scale, nats);
    loss += <f64>f32x4.extract_lane(lost, 0);
    loss += <f64>f32x4.extract_lane(lost, 1);
    loss += <f64>f32x4.extract_lane(lost, 2);
    loss += <f64>f32x4.extract_lane(lost, 3);
  }
  return loss;
}

import type { NetworkShape, NormShape } from '../networkShape.ts';
import { apply, applyBack } from './shaderPrelude.ts';

/**
 * Each target of each problem, one workgroup of r invocations for each: what it reads from its context, its predicted
 * gain and loss, and the way back as far as the attention.
 */
export const predictTargets = (shape: NetworkShape): string => `
${normalisation(shape)}

@compute @workgroup_size(R)
fn predictTargets(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) id: u32) {
  let row = group.x;
  let at = row * TARGET_SIZE;
  var place = 0u;
  while (place + 1u < batch.count && batch.starts[place + 1u] <= row) {
    place++;
  }
  let problem = problemOf(place);
  let own = problem.z + row - batch.starts[place];
  let asking = tables[own];
  let head = id / SIZE;
${attention}
${forwards(shape)}
${loss}
${backwards(shape)}
}
`;

/** A row to mean 0 and variance 1 (ε as in PyTorch), and back. */
const normalisation = ({ width }: NetworkShape): string => `
struct Unit { value: f32, scale: f32 }

fn unitOf(id: u32, value: f32) -> Unit {
  show(id, value);
  let centred = value - shownTotal(R) / ${width}.0;
  show(id, centred * centred);
  let scale = inverseSqrt(shownTotal(R) / ${width}.0 + 1e-5);
  return Unit(centred * scale, scale);
}

fn unitBack(id: u32, unit: Unit, slope: f32) -> f32 {
  show(id, slope);
  let mean = shownTotal(R) / ${width}.0;
  show(id, slope * unit.value);
  return unit.scale * (slope - mean - unit.value * shownTotal(R) / ${width}.0);
}
`;

const attention = `
  var top = -3.0e38;
  for (var index = 0u; index < problem.y; index++) {
    top = max(top, logitOf(asking, tables[problem.x + index], head));
  }
  var total = 0.0;
  var read = 0.0;
  for (var index = 0u; index < problem.y; index++) {
    let answering = tables[problem.x + index];
    let raised = exp(logitOf(asking, answering, head) - top);
    total += raised;
    read += raised * points[answering * POINT_SIZE + P_values + id];
  }
  let attended = read / total;`;

const scaled = ({ gain, shift }: NormShape, unit: string): string =>
  `weights[${shift}u + id] + weights[${gain}u + id] * ${unit}.value`;

const forwards = ({ attendedNorm, mixedNorm, mixer, resizer, decoder }: NetworkShape): string => `
  let encoded = points[asking * POINT_SIZE + P_encoded + id];
  let firstUnit = unitOf(id, attended + encoded);
  let first = ${scaled(attendedNorm, 'firstUnit')};
  show(id, first);
  let mixed = max(${apply(mixer[0]!, 'id')}, 0.0);
  show(id, mixed);
  let secondUnit = unitOf(id, first + ${apply(mixer[1]!, 'id')});
  let second = ${scaled(mixedNorm, 'secondUnit')};
  show(id, second);
  let resized = max(${apply(resizer[0]!, 'id')}, 0.0);
  show(id, resized);
  let joined = max(encoded + ${apply(resizer[1]!, 'id')}, 0.0);
  show(id, joined);
${[0, 1, 2, 3]
  .map(
    (layer) => `  let decoded${layer} = max(${apply(decoder[layer]!, 'id')}, 0.0);
  show(id, decoded${layer});`,
  )
  .join('\n')}
  let mean = ${apply(decoder[4]!, '0u')};
  let raw = ${apply(decoder[4]!, '1u')};`;

/** -ln N(y; mean, 0.01 + 0.99 softplus(raw)), weighed so that targets of a problem and problems of a batch count alike. */
const loss = `
  let small = exp(-abs(raw));
  let sigma = 0.01 + 0.99 * (max(raw, 0.0) + select(log(1.0 + small), small - 0.5 * small * small, small < 1e-3));
  let z = (gains[own - batch.gainsFrom] - mean) / sigma;
  let share = 1.0 / (f32(problem.w) * f32(batch.count));
  let loss = share * (log(sigma) + 0.9189385332046727 + 0.5 * z * z);
  let byMean = -share * z / sigma;
  let logistic = select(small, 1.0, raw >= 0.0) / (1.0 + small);
  let byRaw = share * (1.0 - z * z) / sigma * 0.99 * logistic;`;

const backwards = (shape: NetworkShape): string => {
  const { attendedNorm, mixedNorm, mixer, resizer, decoder } = shape;
  const last = decoder[4]!.weight;
  const mask = (slope: string, by: string): string => `select(0.0, ${slope}, ${by} > 0.0)`;
  return `
  let back3 = weights[${last}u + id] * byMean + weights[${last}u + R + id] * byRaw;
  let byDecoded3 = ${mask('back3', 'decoded3')};
  show(id, byDecoded3);
  let byDecoded2 = ${mask(applyBack(decoder[3]!, 'id'), 'decoded2')};
  show(id, byDecoded2);
  let byDecoded1 = ${mask(applyBack(decoder[2]!, 'id'), 'decoded1')};
  show(id, byDecoded1);
  let byDecoded0 = ${mask(applyBack(decoder[1]!, 'id'), 'decoded0')};
  show(id, byDecoded0);
  let byJoined = ${mask(applyBack(decoder[0]!, 'id'), 'joined')};
  show(id, byJoined);
  let byResized = ${mask(applyBack(resizer[1]!, 'id'), 'resized')};
  show(id, byResized);
  let bySecond = ${applyBack(resizer[0]!, 'id')};
  let byMixer = unitBack(id, secondUnit, bySecond * weights[${mixedNorm.gain}u + id]);
  show(id, byMixer);
  let byMixed = ${mask(applyBack(mixer[1]!, 'id'), 'mixed')};
  show(id, byMixed);
  let byFirst = byMixer + ${applyBack(mixer[0]!, 'id')};
  let byAttended = unitBack(id, firstUnit, byFirst * weights[${attendedNorm.gain}u + id]);
  show(id, byAttended * attended);
  if (id % SIZE == 0u) {
    var meanSlope = 0.0;
    for (var index = 0u; index < SIZE; index++) {
      meanSlope += lane[id + index];
    }
    targets[at + T_top + head] = top;
    targets[at + T_total + head] = total;
    targets[at + T_meanSlope + head] = meanSlope;
  }
  if (id == 0u) {
    targets[at + T_loss] = loss;
    targets[at + T_byOutput] = byMean;
    targets[at + T_byOutput + 1u] = byRaw;
  }
  targets[at + T_firstUnit + id] = firstUnit.value;
  targets[at + T_secondUnit + id] = secondUnit.value;
  targets[at + T_byEncoded + id] = byAttended + byJoined;
${keptValues.map((name) => `  targets[at + T_${name} + id] = ${name};`).join('\n')}`;
};

const keptValues = [
  ...['first', 'mixed', 'second', 'resized', 'joined', 'decoded0', 'decoded1', 'decoded2', 'decoded3'],
  ...['byAttended', 'byFirst', 'byMixed', 'byMixer', 'bySecond', 'byResized', 'byJoined'],
  ...['byDecoded0', 'byDecoded1', 'byDecoded2', 'byDecoded3'],
];

import { ADAM } from '../adam.ts';
import { float } from './shaderPrelude.ts';

/** Invocations of a workgroup here, one for each parameter. */
export const PARAMETERS_A_GROUP = 64;

/** The gradients in parts, then Adam on their sums; of the loss as well, which comes last. */
export const adamShaders = (): string => `
@compute @workgroup_size(${PARAMETERS_A_GROUP})
fn sumGradients(@builtin(global_invocation_id) id: vec3u) {
  if (id.x > COUNT) {
    return;
  }
  let input = plan[PLAN_WORDS * id.x];
  let slope = plan[PLAN_WORDS * id.x + 1u];
  var sum = 0.0;
  if ((slope & OF_TARGETS) != 0u) {
    let part = (batch.rows + CHUNKS - 1u) / CHUNKS;
    let place = slope ^ OF_TARGETS;
    for (var row = id.y * part; row < min((id.y + 1u) * part, batch.rows); row++) {
      let at = row * TARGET_SIZE;
      sum += targets[at + place] * (select(targets[at + min(input, TARGET_SIZE)], 1.0, input == NO_INPUT));
    }
  } else {
    let part = (batch.points + CHUNKS - 1u) / CHUNKS;
    for (var row = id.y * part; row < min((id.y + 1u) * part, batch.points); row++) {
      let at = row * POINT_SIZE;
      sum += points[at + slope] * (select(points[at + min(input, POINT_SIZE)], 1.0, input == NO_INPUT));
    }
  }
  partials[id.y * (COUNT + 1u) + id.x] = sum;
}

@compute @workgroup_size(${PARAMETERS_A_GROUP})
fn stepParameters(@builtin(global_invocation_id) id: vec3u) {
  if (id.x > COUNT) {
    return;
  }
  var gradient = 0.0;
  for (var chunk = 0u; chunk < CHUNKS; chunk++) {
    gradient += partials[chunk * (COUNT + 1u) + id.x];
  }
  if (id.x == COUNT) {
    weights[LOSSES + batch.step] = gradient;
    return;
  }
  let first = ${float(ADAM.decay1)} * weights[FIRST_MOMENTS + id.x] + ${1 - ADAM.decay1} * gradient;
  let second = ${float(ADAM.decay2)} * weights[SECOND_MOMENTS + id.x] + ${1 - ADAM.decay2} * gradient * gradient;
  weights[FIRST_MOMENTS + id.x] = first;
  weights[SECOND_MOMENTS + id.x] = second;
  let value = weights[id.x] - batch.rate * first / (sqrt(second / batch.bias2) + ${ADAM.guard});
  weights[id.x] = value;
  weights[TURNED + plan[PLAN_WORDS * id.x + 2u]] = value;
}
`;

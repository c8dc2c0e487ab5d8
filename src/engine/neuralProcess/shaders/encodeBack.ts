import type { NetworkShape } from '../networkShape.ts';
import { applyBack } from './shaderPrelude.ts';

/**
 * The way back through what depends on points alone, one workgroup for each point: what it asked as a target and answered
 * as context, over all problems of the batch, then the encoders. Its invocations share the others of a problem in slices.
 */
export const encodeBack = (shape: NetworkShape): string => `
// Sum over the slices of a column.
fn sliceTotal(id: u32, value: f32) -> f32 {
  show(id, value);
  var sum = 0.0;
  for (var slice = 0u; slice < SLICES; slice++) {
    sum += lane[slice * R + id % R];
  }
  return sum;
}

// How much a target looks at a context point with one head, and the slope by their product.
struct Look { share: f32, byProduct: f32 }

fn lookOf(row: u32, asking: u32, answering: u32, head: u32) -> Look {
  let at = row * TARGET_SIZE;
  let raised = exp(logitOf(asking, answering, head) - targets[at + T_top + head]);
  let share = raised / targets[at + T_total + head];
  let v = answering * POINT_SIZE + P_values + head * SIZE;
  let slopes = at + T_byAttended + head * SIZE;
  var byShare = -targets[at + T_meanSlope + head];
  for (var index = 0u; index < SIZE; index++) {
    byShare += targets[slopes + index] * points[v + index];
  }
  return Look(share, share * byShare * ${1 / Math.sqrt(shape.width / shape.heads)});
}

@compute @workgroup_size(SLICES * R)
fn encodeBack(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) id: u32) {
  let own = group.x;
  let at = own * POINT_SIZE;
  let column = id % R;
  let slice = id / R;
  let head = column / SIZE;
${attentionBack}
${encodersBack(shape)}
}
`;

/** A point's role in a problem: 0 none, 1 context, else its number among the targets and 2. */
const attentionBack = `
  var byTarget = 0.0;
  var queryPart = 0.0;
  var keyPart = 0.0;
  var valuePart = 0.0;
  for (var place = 0u; place < batch.count; place++) {
    let role = tables[batch.rolesFrom + batch.problems[place] * batch.points + own];
    let problem = problemOf(place);
    if (role == 1u) {
      for (var index = slice; index < problem.w; index += SLICES) {
        let row = batch.starts[place] + index;
        let asking = tables[problem.z + index];
        let look = lookOf(row, asking, own, head);
        valuePart += look.share * targets[row * TARGET_SIZE + T_byAttended + column];
        keyPart += look.byProduct * points[asking * POINT_SIZE + P_queries + column];
      }
    } else if (role > 1u) {
      let row = batch.starts[place] + role - 2u;
      if (slice == 0u) {
        byTarget += targets[row * TARGET_SIZE + T_byEncoded + column];
      }
      for (var index = slice; index < problem.y; index += SLICES) {
        let answering = tables[problem.x + index];
        let look = lookOf(row, own, answering, head);
        queryPart += look.byProduct * points[answering * POINT_SIZE + P_keys + column];
      }
    }
  }`;

const encodersBack = ({ point, label, value, keys, queries, values }: NetworkShape): string => `
  let byQueries = sliceTotal(id, queryPart);
  let byKeys = sliceTotal(id, keyPart);
  let byValues = sliceTotal(id, valuePart);
  var byEncoded = sliceTotal(id, byTarget);
  show(id, byValues);
  let wideColumn = id % WIDE;
  let byRepresented = ${applyBack(values, 'column')};
  show(id, byRepresented);
  let byWider = select(0.0, ${applyBack(value[2]!, 'wideColumn')}, points[at + P_wider + wideColumn] > 0.0);
  show(id, byWider);
  let byWide = select(0.0, ${applyBack(value[1]!, 'wideColumn')}, points[at + P_wide + wideColumn] > 0.0);
  show(id, byWide);
  let byJoined = select(0.0, ${applyBack(value[0]!, 'column')}, points[at + P_joined + column] > 0.0);
  show(id, byJoined);
  let byLabel = select(0.0, ${applyBack(label[1]!, '0u')}, points[at + P_label] > 0.0);
  byEncoded += byJoined;
  show(id, byQueries);
  byEncoded += ${applyBack(queries, 'column')};
  show(id, byKeys);
  byEncoded += ${applyBack(keys, 'column')};
  show(id, byEncoded);
  let byHidden = select(0.0, ${applyBack(point[1]!, 'column')}, points[at + P_hidden + column] > 0.0);
  if (id == 0u) {
    points[at + P_byLabel] = byLabel;
  }
  if (id < R) {
${['byHidden', 'byEncoded', 'byJoined', 'byRepresented', 'byKeys', 'byQueries', 'byValues']
  .map((name) => `    points[at + P_${name} + id] = ${name};`)
  .join('\n')}
  }
  if (id < WIDE) {
    points[at + P_byWide + id] = byWide;
    points[at + P_byWider + id] = byWider;
  }`;

import type { NetworkShape } from '../networkShape.ts';
import { apply } from './shaderPrelude.ts';

/** What depends on points alone, one workgroup of 2r invocations for each: encodings, keys, queries and values. */
export const encodePoints = ({ point, label, value, keys, queries, values }: NetworkShape): string => `
@compute @workgroup_size(WIDE)
fn encodePoints(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) id: u32) {
  let at = group.x * POINT_SIZE;
  let column = id % R;
  var sum = weights[${point[0]!.bias!}u + column];
  for (var feature = 0u; feature < FEATURES; feature++) {
    sum += weights[TURNED + ${point[0]!.weight}u + feature * R + column] * points[at + P_x + feature];
  }
  let hidden = max(sum, 0.0);
  show(id, hidden);
  let encoded = ${apply(point[1]!, 'column')};
  let label = max(weights[${label[0]!.bias!}] + weights[${label[0]!.weight}] * points[at + P_known], 0.0);
  let labeled = weights[${label[1]!.bias!}u + column] + weights[${label[1]!.weight}u + column] * label;
  let joined = max(encoded + labeled, 0.0);
  show(id, encoded);
  let key = ${apply(keys, 'column')};
  let query = ${apply(queries, 'column')};
  show(id, joined);
  let wide = max(${apply(value[0]!, 'id')}, 0.0);
  show(id, wide);
  let wider = max(${apply(value[1]!, 'id')}, 0.0);
  show(id, wider);
  let represented = ${apply(value[2]!, 'column')};
  show(id, represented);
  let answer = ${apply(values, 'column')};
  points[at + P_wide + id] = wide;
  points[at + P_wider + id] = wider;
  if (id == 0u) {
    points[at + P_label] = label;
  }
  if (id < R) {
    points[at + P_hidden + id] = hidden;
    points[at + P_encoded + id] = encoded;
    points[at + P_joined + id] = joined;
    points[at + P_represented + id] = represented;
    points[at + P_keys + id] = key;
    points[at + P_queries + id] = query;
    points[at + P_values + id] = answer;
  }
}
`;

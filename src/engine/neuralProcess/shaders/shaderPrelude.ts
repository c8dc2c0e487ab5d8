import { BATCH } from '../batches.ts';
import type { LinearShape, NetworkShape } from '../networkShape.ts';
import { NO_INPUT, OF_TARGETS, PLAN_WORDS } from './gradientPlan.ts';
import { pointRecord, targetRecord } from './records.ts';

/** Parts in which a gradient is summed: a sum's order, and so its bits, do not depend on the device's size. */
export const CHUNKS = 32;
/** Invocations that work through the others of one point side by side. */
export const SLICES = 8;

/** Constants, buffers and the products that all shaders use. */
export const shaderPrelude = (shape: NetworkShape): string =>
  [shapeConstants(shape), buffers(shape), products, lookups(shape)].join('\n');

const shapeConstants = (shape: NetworkShape): string => `
${constants({
  FEATURES: shape.features,
  R: shape.width,
  WIDE: 2 * shape.width,
  SIZE: shape.width / shape.heads,
  COUNT: shape.count,
  TURNED: shape.count,
  FIRST_MOMENTS: 2 * shape.count,
  SECOND_MOMENTS: 3 * shape.count,
  LOSSES: 4 * shape.count,
  CHUNKS,
  SLICES,
  PLAN_WORDS,
  NO_INPUT,
  OF_TARGETS,
})}
${fieldConstants('P', pointRecord(shape))}
${fieldConstants('T', targetRecord(shape))}
`;

const buffers = ({ width }: NetworkShape): string => `
// As stepRecords.ts writes it. Gains begin with the target at gainsFrom of the tables.
struct Batch {
  count: u32, rows: u32, step: u32, rate: f32,
  bias2: f32, points: u32, gainsFrom: u32, rolesFrom: u32,
  problems: array<u32, ${BATCH}>,
  starts: array<u32, ${BATCH + 1}>,
}

@group(0) @binding(0) var<storage, read> batch: Batch;
@group(0) @binding(1) var<storage, read> plan: array<u32>;
@group(0) @binding(2) var<storage, read> tables: array<u32>;
@group(0) @binding(3) var<storage, read> gains: array<f32>;
// Parameters, the same turned, both moments, a loss for each step.
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> points: array<f32>;
@group(0) @binding(6) var<storage, read_write> targets: array<f32>;
@group(0) @binding(7) var<storage, read_write> partials: array<f32>;

var<workgroup> lane: array<f32, ${SLICES * width}>;
`;

const products = `
// Shows a value to the whole workgroup.
fn show(id: u32, value: f32) {
  workgroupBarrier();
  lane[id] = value;
  workgroupBarrier();
}

// One output of W x, where x was shown.
fn product(weight: u32, inputs: u32, outputs: u32, output: u32) -> f32 {
  var sum = 0.0;
  for (var index = 0u; index < inputs; index++) {
    sum += weights[TURNED + weight + index * outputs + output] * lane[index];
  }
  return sum;
}

// One input's slope, W' s, where the outputs' slopes s were shown.
fn turnedProduct(weight: u32, inputs: u32, outputs: u32, input: u32) -> f32 {
  var sum = 0.0;
  for (var output = 0u; output < outputs; output++) {
    sum += weights[weight + output * inputs + input] * lane[output];
  }
  return sum;
}

fn shownTotal(count: u32) -> f32 {
  var sum = 0.0;
  for (var index = 0u; index < count; index++) {
    sum += lane[index];
  }
  return sum;
}
`;

const lookups = ({ width, heads }: NetworkShape): string => `
// Where a problem's context and targets lie: [first context, contexts, first target, targets].
fn problemOf(place: u32) -> vec4u {
  let at = 4u * batch.problems[place];
  return vec4u(tables[at], tables[at + 1u], tables[at + 2u], tables[at + 3u]);
}

// A column's head's logit q k / sqrt(size), for a target's point and a context point.
fn logitOf(asking: u32, answering: u32, head: u32) -> f32 {
  let q = asking * POINT_SIZE + P_queries + head * SIZE;
  let k = answering * POINT_SIZE + P_keys + head * SIZE;
  var sum = 0.0;
  for (var index = 0u; index < SIZE; index++) {
    sum += points[q + index] * points[k + index];
  }
  return sum * ${float(1 / Math.sqrt(width / heads))};
}
`;

const constants = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `const ${name} = ${value}u;`)
    .join('\n');

const fieldConstants = (
  letter: 'P' | 'T',
  { size, at }: { readonly size: number; readonly at: Readonly<Record<string, number>> },
): string =>
  constants({
    [letter === 'P' ? 'POINT_SIZE' : 'TARGET_SIZE']: size,
    ...Object.fromEntries(Object.entries(at).map(([field, place]) => [`${letter}_${field}`, place])),
  });

/** A WGSL literal that stays a float. */
export const float = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `b[unit] + W x`, where x was shown. */
export const apply = ({ inputs, outputs, weight, bias }: LinearShape, unit: string): string =>
  `${bias === null ? '' : `weights[${bias}u + ${unit}] + `}product(${weight}u, ${inputs}u, ${outputs}u, ${unit})`;

/** Slope by input `unit`, where the slopes by the outputs were shown. */
export const applyBack = ({ inputs, outputs, weight }: LinearShape, unit: string): string =>
  `turnedProduct(${weight}u, ${inputs}u, ${outputs}u, ${unit})`;

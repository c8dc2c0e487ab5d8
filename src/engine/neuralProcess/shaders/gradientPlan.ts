import type { LinearShape, NetworkShape, NormShape } from '../networkShape.ts';
import { pointRecord, targetRecord } from './records.ts';

/** Words of the plan for each parameter. */
export const PLAN_WORDS = 3;
/** In place of an input: the factor is 1. */
export const NO_INPUT = 0xffff_ffff;
/** Set in the place of a slope that lies in the targets' records; the others lie in the points'. */
export const OF_TARGETS = 0x8000_0000;

/**
 * How each parameter's gradient comes about: it is the sum over records of input times slope, of which this table gives
 * the places, and then where the parameter lies among the turned weights (inputs x outputs), from which layers read
 * forwards. One more entry, after the last parameter, sums up the loss.
 */
export function gradientPlan(shape: NetworkShape): Uint32Array<ArrayBuffer> {
  const plan = new Uint32Array(PLAN_WORDS * (shape.count + 1));
  const point = pointRecord(shape).at;
  const target = targetRecord(shape).at;
  const set = (parameter: number, words: readonly number[]): void => plan.set(words, PLAN_WORDS * parameter);
  const linear = ({ inputs, outputs, weight, bias }: LinearShape, input: number, slope: number): void => {
    for (let output = 0; output < outputs; output++) {
      const by = slope + output;
      if (bias !== null) set(bias + output, [NO_INPUT, by, bias + output]);
      for (let index = 0; index < inputs; index++) {
        set(weight + output * inputs + index, [input + index, by, weight + index * outputs + output]);
      }
    }
  };
  const norm = ({ size, gain, shift }: NormShape, unit: number, slope: number): void => {
    for (let column = 0; column < size; column++) {
      const by = OF_TARGETS + slope + column;
      set(gain + column, [unit + column, by, gain + column]);
      set(shift + column, [NO_INPUT, by, shift + column]);
    }
  };
  for (const [layer, input, slope] of pointLayers(shape)) linear(layer, point[input], point[slope]);
  for (const [layer, input, slope] of targetLayers(shape)) {
    linear(layer, target[input], OF_TARGETS + target[slope]);
  }
  norm(shape.attendedNorm, target.firstUnit, target.byFirst);
  norm(shape.mixedNorm, target.secondUnit, target.bySecond);
  set(shape.count, [NO_INPUT, OF_TARGETS + target.loss, shape.count]);
  return plan;
}

type PointField = keyof ReturnType<typeof pointRecord>['at'];
type TargetField = keyof ReturnType<typeof targetRecord>['at'];

/** Each layer with the fields of its input and of the slopes by its output. */
function pointLayers(shape: NetworkShape): readonly (readonly [LinearShape, PointField, PointField])[] {
  const { point, label, value, keys, queries, values } = shape;
  return [
    [point[0]!, 'x', 'byHidden'],
    [point[1]!, 'hidden', 'byEncoded'],
    [label[0]!, 'known', 'byLabel'],
    [label[1]!, 'label', 'byJoined'],
    [value[0]!, 'joined', 'byWide'],
    [value[1]!, 'wide', 'byWider'],
    [value[2]!, 'wider', 'byRepresented'],
    [keys, 'encoded', 'byKeys'],
    [queries, 'encoded', 'byQueries'],
    [values, 'represented', 'byValues'],
  ];
}

function targetLayers(shape: NetworkShape): readonly (readonly [LinearShape, TargetField, TargetField])[] {
  const { mixer, resizer, decoder } = shape;
  return [
    [mixer[0]!, 'first', 'byMixed'],
    [mixer[1]!, 'mixed', 'byMixer'],
    [resizer[0]!, 'second', 'byResized'],
    [resizer[1]!, 'resized', 'byJoined'],
    [decoder[0]!, 'joined', 'byDecoded0'],
    [decoder[1]!, 'decoded0', 'byDecoded1'],
    [decoder[2]!, 'decoded1', 'byDecoded2'],
    [decoder[3]!, 'decoded2', 'byDecoded3'],
    [decoder[4]!, 'decoded3', 'byOutput'],
  ];
}

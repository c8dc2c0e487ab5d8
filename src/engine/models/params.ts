import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from './classifier.ts';

/**
 * `values` with every default filled in. Throws RangeError naming the parameter when one is unknown, of the wrong type
 * or out of range.
 */
export function resolveParams(infos: readonly ParamInfo[], values: ParamValues): ParamValues {
  const known = new Set(infos.map((info) => info.name));
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown !== undefined) {
    const names = infos.map((info) => info.name).join(', ');
    throw new RangeError(
      `Unknown parameter "${unknown}"; expected ${names === '' ? 'none' : `one of: ${names}`}.`,
    );
  }
  return Object.fromEntries(
    infos.map((info) => {
      const value = Object.hasOwn(values, info.name) ? values[info.name]! : info.default;
      checkParam(info, value);
      return [info.name, value];
    }),
  );
}

/** The number `name` of `values`, or its default. Throws RangeError as `resolveParams` does. */
export function numberParam(infos: readonly ParamInfo[], values: ParamValues, name: string): number {
  const value = resolveParams(infos, values)[name];
  if (typeof value !== 'number') throw new RangeError(`Parameter "${name}" is not a number.`);
  return value;
}

function checkParam(info: ParamInfo, value: number | string | boolean): void {
  const { name, kind, minimum = -Infinity, maximum = Infinity, choices } = info;
  if (typeof value !== kind) {
    throw new RangeError(`Parameter "${name}" must be a ${kind}, not ${JSON.stringify(value)}.`);
  }
  if (typeof value === 'number' && !(value >= minimum && value <= maximum)) {
    throw new RangeError(`Parameter "${name}" must be from ${minimum} to ${maximum}, not ${value}.`);
  }
  if (choices !== undefined && !choices.includes(String(value))) {
    throw new RangeError(`Parameter "${name}" must be one of ${choices.join(', ')}, not ${String(value)}.`);
  }
}

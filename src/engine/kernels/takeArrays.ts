import type { Kernels } from './kernels.ts';

/** Float64 arrays in the kernels' memory, by name. */
export interface TakenArrays<Name extends string> {
  /** Byte offsets; 0, which the kernels take for "none", for an empty array. */
  readonly at: Readonly<Record<Name, number>>;
  readonly values: Readonly<Record<Name, Float64Array>>;
}

export function takeArrays<Name extends string>(
  kernels: Kernels,
  lengths: Readonly<Record<Name, number>>,
): TakenArrays<Name> {
  const at: Record<string, number> = {};
  const values: Record<string, Float64Array> = {};
  for (const [name, length] of Object.entries<number>(lengths)) {
    const array = kernels.float64(length);
    at[name] = length > 0 ? array.at : 0;
    values[name] = array.values;
  }
  return { at: at as Record<Name, number>, values: values as Record<Name, Float64Array> };
}

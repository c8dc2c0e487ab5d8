import { dispose, tensor, tidy, variable } from '@tensorflow/tfjs-core';
import { isTrained, parameterPlaces } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import { cutParameters } from './networkLayers.ts';
import type { TrainedParameter } from './optimizers.ts';

/** An array of parameters that can be changed. */
export interface OpenParameter extends TrainedParameter {
  readonly isTrained: boolean;
}

/** The arrays of a network in the order of `parameterPlaces`; where memory ends in the midst of them none is left. */
export function openParameters(spec: NetworkSpec, start: Float32Array): readonly OpenParameter[] {
  const places = parameterPlaces(spec);
  const opened: OpenParameter[] = [];
  try {
    for (const [index, { shape, values }] of cutParameters(spec, start).entries()) {
      const { kind } = places[index]!;
      const value = tidy(() => variable(tensor(values, shape)));
      opened.push({ kind, value, isTrained: isTrained({ kind }) });
    }
    return opened;
  } catch (error) {
    dispose(opened.map(({ value }) => value));
    throw error;
  }
}

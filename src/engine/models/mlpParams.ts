import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from './classifier.ts';
import { resolveParams } from './params.ts';
import { numberParam, trainingParams, trainingSettings } from './trainingParams.ts';
import type { TrainingSettings } from './trainingParams.ts';

export interface MlpSettings extends TrainingSettings {
  readonly hidden: readonly number[];
  readonly dropout: number;
}

export const mlpParams: readonly ParamInfo[] = [
  numberParam('layers', 'Hidden layers.', [1, 1, 6]),
  numberParam('width', 'Units of each hidden layer.', [64, 1, 2048]),
  ...trainingParams,
];

/** Throws RangeError naming the parameter that is unknown, of the wrong type or out of range. */
export function mlpSettings(values: ParamValues): MlpSettings {
  const params = resolveParams(mlpParams, values);
  const width = Math.round(Number(params['width']));
  return {
    hidden: new Array<number>(Math.round(Number(params['layers']))).fill(width),
    dropout: Number(params['dropout']),
    ...trainingSettings(params),
  };
}

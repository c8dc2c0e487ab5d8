import * as v from 'valibot';
import { strategiesQuestion } from '../../protocol/inspectorStrategies.ts';
import type { StrategiesParams } from '../../protocol/inspectorStrategies.ts';
import { strategiesParam } from './commonParams.ts';

export const strategiesCheck = {
  question: strategiesQuestion,
  params: v.strictObject({
    strategies: strategiesParam,
    top: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000)),
  }) satisfies v.GenericSchema<unknown, StrategiesParams>,
};

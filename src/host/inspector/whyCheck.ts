import * as v from 'valibot';
import { placesQuestion, whyQuestion } from '../../protocol/inspectorWhy.ts';
import type { PlacesParams, WhyParams } from '../../protocol/inspectorWhy.ts';
import { rowParam, strategiesParam } from './commonParams.ts';

export const whyCheck = {
  question: whyQuestion,
  params: v.strictObject({ row: v.nullable(rowParam) }) satisfies v.GenericSchema<unknown, WhyParams>,
};

export const placesCheck = {
  question: placesQuestion,
  params: v.strictObject({ row: rowParam, strategies: strategiesParam }) satisfies v.GenericSchema<
    unknown,
    PlacesParams
  >,
};

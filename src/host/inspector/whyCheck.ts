import * as v from 'valibot';
import { whyQuestion } from '../../protocol/inspectorWhy.ts';
import type { WhyParams } from '../../protocol/inspectorWhy.ts';
import { rowParam } from './rowParam.ts';

export const whyCheck = {
  question: whyQuestion,
  params: v.strictObject({ row: v.nullable(rowParam) }) satisfies v.GenericSchema<unknown, WhyParams>,
};

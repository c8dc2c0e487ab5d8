import * as v from 'valibot';
import { secondLookQuestion } from '../../protocol/inspectorSecondLook.ts';

export const secondLookCheck = {
  question: secondLookQuestion,
  params: v.strictObject({ revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
};

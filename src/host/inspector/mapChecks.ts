import * as v from 'valibot';
import {
  mapIdsQuestion,
  mapLabelsQuestion,
  mapPredictionsQuestion,
  mapScoresQuestion,
  pcaQuestion,
  umapQuestion,
} from '../../protocol/inspectorMap.ts';
import { noParams } from '../labelingMessages.ts';

/** What the map may ask. */
export const mapChecks = [
  { question: pcaQuestion, params: noParams },
  { question: umapQuestion, params: noParams },
  { question: mapIdsQuestion, params: noParams },
  { question: mapPredictionsQuestion, params: noParams },
  {
    question: mapLabelsQuestion,
    params: v.strictObject({ revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  },
  {
    question: mapScoresQuestion,
    params: v.strictObject({ strategy: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
  },
] as const;

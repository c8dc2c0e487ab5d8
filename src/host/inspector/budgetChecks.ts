import * as v from 'valibot';
import { forecastQuestion, stoppingQuestion } from '../../protocol/inspectorBudget.ts';

export const forecastCheck = { question: forecastQuestion, params: v.strictObject({}) };
export const stoppingCheck = { question: stoppingQuestion, params: v.strictObject({}) };

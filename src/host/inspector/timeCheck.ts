import { askedQuestion, gainsQuestion, historyQuestion } from '../../protocol/inspectorTime.ts';
import { noParams } from '../labelingMessages.ts';

export const timeChecks = [
  { question: historyQuestion, params: noParams },
  { question: askedQuestion, params: noParams },
  { question: gainsQuestion, params: noParams },
];

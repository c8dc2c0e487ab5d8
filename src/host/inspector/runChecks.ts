import { runBalanceQuestion, runHistoryQuestion, runPicksQuestion } from '../../protocol/inspectorRun.ts';
import { noParams } from '../labelingMessages.ts';

/** What is asked of runs alone. */
export const runChecks = [
  { question: runHistoryQuestion, params: noParams },
  { question: runBalanceQuestion, params: noParams },
  { question: runPicksQuestion, params: noParams },
];

import { stoppingAt } from '../../inspection/budget.ts';
import { stoppingQuestion } from '../../protocol/inspectorBudget.ts';
import { answering } from './inspection.ts';

/** What criteria for stopping say of the rounds up to the one that is shown. */
export const stoppingAnswer = answering(stoppingQuestion, (_params, { round, inspector, report, signal }) =>
  stoppingAt(inspector.project, round().record, {
    signal,
    onProgress: (fraction) => report('Fitting the models of past rounds again', fraction),
  }),
);

import { forecastFrom } from '../../inspection/budget.ts';
import { FORECAST_LEVEL, forecastQuestion } from '../../protocol/inspectorBudget.ts';
import { answering } from './inspection.ts';

/** How the project goes on from what the round knew. */
export const forecastAnswer = answering(forecastQuestion, (_params, { round, inspector, report, signal }) => {
  report('Measuring the learning curve', null);
  return forecastFrom(inspector.project, round().record, {
    level: FORECAST_LEVEL,
    signal,
    onProgress: (fraction) => report('Forecasting the learning curve', fraction),
  });
});

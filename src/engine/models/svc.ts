import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, LabeledPoint } from './classifier.ts';
import { fitSvc } from './fitSvc.ts';
import { plattProbabilities } from './plattProbabilities.ts';
import { svcParams, svcSettings } from './svcParams.ts';
import { withPoint } from './withPoint.ts';

/** Support-vector classifier; probabilities only by Platt scaling, which is off by default. */
export const svc: ClassifierDefinition = {
  id: 'svc',
  title: 'Support-vector classifier',
  description: 'A smooth boundary of any shape, drawn by the hardest items; no probabilities unless asked.',
  reference:
    'Cortes and Vapnik 1995; Chang and Lin 2011, LIBSVM (objective, one-vs-one), solved to a tight tolerance.',
  gives: ['decisionValues'],
  givesIf: { probabilities: 'probability' },
  params: svcParams,
  fit(training, params, signal) {
    const settings = svcSettings(params);
    const fitted = fitSvc(training, { ...settings, signal });
    const refit = (point: LabeledPoint, stop?: Cancellation) =>
      svc.fit(withPoint(training, point), params, stop);
    if (!settings.probability) return { ...fitted, refit };
    const probabilities = plattProbabilities(training, fitted, { ...settings, signal });
    return { ...fitted, refit, probabilities };
  },
};

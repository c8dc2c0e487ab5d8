import { deviationCoverage } from '../../engine/metrics/deviationCoverage.ts';
import { realisedGains } from '../../engine/metrics/realisedGain.ts';
import { resolveParams } from '../../engine/models/params.ts';
import { findModel } from '../../engine/models/registry.ts';
import { gatherRows } from '../../engine/numeric/gatherRows.ts';
import type { ClassifierDefinition, ParamValues } from '../../engine/models/classifier.ts';
import { rankCorrelation } from '../../engine/statistics/rankCorrelation.ts';
import type { RealisedGains, RealisedGainsRequest } from '../../protocol/gains.ts';
import { asBadInput } from '../asBadInput.ts';
import { progressReporter } from '../progressReporter.ts';
import type { TaskContext } from '../taskContext.ts';
import type { RealisedGainsTask } from '../taskRequests.ts';

/** Confidence of the correlation's interval. */
const LEVEL = 0.95;

/** What labels of a project gained in hindsight. */
export function gainsInHindsight(
  { request, matrix }: RealisedGainsTask,
  { connection, signal }: TaskContext,
): RealisedGains {
  const { labeledRows, labels, isRandom, classCount, asked, objective, operation } = request;
  const { model, params } = modelOf(request);
  const report = progressReporter(connection, operation);
  const { rows, columns, buffer } = matrix;
  const gains = realisedGains({
    training: {
      features: gatherRows({ rows, columns, data: new Float32Array(buffer) }, labeledRows),
      labels,
      classCount,
    },
    isRandom: Array.from(isRandom, (flag) => flag === 1),
    asked,
    objective,
    fit: (training) => model.fit(training, params, signal),
    signal,
    onProgress: (fraction) => report('Measuring gains:', fraction),
  });
  return { gains, ...compared(request.predicted, gains) };
}

/** Of the labels for which both are known. */
function compared(
  { mean, deviation }: RealisedGainsRequest['predicted'],
  gains: Float64Array,
): Pick<RealisedGains, 'correlation' | 'coverage'> {
  const isKnown = (_: number, index: number): boolean =>
    Number.isFinite(gains[index]) && Number.isFinite(mean[index]);
  const [predicted, deviations, realised] = [mean, deviation, gains].map((values) => values.filter(isKnown));
  return {
    correlation: rankCorrelation([...predicted!], [...realised!], LEVEL),
    coverage: deviationCoverage(predicted!, deviations!, realised!),
  };
}

function modelOf({ model: id, modelParams }: RealisedGainsTask['request']): {
  readonly model: ClassifierDefinition;
  readonly params: ParamValues;
} {
  return asBadInput(() => {
    const model = findModel(id);
    return { model, params: resolveParams(model.params, modelParams) };
  });
}

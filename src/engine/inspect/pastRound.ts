import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, FittedClassifier, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { predictRows } from '../models/predictRows.ts';
import { findModel } from '../models/registry.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { capabilitiesOf } from '../rounds/servedBy.ts';
import type { RoundInput } from '../rounds/proposeBatch.ts';

/** What a round's model was fitted to. */
export type RoundLabels = Pick<
  RoundInput,
  'features' | 'labeledRows' | 'labels' | 'classCount' | 'model' | 'modelParams'
>;

/** A round's task model, fitted again. */
export interface RoundModel {
  readonly definition: ClassifierDefinition;
  /** With every default filled in. */
  readonly params: ParamValues;
  readonly fitted: FittedClassifier;
  readonly givesProbabilities: boolean;
}

/**
 * The task model that the round fitted, or null where fewer than two classes were labeled. Throws RangeError for an
 * unknown model or parameter, CancelledError when the signal is aborted.
 */
export function fitRound(labels: RoundLabels, signal?: Cancellation): RoundModel | null {
  const definition = findModel(labels.model);
  const params = resolveParams(definition.params, labels.modelParams);
  if (new Set(labels.labels).size < 2) return null;
  const training = {
    features: gatherRows(labels.features, labels.labeledRows),
    labels: labels.labels,
    classCount: labels.classCount,
  };
  return {
    definition,
    params,
    fitted: definition.fit(training, params, signal),
    givesProbabilities: capabilitiesOf(definition, params).includes('probabilities'),
  };
}

/** What the model says about rows; `probabilities` is rows x classCount, null where it gives none. */
export interface RowPredictions {
  readonly predicted: Int32Array;
  readonly probabilities: Float64Array | null;
}

export function predictWith(
  { fitted, givesProbabilities }: RoundModel,
  features: DenseMatrix,
  rows: Int32Array,
): RowPredictions {
  return {
    predicted: predictRows(fitted, features, rows),
    probabilities: givesProbabilities ? scoreRows(fitted, features, rows) : null,
  };
}

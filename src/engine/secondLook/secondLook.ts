import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { createRng } from '../numeric/rng.ts';
import { capabilitiesOf } from '../rounds/servedBy.ts';
import { confidentLearning } from './confidentLearning.ts';
import type { LabelVerdict } from './confidentLearning.ts';
import { countForgetting } from './forgetting.ts';
import type { Forgetting } from './forgetting.ts';
import { nearDuplicates } from './nearDuplicates.ts';
import type { NearDuplicates } from './nearDuplicates.ts';

/** Of the two, the one that takes fewer right labels for wrong (docs/results.md). */
const RULE = 'both';

/** How much of the time goes into cross-validation, with networks (of which two more are trained) and without. */
const VALIDATION_SHARE = { networks: 0.6, others: 0.8 } as const;
/** How much until duplicates are looked for. */
const MODELS_SHARE = 0.8;

export interface SecondLookInput {
  readonly features: DenseMatrix;
  /** Length n, and the class of each. */
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  readonly classCount: number;
  readonly model: string;
  readonly modelParams: ParamValues;
  readonly seed: number;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface SecondLook {
  /** Null where too few labels were set, or the model gives no probabilities. */
  readonly verdict: LabelVerdict | null;
  /** Whether the model can give probabilities at all. */
  readonly givesProbabilities: boolean;
  readonly duplicates: NearDuplicates;
  /** Aligned with the labels. Null where the model is not trained by epochs, or there is no verdict. */
  readonly forgetting: Forgetting | null;
}

/**
 * Labels that deserve a second look: those that a model which did not see them finds improbable, and those that nearly
 * equal items contradict. A model that gives probabilities only when asked is asked. Of a network, also how often it forgot
 * each label while it learned them all. Throws RangeError for an unknown
 * model or parameter, CancelledError when the signal is aborted.
 */
export function secondLook(input: SecondLookInput): SecondLook {
  const { features, labeledRows, labels, classCount, signal, onProgress } = input;
  const rng = createRng(input.seed);
  const model = findModel(input.model);
  const params = withProbabilities(model, resolveParams(model.params, input.modelParams));
  const share = VALIDATION_SHARE[model.isNetwork === true ? 'networks' : 'others'];
  const verdict =
    params &&
    confidentLearning(
      {
        features,
        rows: labeledRows,
        labels,
        classCount,
        rule: RULE,
        fit: (training) => model.fit(training, params, signal),
        signal,
        onProgress: (fraction) => onProgress?.(share * fraction),
      },
      rng.fork('folds'),
    );
  const training = { features: gatherRows(features, labeledRows), labels, classCount };
  const forgetting =
    verdict && model.isNetwork === true
      ? countForgetting(model.fit(training, params, signal), training, rng.fork('forgetting'), signal)
      : null;
  const confidence = new Float64Array(labels.length).fill(NaN);
  verdict?.places.forEach((place, index) => (confidence[place] = verdict.confidence[index]!));
  const duplicates = nearDuplicates(
    {
      features,
      rows: labeledRows,
      labels,
      confidence,
      signal,
      onProgress: (fraction) => onProgress?.(MODELS_SHARE + (1 - MODELS_SHARE) * fraction),
    },
    rng.fork('duplicates'),
  );
  return { verdict, givesProbabilities: params !== null, duplicates, forgetting };
}

/** Null where the model gives none in any case. */
function withProbabilities(model: ClassifierDefinition, params: ParamValues): ParamValues | null {
  if (capabilitiesOf(model, params).includes('probabilities')) return params;
  const switched = model.givesIf?.probabilities;
  return switched === undefined ? null : { ...params, [switched]: true };
}

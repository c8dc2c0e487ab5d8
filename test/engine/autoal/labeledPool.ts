import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { scoreRows } from '../../../src/engine/models/scoreRows.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { gaussianClasses } from '../syntheticData.ts';

export interface LabeledPoolShape {
  readonly rows?: number;
  readonly labeled?: number;
  readonly columns?: number;
  readonly classCount?: number;
  readonly seed?: number;
}

/** Gaussian classes of which the first rows carry their labels, with a logistic regression of these. */
export function labeledPool(shape: LabeledPoolShape = {}): PoolView {
  const { rows = 160, labeled = 60, columns = 4, classCount = 3, seed = 1 } = shape;
  const { features, labels } = gaussianClasses(rows, columns, { classCount, seed });
  const labeledRows = Int32Array.from({ length: labeled }, (_, row) => row);
  const candidates = Int32Array.from({ length: rows - labeled }, (_, row) => labeled + row);
  const fit = (training: TrainingSet) => fitLogisticRegression(training);
  const known = labels.subarray(0, labeled);
  const model = fit({ features: gatherRows(features, labeledRows), labels: known, classCount });
  return {
    features,
    candidates,
    labeledRows,
    labels: known,
    classCount,
    model,
    fit,
    probabilities: scoreRows(model, features, candidates),
    batchSize: 5,
    params: {},
  };
}

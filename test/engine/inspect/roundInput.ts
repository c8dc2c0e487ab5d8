import type { RoundInput } from '../../../src/engine/rounds/proposeBatch.ts';
import { gaussianClasses } from '../syntheticData.ts';

/** A round by margin on Gaussian classes, the first `labeled` rows labeled. */
export function roundInput(rows: number, labeled: number, classCount: number): RoundInput {
  const { features, labels } = gaussianClasses(rows, 3, { classCount, seed: 4 });
  return {
    features: { ...features, data: Float32Array.from(features.data) },
    revision: 3,
    labeledRows: Int32Array.from({ length: labeled }, (_, index) => index),
    labels: labels.slice(0, labeled),
    classCount,
    eligibleRows: Int32Array.from({ length: rows - labeled }, (_, index) => index + labeled),
    model: 'logisticRegression',
    modelParams: {},
    strategy: 'margin',
    strategyParams: {},
    batchSize: 5,
    randomShare: 0.1,
    slots: 20,
    seed: 9,
  };
}

import type { FittedClassifier, TrainingSet } from '../../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { softmaxRow } from '../../../src/engine/numeric/softmaxRow.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { normalMatrix } from '../syntheticData.ts';

export interface PoolShape {
  readonly rows?: number;
  readonly labeled?: number;
  readonly classCount?: number;
  readonly seed?: number;
}

/** A random pool with all that a strategy may ask for; the labeled rows lie scattered among the candidates. */
export function randomPool({ rows = 40, labeled = 6, classCount = 3, seed = 1 }: PoolShape = {}): PoolView {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const isLabeled = (row: number) => row % 5 === 2 && row < labeled * 5;
  const candidates = all.filter((row) => !isLabeled(row));
  const labeledRows = all.filter(isLabeled);
  return withModel({
    features: normalMatrix(rows, 4, seed),
    candidates,
    labeledRows,
    labels: labeledRows.map((row) => row % classCount),
    classCount,
    probabilities: randomProbabilities(candidates.length, classCount, seed),
    decisionValues: randomProbabilities(candidates.length, classCount, seed + 1),
    params: {},
  });
}

/** The view with a logistic regression of its labels, where they hold two classes, and with the labels of all rows. */
export function withModel(given: PoolView): PoolView {
  const view = { ...given, ...knownOf(given), embeddings: given.features };
  const { features, labeledRows, labels, classCount } = view;
  if (new Set(labels).size < 2) return view;
  const fit = (training: TrainingSet) => fitLogisticRegression(training);
  const training = { features: gatherRows(features, labeledRows), labels, classCount };
  return { ...view, fit, model: { ...fit(training), ...epochsOf(training) } };
}

/** A regression whose penalty falls from epoch to epoch in place of a network that learns. */
function epochsOf(training: TrainingSet): Required<Pick<FittedClassifier, 'checkpoints' | 'lossPredictor'>> {
  const after = (epoch: number) => fitLogisticRegression(training, { c: 0.01 * 2 ** epoch });
  return {
    checkpoints: (count) => Array.from({ length: Math.min(10, count) }, (_, epoch) => after(epoch)),
    lossPredictor: () => {
      const model = after(3);
      return (features) => {
        const shares = model.probabilities(features);
        const rows = Array.from({ length: features.rows }, (_, row) =>
          shares.subarray(row * training.classCount, (row + 1) * training.classCount),
        );
        return Float64Array.from(rows, (row) => -Math.log(Math.max(...row)));
      };
    },
  };
}

type Known = Pick<PoolView, 'revealed' | 'reward' | 'retrained'>;

/** What an oracle may know: row i is of class i modulo the classes, and so are rows to score on. */
function knownOf({ features, classCount }: PoolView): Required<Known> {
  const classes = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row % classCount);
  const known = (seed: number) => ({
    features: normalMatrix(30, features.columns, seed),
    labels: classes(30),
  });
  const model = { id: 'logisticRegression', c: 1 } as const;
  return {
    revealed: { labels: classes(features.rows), test: known(71) },
    reward: known(72),
    retrained: model,
  };
}

export function randomProbabilities(rows: number, classCount: number, seed: number): Float64Array {
  const rng = createRng(seed);
  const logits = new Float64Array(rows * classCount).map(() => 2 * rng.normal());
  for (let row = 0; row < rows; row++) softmaxRow(logits, row, classCount);
  return logits;
}

/** A view of candidates with the given probabilities and nothing labeled. */
export function viewOfProbabilities(rows: readonly (readonly number[])[]): PoolView {
  return {
    features: normalMatrix(rows.length, 1, 1),
    candidates: Int32Array.from(rows.keys()),
    labeledRows: new Int32Array(0),
    labels: new Int32Array(0),
    classCount: rows[0]!.length,
    probabilities: Float64Array.from(rows.flat()),
    params: {},
  };
}

/** A view of given points without a model. */
export function viewOfPoints(
  features: DenseMatrix,
  labeledRows: readonly number[],
  candidates?: readonly number[],
): PoolView {
  const open = Array.from({ length: features.rows }, (_, row) => row).filter(
    (row) => !labeledRows.includes(row),
  );
  return {
    features,
    candidates: Int32Array.from(candidates ?? open),
    labeledRows: Int32Array.from(labeledRows),
    labels: new Int32Array(labeledRows.length),
    classCount: 2,
    params: {},
  };
}

import { classWeights } from '../metrics/classWeights.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { measureScaling, scaleFeatures } from '../numeric/scaling.ts';
import type { Normalisation } from '../numeric/scaling.ts';
import type { ExperimentSpec, Setting, SplitRecord } from '../../protocol/experiment.ts';
import type { DatasetRows, LabeledRows } from './datasetRows.ts';
import type { TestRows } from './evaluate.ts';
import { alternatingFactors } from './imbalance.ts';
import { keepRows, splitRows } from './splitRows.ts';
import type { Split, SplitPlan } from './splitRows.ts';

/** A split with its normalised features, ready to be simulated on. */
export interface PreparedSplit {
  /** Kept rows only, normalised. */
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  /** Row numbers into `features`. */
  readonly split: Omit<Split, 'test'>;
  readonly test: TestRows;
  /** The row of the data set for each row of `features`. */
  readonly rows: Int32Array;
  readonly record: SplitRecord;
}

export interface SplitRequest {
  readonly name: string;
  readonly setting: Setting;
  readonly normalise: Normalisation;
  readonly rng: Rng;
}

/** How the classes stand to each other in a setting. */
export function factorsOf(
  setting: Setting,
  classCount: number,
  { imbalanceFactor }: Pick<ExperimentSpec, 'imbalanceFactor'>,
): Float64Array {
  return alternatingFactors(classCount, setting === 'balanced' ? 1 : imbalanceFactor);
}

/** What `splitRows` needs to know of a data set in a setting. */
export function splitPlanOf(spec: ExperimentSpec, data: DatasetRows, setting: Setting): SplitPlan {
  const { initial, reward } = spec;
  const classCount = data.classes.length;
  const test = data.test === null ? spec.test : 0;
  return { classCount, factors: factorsOf(setting, classCount, spec), initial, reward, test };
}

/**
 * Draws a split and normalises its rows. As in Bakker et al. 2023's released code the means and deviations are those of
 * all kept rows, test rows included; with a test file, of the kept rows of the data file alone. Throws as `splitRows`.
 */
export function prepareSplit(
  data: DatasetRows,
  spec: ExperimentSpec,
  { name, setting, normalise, rng }: SplitRequest,
): PreparedSplit {
  const plan = splitPlanOf(spec, data, setting);
  const split = splitRows(data.labels, plan, rng);
  const parts = [split.labeled, split.pool, split.reward, split.test];
  const rows = Int32Array.from(parts.flatMap((part) => [...part])).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place] as const));
  const local = (part: Int32Array): Int32Array => part.map((row) => placeOf.get(row)!);
  const raw = gatherRows(data.features, rows);
  const scaling = measureScaling(raw, normalise);
  const features = scaleFeatures(raw, scaling);
  const labels = rows.map((row) => data.labels[row]!);
  const testRows = data.test === null ? split.test : keepRows(data.test.labels, plan, rng.fork('test file'));
  const own = data.test && scaleFeatures(gatherRows(data.test.features, testRows), scaling);
  const record = { labeled: split.labeled, pool: split.pool, reward: split.reward, test: testRows };
  return {
    features,
    labels,
    split: { labeled: local(split.labeled), pool: local(split.pool), reward: local(split.reward) },
    test: {
      features: own ?? gatherRows(features, local(split.test)),
      labels: labelsOf(data.test ?? data, testRows),
      classCount: plan.classCount,
      classWeights: classWeights(plan.factors),
    },
    rows,
    record: {
      name,
      labeled: [...record.labeled],
      pool: [...record.pool],
      reward: [...record.reward],
      test: [...record.test],
    },
  };
}

const labelsOf = ({ labels }: LabeledRows, rows: Int32Array): Int32Array => rows.map((row) => labels[row]!);

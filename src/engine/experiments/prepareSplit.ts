import { classWeights } from '../metrics/classWeights.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { measureScaling, scaleFeatures } from '../numeric/scaling.ts';
import type { Normalisation } from '../numeric/scaling.ts';
import type { ExperimentSpec, Setting, SplitRecord } from '../../protocol/experiment.ts';
import type { DatasetRows, LabeledRows } from './datasetRows.ts';
import type { TestRows } from './evaluate.ts';
import { splitRng } from './experimentJob.ts';
import type { ExperimentJob } from './experimentJob.ts';
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

/** Draws a split and arranges its rows. Throws as `splitRows`. */
export function prepareSplit(
  data: DatasetRows,
  spec: ExperimentSpec,
  { name, setting, normalise, rng }: SplitRequest,
): PreparedSplit {
  const plan = splitPlanOf(spec, data, setting);
  const split = splitRows(data.labels, plan, rng);
  const test = data.test === null ? split.test : keepRows(data.test.labels, plan, rng.fork('test file'));
  const { factors } = plan;
  return arrangeSplit(data, { ...split, test }, { name, normalise, factors });
}

/** The split that a job's seeds draw. Throws as `splitRows`. */
export function splitOfJob(job: ExperimentJob, data: DatasetRows, spec: ExperimentSpec): PreparedSplit {
  const { normalise } = spec.datasets.find(({ name }) => name === job.dataset)!;
  return prepareSplit(data, spec, {
    name: job.split,
    setting: job.setting,
    normalise,
    rng: splitRng(job, spec.splitBy),
  });
}

export interface SplitArrangement {
  readonly name: string;
  readonly normalise: Normalisation;
  /** Wanted proportions of the classes; what an item counts in the weighted accuracy follows from them. */
  readonly factors: Float64Array;
}

/**
 * Gathers the rows of a split and normalises them. As in Bakker et al. 2023's released code the means and deviations are
 * those of all rows of the split, test rows included; with a test file, of the rows of the data file alone.
 */
export function arrangeSplit(
  data: DatasetRows,
  split: Split,
  { name, normalise, factors }: SplitArrangement,
): PreparedSplit {
  const { labeled, pool, reward, test } = split;
  const parts = data.test === null ? [labeled, pool, reward, test] : [labeled, pool, reward];
  const rows = Int32Array.from(parts.flatMap((part) => [...part])).sort();
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place] as const));
  const local = (part: Int32Array): Int32Array => part.map((row) => placeOf.get(row)!);
  const raw = gatherRows(data.features, rows);
  const scaling = measureScaling(raw, normalise);
  const features = scaleFeatures(raw, scaling);
  const own = data.test && scaleFeatures(gatherRows(data.test.features, test), scaling);
  return {
    features,
    labels: labelsOf(data, rows),
    split: { labeled: local(labeled), pool: local(pool), reward: local(reward) },
    test: {
      features: own ?? gatherRows(features, local(test)),
      labels: labelsOf(data.test ?? data, test),
      classCount: factors.length,
      classWeights: classWeights(factors),
    },
    rows,
    record: { name, labeled: [...labeled], pool: [...pool], reward: [...reward], test: [...test] },
  };
}

const labelsOf = ({ labels }: LabeledRows, rows: Int32Array): Int32Array => rows.map((row) => labels[row]!);

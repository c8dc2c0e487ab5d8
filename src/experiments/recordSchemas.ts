import * as v from 'valibot';
import type { ResultsInfo, RunRecord, SplitRecord } from '../protocol/experiment.ts';

const numbers = v.array(v.number());
const numbersOrNull = v.array(v.nullable(v.number()));
const setting = v.picklist(['balanced', 'imbalanced', 'imbalancedWeighted']);
const params = v.record(v.string(), v.union([v.number(), v.string(), v.boolean()]));
const method = v.object({ id: v.string(), params, name: v.string() });

/** Content of a file in the folder `runs`. */
export const runSchema: v.GenericSchema<unknown, RunRecord> = v.object({
  id: v.string(),
  dataset: v.string(),
  setting,
  model: v.string(),
  strategy: v.string(),
  dataSeed: v.number(),
  seed: v.number(),
  split: v.string(),
  classes: v.array(v.string()),
  rareClasses: numbers,
  labeled: v.pipe(numbers, v.minLength(1)),
  picks: v.array(numbers),
  picksPerClass: numbers,
  scores: v.pipe(numbers, v.minLength(1)),
  recall: v.array(numbersOrNull),
  precision: v.array(numbersOrNull),
  auroc: numbersOrNull,
  auac: v.number(),
  final: v.number(),
  times: v.object({
    startedAt: v.string(),
    selectSeconds: numbers,
    fitSeconds: numbers,
    totalSeconds: v.number(),
  }),
});

/** Content of a file in the folder `splits`. */
export const splitSchema: v.GenericSchema<unknown, SplitRecord> = v.object({
  name: v.string(),
  labeled: numbers,
  pool: numbers,
  reward: numbers,
  test: numbers,
});

const specSchema = v.object({
  name: v.string(),
  datasets: v.array(
    v.object({
      name: v.string(),
      source: v.nullable(v.string()),
      testSource: v.nullable(v.string()),
      label: v.nullable(v.string()),
      features: v.nullable(v.array(v.string())),
      generate: v.nullable(v.object({ id: v.string(), params, seed: v.number() })),
      normalise: v.picklist(['global', 'columns', 'none']),
    }),
  ),
  settings: v.array(setting),
  imbalanceFactor: v.number(),
  models: v.array(method),
  strategies: v.array(method),
  initial: v.union([v.number(), v.literal('onePerClass')]),
  batch: v.number(),
  steps: v.number(),
  test: v.number(),
  reward: v.number(),
  dataSeeds: numbers,
  seeds: numbers,
  metric: v.picklist(['weightedAccuracy', 'accuracy', 'balancedAccuracy', 'f1', 'auroc']),
  splitBy: v.picklist(['dataSeedAndSeed', 'dataSeed']),
  target: v.nullable(v.number()),
  // Results of before there were summaries have none.
  summaries: v.optional(v.boolean(), false),
});

/** Content of RESULTS_FILE. */
export const infoSchema: v.GenericSchema<unknown, ResultsInfo> = v.object({
  format: v.literal(1, 'it was written by a newer NextLabel'),
  name: v.string(),
  spec: specSchema,
  specPath: v.string(),
  sources: v.record(v.string(), v.string()),
  total: v.number(),
  notRun: v.array(
    v.object({
      dataset: v.string(),
      setting,
      model: v.nullable(v.string()),
      strategy: v.nullable(v.string()),
      reason: v.string(),
    }),
  ),
  times: v.object({ startedAt: v.string() }),
});

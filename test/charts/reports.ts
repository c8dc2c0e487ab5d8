import { buildReport } from '../../src/engine/experiments/report/buildReport.ts';
import { summaryNames } from '../../src/engine/experiments/report/summaries.ts';
import { areaUnderCurve } from '../../src/engine/metrics/areaUnderCurve.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { Rng } from '../../src/engine/numeric/rng.ts';
import type {
  ExperimentReport,
  ExperimentSpec,
  Method,
  ReportCell,
  ReportSummary,
  RunRecord,
  Setting,
} from '../../src/protocol/experiment.ts';

/** A cell with numbers that are easy to check; `changes` replaces any of them. */
export function cell(changes: Partial<ReportCell> = {}): ReportCell {
  return {
    dataset: 'waveform',
    setting: 'balanced',
    model: 'logisticRegression',
    strategy: 'random',
    runs: 9,
    auac: { mean: 8.48, sd: 0.25 },
    final: { mean: 0.851, sd: 0.02 },
    secondsPerStep: 0.002,
    auroc: null,
    rarePrecision: null,
    rareRecall: null,
    efficiency: { target: 0.851, reached: 5, labels: { mean: 106.5, sd: 2.5 } },
    curve: { labeled: [100, 101, 102], mean: [0.8, 0.83, 0.851], standardError: [0.01, 0.01, 0.02] },
    relative: { labeled: [100, 101, 102], mean: [0, -0.01, -0.02], standardError: [0, 0.005, 0.01] },
    picksPerClass: [
      { className: 'a', mean: 6 },
      { className: 'b', mean: 4 },
    ],
    best: false,
    tied: false,
    ...changes,
  };
}

/** A summary with numbers that are easy to check. */
export function summary(kind: ReportSummary['kind'], changes: Partial<ReportSummary> = {}): ReportSummary {
  return {
    dataset: 'waveform',
    setting: 'balanced',
    model: 'logisticRegression',
    kind,
    name: summaryNames[kind],
    strategies: kind === 'best' ? ['uncertainty'] : ['uncertainty', 'margin'],
    runs: 8,
    auac: kind === 'best' ? { mean: 8.53, sd: 0.21 } : { mean: 8.5, sd: 0.2 },
    final: kind === 'best' ? { mean: 0.862, sd: 0.018 } : { mean: 0.857, sd: 0.016 },
    curve: {
      labeled: [100, 101, 102],
      mean: kind === 'best' ? [0.8, 0.84, 0.862] : [0.8, 0.835, 0.857],
      standardError: [0.01, 0.01, 0.01],
    },
    ...changes,
  };
}

/** A report of these cells and nothing else, but for `changes`. */
export function reportOf(
  cells: readonly ReportCell[],
  changes: Partial<ExperimentReport> = {},
): ExperimentReport {
  return {
    name: 'sample',
    metric: 'weightedAccuracy',
    total: 18,
    done: 18,
    cells,
    pairs: [],
    ranks: [],
    summaries: [],
    notRun: [],
    ...changes,
  };
}

/** Random and uncertainty sampling on one data set, with ranks and a pair. */
export const twoStrategies: ExperimentReport = reportOf(
  [
    cell({ tied: true }),
    cell({
      strategy: 'uncertainty',
      auac: { mean: 8.53, sd: 0.21 },
      final: { mean: 0.862, sd: 0.018 },
      secondsPerStep: 0.5,
      curve: { labeled: [100, 101, 102], mean: [0.8, 0.84, 0.862], standardError: [0.01, 0.01, 0.01] },
      best: true,
    }),
  ],
  {
    pairs: [
      {
        dataset: 'waveform',
        setting: 'balanced',
        model: 'logisticRegression',
        first: 'random',
        second: 'uncertainty',
        runs: 9,
        difference: { mean: -0.05, sd: 0.06, low: -0.096, high: -0.004 },
        wilcoxon: { statistic: 5, p: 0.0391, holm: 0.0391 },
      },
    ],
    ranks: [
      {
        setting: 'balanced',
        model: 'logisticRegression',
        blocks: 9,
        strategies: [
          { strategy: 'random', rank: 1.75 },
          { strategy: 'uncertainty', rank: 1.25 },
        ],
        friedman: { statistic: 2.25, p: 0.1336 },
        criticalDifference: 0.653,
        groups: [['uncertainty', 'random']],
      },
    ],
  },
);

export interface Sample {
  readonly strategies: readonly string[];
  readonly datasets?: readonly string[];
  readonly settings?: readonly Setting[];
  readonly models?: readonly string[];
  readonly classes?: readonly string[];
  /** Runs of each cell. */
  readonly runs?: number;
  readonly steps?: number;
  readonly summaries?: boolean;
}

/** A spec as the sample's runs would have it. */
export function sampleSpec({
  strategies,
  datasets = ['waveform'],
  settings = ['balanced'],
  models = ['logisticRegression'],
  runs = 9,
  steps = 10,
  summaries = false,
}: Sample): ExperimentSpec {
  const methods = (names: readonly string[]): readonly Method[] =>
    names.map((name) => ({ id: name, params: {}, name }));
  return {
    name: 'sample',
    datasets: datasets.map((name) => ({
      name,
      source: `${name}.csv`,
      testSource: null,
      label: 'y',
      features: null,
      generate: null,
      normalise: 'global',
    })),
    settings,
    imbalanceFactor: 10,
    models: methods(models),
    strategies: methods(strategies),
    initial: 100,
    batch: 1,
    steps,
    test: 200,
    reward: 100,
    dataSeeds: Array.from({ length: runs }, (_, index) => index),
    seeds: [0],
    metric: 'weightedAccuracy',
    splitBy: 'dataSeedAndSeed',
    target: null,
    summaries,
  };
}

/** Runs with made-up scores: later strategies learn faster and take longer. The same sample gives the same runs. */
export function sampleRuns(sample: Sample): readonly RunRecord[] {
  const spec = sampleSpec(sample);
  const { classes = ['common', 'rare'] } = sample;
  const rng = createRng(11);
  return spec.datasets.flatMap(({ name: dataset }) =>
    spec.settings.flatMap((setting) =>
      spec.models.flatMap(({ name: model }) =>
        spec.strategies.flatMap(({ name: strategy }, speed) =>
          spec.dataSeeds.map((dataSeed) =>
            madeUpRun({ dataset, setting, model, strategy, dataSeed, speed, classes }, spec, rng),
          ),
        ),
      ),
    ),
  );
}

interface MadeUp {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  readonly strategy: string;
  readonly dataSeed: number;
  /** From 0: how fast it learns. */
  readonly speed: number;
  readonly classes: readonly string[];
}

function madeUpRun(made: MadeUp, { steps }: ExperimentSpec, rng: Rng): RunRecord {
  const { dataset, setting, model, strategy, dataSeed, speed, classes } = made;
  const level = 0.79 + 0.015 * createRng(dataSeed).normal();
  const scores = Array.from({ length: steps + 1 }, (_, step) => {
    const learnt = 0.06 * (1 - Math.exp(-(step / steps) * (1 + 0.4 * speed)));
    return Math.min(1, level + learnt + 0.006 * rng.normal());
  });
  const shares = scores.map((score) => classes.map((_, label) => Math.min(1, score + 0.02 * label)));
  const first = Math.round((steps / classes.length) * (0.5 + rng.uniform()));
  const split = `${dataset}-${setting}-${dataSeed}`.replace(/[^A-Za-z0-9-]/g, '_');
  return {
    id: `${split}-${model}-${speed}`,
    dataset,
    setting,
    model,
    strategy,
    dataSeed,
    seed: 0,
    split,
    classes,
    rareClasses: setting === 'balanced' ? [] : [classes.length - 1],
    labeled: scores.map((_, step) => 100 + step),
    picks: Array.from({ length: steps }, (_, step) => [step]),
    picksPerClass: classes.map((_, label) =>
      label === 0 ? first : Math.round((steps - first) / (classes.length - 1)),
    ),
    scores,
    recall: shares,
    precision: shares,
    auroc: scores.map((score) => Math.min(1, score + 0.05)),
    auac: areaUnderCurve(Float64Array.from(scores)),
    final: scores.at(-1),
    times: {
      startedAt: '2026-01-01T00:00:00.000Z',
      selectSeconds: Array.from({ length: steps }, () => 0.0005 * 3 ** speed),
      fitSeconds: scores.map(() => 0.001),
      totalSeconds: 0.1,
    },
  };
}

/** The report that the engine makes of the sample's runs. */
export function sampleReport(sample: Sample): ExperimentReport {
  const runs = sampleRuns(sample);
  const spec = sampleSpec(sample);
  return buildReport({ name: spec.name, spec, total: runs.length, notRun: [], runs });
}

/** Names of strategies as registries and users give them. */
export const strategyNames: readonly string[] = [
  'random',
  'uncertainty',
  'kCenterGreedy',
  'halUniform',
  'halGauss',
  'cbal',
  'oracle',
  'margin',
  'entropy',
  'leastConfidence',
  'informationDensity with beta 0.5',
  'expectedGradientLength',
  'kDpp',
  'contrastive',
  'committee of seven perceptrons, vote entropy, a very long name',
];

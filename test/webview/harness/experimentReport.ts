import type {
  Curve,
  ExperimentReport,
  ReportCell,
  ReportPair,
  ReportRanks,
  ReportSummary,
  Setting,
} from '../../../src/protocol/experiment.ts';
import { hostileStrings } from './hostile.ts';

export interface ReportOptions {
  readonly datasets?: number;
  readonly settings?: number;
  readonly strategies?: number;
  /** Runs of each cell. */
  readonly runs?: number;
  /** Share of the cells that have results. */
  readonly share?: number;
  readonly hostile?: boolean;
  readonly notRun?: boolean;
  /** Whether the spec asked for the best and the average of the strategies. */
  readonly summaries?: boolean;
}

const datasetNames = ['waveform', 'mushrooms', 'adult', 'checkerboard 4x4'];
const settingNames: readonly Setting[] = ['balanced', 'imbalanced', 'imbalancedWeighted'];
const strategyNames = [
  'Random',
  'Uncertainty',
  'Margin',
  'k-centre greedy',
  'HAL, uniform exploration',
  'HAL, Gaussian exploration',
  'Class-balanced active learning',
  'Oracle',
  'Entropy',
  'Query by committee with bootstrap',
  'Density',
  'BADGE',
  'Expected error',
  'Core-set',
  'Typicality',
];
const labeled = Array.from({ length: 11 }, (_, step) => 100 + step);

/** A report whose numbers follow from the options alone, of the shape that a table of a paper has. */
export function experimentReport(options: ReportOptions = {}): ExperimentReport {
  const { runs = 9, share = 1, hostile = false, notRun = false, summaries = false } = options;
  const datasets = (hostile ? hostileStrings : datasetNames).slice(0, options.datasets ?? 2);
  const strategies = (
    hostile ? hostileStrings.map((text, index) => `${index} ${text}`) : strategyNames
  ).slice(0, options.strategies ?? 7);
  const settings = settingNames.slice(0, options.settings ?? 3);
  const groups = datasets.flatMap((dataset) => settings.map((setting) => ({ dataset, setting })));
  const all = groups.flatMap((group, index) =>
    strategies.map((strategy, rank) => ({ ...group, strategy, index, rank, runs })),
  );
  const cells = all.slice(0, Math.ceil(all.length * share)).map((place) => cellOf(place, strategies.length));
  return {
    name: hostile ? (hostileStrings[0] ?? '') : 'npal-table-1',
    metric: 'weightedAccuracy',
    total: all.length * runs,
    done: cells.length * runs,
    cells,
    pairs: pairsOf(cells),
    ranks: share < 1 ? [] : settings.map((setting, index) => ranksOf(setting, strategies, index)),
    summaries: summaries
      ? groups.flatMap(({ dataset, setting }) => summariesOf(dataset, setting, cells))
      : [],
    notRun: notRun
      ? [
          {
            dataset: 'iris',
            setting: 'imbalanced',
            model: 'Logistic regression',
            strategy: null,
            reason:
              'It has 150 rows, but 200 test rows, 100 reward rows and 100 first labels need at least 400.',
          },
        ]
      : [],
  };
}

interface Place {
  readonly dataset: string;
  readonly setting: Setting;
  readonly strategy: string;
  readonly index: number;
  readonly rank: number;
  readonly runs: number;
}

function cellOf({ dataset, setting, strategy, index, rank, runs }: Place, strategies: number): ReportCell {
  const height = 0.72 + 0.03 * (index % 4) + 0.006 * (strategies - rank);
  const mean = labeled.map(
    (_, step) => height + 0.012 * step - 0.0003 * (rank + 1) * step * Math.cos(step + rank),
  );
  const auac = mean.slice(1).reduce((sum, score, step) => sum + (score + mean[step]!) / 2, 0);
  const spread = (value: number) => ({ mean: value, sd: runs > 1 ? 0.02 * value : null });
  const rare = setting === 'balanced' ? null : spread(0.6 + 0.01 * rank);
  return {
    dataset,
    setting,
    model: 'Logistic regression',
    strategy,
    runs,
    auac: spread(auac),
    final: spread(mean[mean.length - 1]!),
    secondsPerStep: 0.004 * (1 + rank * rank),
    auroc: spread(0.9 - 0.004 * rank),
    rarePrecision: rare,
    rareRecall: rare,
    efficiency: { target: 0.82, reached: runs, labels: spread(104 + rank) },
    curve: curveOf(mean, runs),
    relative: curveOf(
      mean.map((_, step) => 0.004 * (strategies / 2 - rank) * (step / 10)),
      runs,
    ),
    picksPerClass: [
      { className: 'rare', mean: 1 + rank * 0.7 },
      { className: 'common', mean: 9 - rank * 0.7 },
    ],
    best: rank === 0,
    tied: rank === 1,
  };
}

/** The best is a strategy that there is; the average lies in the middle, so the strategy in the middle stands for it. */
function summariesOf(
  dataset: string,
  setting: Setting,
  cells: readonly ReportCell[],
): readonly ReportSummary[] {
  const own = cells.filter((cell) => cell.dataset === dataset && cell.setting === setting);
  const others = own.filter(({ strategy }) => strategy !== 'Random');
  const [best, middle] = [others[0], others[Math.floor(others.length / 2)]];
  if (best === undefined || middle === undefined) return [];
  const summary = (kind: ReportSummary['kind'], name: string, cell: ReportCell): ReportSummary => {
    const { model, runs, auac, final, curve } = cell;
    const strategies = kind === 'best' ? [cell.strategy] : others.map(({ strategy }) => strategy);
    return { dataset, setting, model, kind, name, strategies, runs, auac, final, curve };
  };
  return [
    summary('best', 'best of the strategies', best),
    summary('average', 'average of the strategies', middle),
  ];
}

function curveOf(mean: readonly number[], runs: number): Curve {
  return { labeled, mean, standardError: mean.map((_, step) => (runs > 1 ? 0.004 + 0.0002 * step : null)) };
}

function pairsOf(cells: readonly ReportCell[]): readonly ReportPair[] {
  return cells.flatMap((first, index) =>
    cells
      .slice(index + 1)
      .filter((second) => second.dataset === first.dataset && second.setting === first.setting)
      .map((second) => ({
        dataset: first.dataset,
        setting: first.setting,
        model: first.model,
        first: first.strategy,
        second: second.strategy,
        runs: first.runs,
        difference: {
          mean: first.auac.mean - second.auac.mean,
          sd: first.auac.sd === null ? null : 0.05,
          low: first.auac.sd === null ? null : first.auac.mean - second.auac.mean - 0.04,
          high: first.auac.sd === null ? null : first.auac.mean - second.auac.mean + 0.04,
        },
        wilcoxon: { statistic: 3, p: 0.012, holm: 0.08 },
      })),
  );
}

function ranksOf(setting: Setting, strategies: readonly string[], index: number): ReportRanks {
  const ranks = strategies.map((strategy, rank) => ({ strategy, rank: 1 + rank * 0.9 + 0.1 * index }));
  return {
    setting,
    model: 'Logistic regression',
    blocks: 18,
    strategies: ranks,
    friedman: { statistic: 31.4, p: 0.00002 },
    criticalDifference: 2.12,
    groups: [strategies.slice(0, 3), strategies.slice(2, 5)].filter((group) => group.length > 1),
  };
}

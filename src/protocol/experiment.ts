/**
 * Experiments: what a spec asks for, what a run leaves behind, and what a report says. The same shapes are in files, on
 * the command line and in the results view.
 */

/** Class proportions and weights, as in Bakker et al. 2023, section 4. */
export type Setting = 'balanced' | 'imbalanced' | 'imbalancedWeighted';

/** Scores of an experiment; higher is better. */
export type ExperimentMetric = 'weightedAccuracy' | 'accuracy' | 'balancedAccuracy' | 'f1' | 'auroc';

export type Params = Readonly<Record<string, number | string | boolean>>;

/** A strategy or a task model with its parameters, under the name that tables and curves show. */
export interface Method {
  readonly id: string;
  readonly params: Params;
  readonly name: string;
}

export interface DatasetSpec {
  readonly name: string;
  /** A data file relative to the spec, or null where the data are generated. */
  readonly source: string | null;
  /** A file of test rows of its own; all of them are used. */
  readonly testSource: string | null;
  /** The column of `source` that holds the classes; null for generated data. */
  readonly label: string | null;
  /** Feature columns; null = every column but the label. */
  readonly features: readonly string[] | null;
  /** Id of a generator with its parameters and what it draws from, or null. */
  readonly generate: { readonly id: string; readonly params: Params; readonly seed: number } | null;
  /**
   * `global`: one mean and one deviation over all kept numbers (Bakker et al. 2023's released code); `columns`: each
   * column by itself; `none`: as they stand.
   */
  readonly normalise: 'global' | 'columns' | 'none';
}

/** A spec with every default filled in. */
export interface ExperimentSpec {
  readonly name: string;
  readonly datasets: readonly DatasetSpec[];
  readonly settings: readonly Setting[];
  /** How many rows of a common class there are for each of a rare one, in the imbalanced settings. */
  readonly imbalanceFactor: number;
  readonly models: readonly Method[];
  readonly strategies: readonly Method[];
  /** Labels at the start: a stratified number, or one row of each class. */
  readonly initial: number | 'onePerClass';
  /** Labels a step. */
  readonly batch: number;
  readonly steps: number;
  /** Test rows: a number of at least 1, or a share below 1. Unused where a data set has a `testSource`. */
  readonly test: number;
  /** Rows set aside for learners that are rewarded (the NPAL protocol); never labeled. */
  readonly reward: number;
  readonly dataSeeds: readonly number[];
  readonly seeds: readonly number[];
  readonly metric: ExperimentMetric;
  /** What decides a split: both seeds, as the released code does, or the data seed alone, as the paper says. */
  readonly splitBy: 'dataSeedAndSeed' | 'dataSeed';
  /** The score for label efficiency; null = what random sampling (else the first strategy) ends with. */
  readonly target: number | null;
  /** Whether the report also has the best and the average of the strategies other than random; no run depends on it. */
  readonly summaries: boolean;
}

/** One run: a strategy on one split of one data set. Also the content of a file in the folder `runs`. */
export interface RunRecord {
  /** Also the name of its file; sorts in the order of the spec. */
  readonly id: string;
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  readonly strategy: string;
  readonly dataSeed: number;
  readonly seed: number;
  /** Name of the split's file in the folder `splits`; runs with the same split can be compared in pairs. */
  readonly split: string;
  readonly classes: readonly string[];
  /** Indices into `classes`; empty in the balanced setting. */
  readonly rareClasses: readonly number[];
  /** Labels before each score, length steps + 1. */
  readonly labeled: readonly number[];
  /** Rows of the data file picked at each step, best first. */
  readonly picks: readonly (readonly number[])[];
  /** How many picks of all steps were of each class, aligned with `classes`. */
  readonly picksPerClass: readonly number[];
  /** The spec's metric on the test rows, length steps + 1. */
  readonly scores: readonly number[];
  /** Share of the test rows of each class that were found, steps + 1 times classes; null without such rows. */
  readonly recall: readonly (readonly (number | null)[])[];
  /** Share of the rows predicted to be of each class that are; null where none was predicted. */
  readonly precision: readonly (readonly (number | null)[])[];
  /** Area under the ROC curve (one against the rest beyond two classes); null where it is not defined. */
  readonly auroc: readonly (number | null)[];
  /** Trapezoid over the scores with unit step. */
  readonly auac: number;
  readonly final: number;
  /** The only fields that differ when the same run is done again. */
  readonly times: RunTimes;
}

export interface RunTimes {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Choosing at each step: predictions on the pool, the strategy. Length steps. */
  readonly selectSeconds: readonly number[];
  /** Fitting the task model before each score. Length steps + 1. */
  readonly fitSeconds: readonly number[];
  /** All of the run. */
  readonly totalSeconds: number;
}

/** Row numbers (from 0, without the header) of one split. Test rows are of `testSource` where there is one. */
export interface SplitRecord {
  readonly name: string;
  readonly labeled: readonly number[];
  readonly pool: readonly number[];
  readonly reward: readonly number[];
  readonly test: readonly number[];
}

/** A part of an experiment that cannot be run as the data stand. */
export interface NotRun {
  readonly dataset: string;
  readonly setting: Setting;
  /** Null where it holds for every model or strategy. */
  readonly model: string | null;
  readonly strategy: string | null;
  /** One sentence: what is wrong and what was expected. */
  readonly reason: string;
}

/** Mean and standard deviation (n - 1) over runs; the deviation of a single run is null. */
export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

/** A value at each number of labels, with its standard error over runs (null for a single run). */
export interface Curve {
  readonly labeled: readonly number[];
  readonly mean: readonly number[];
  readonly standardError: readonly (number | null)[];
}

export interface ReportCell {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  readonly strategy: string;
  readonly runs: number;
  readonly auac: Spread;
  readonly final: Spread;
  /** Mean time of one step: fit, predictions on the pool, choice. */
  readonly secondsPerStep: number;
  /** Of the last model; null where it is not defined. */
  readonly auroc: Spread | null;
  /** Of the last model, mean over the rare classes where it is defined; null in the balanced setting. */
  readonly rarePrecision: Spread | null;
  readonly rareRecall: Spread | null;
  /** Labels that single runs have when their score first reaches the target. */
  readonly efficiency: {
    readonly target: number;
    /** Runs that reach it within their steps. */
    readonly reached: number;
    /** Labels at which they do; null when none does. */
    readonly labels: Spread | null;
  };
  readonly curve: Curve;
  /**
   * Score minus the mean score of all strategies on the same split (Bakker et al. 2023, figure 3), over the splits on
   * which all of them ran; of length 0 while there is none.
   */
  readonly relative: Curve;
  /** Mean number of picks of each class over a run. */
  readonly picksPerClass: readonly { readonly className: string; readonly mean: number }[];
  /** True for the highest mean AUAC of its data set, setting and model. */
  readonly best: boolean;
  /**
   * True where the paired difference in AUAC to the best is not significant at 5 % (Wilcoxon's test, with Holm's
   * correction over the comparisons with the best). Always so below six splits, with which the test cannot reach 5 %.
   */
  readonly tied: boolean;
}

/** Two strategies on the same splits. */
export interface ReportPair {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  readonly first: string;
  readonly second: string;
  /** Splits on which both ran; runs on the same split count once, with their mean. */
  readonly runs: number;
  /** AUAC of the first minus that of the second; bounds of the 95 % t interval, null for a single run. */
  readonly difference: Spread & { readonly low: number | null; readonly high: number | null };
  /** Wilcoxon's signed-rank test, two-sided; `holm` is corrected within data set, setting and model. Null: all equal. */
  readonly wilcoxon: { readonly statistic: number; readonly p: number; readonly holm: number } | null;
}

/** Average ranks by AUAC over the splits of all data sets on which every strategy ran; 1 is best, ties share. */
export interface ReportRanks {
  readonly setting: Setting;
  readonly model: string;
  /** Splits, at least one. */
  readonly blocks: number;
  /** Those with a run in this setting and model, in the order of the spec. */
  readonly strategies: readonly { readonly strategy: string; readonly rank: number }[];
  /** Friedman's test; null for fewer than two blocks or strategies. */
  readonly friedman: { readonly statistic: number; readonly p: number } | null;
  /** Nemenyi's critical difference at 5 %; null where it is not defined. */
  readonly criticalDifference: number | null;
  /** Maximal sets of two or more strategies whose ranks differ by less than that, best first. */
  readonly groups: readonly (readonly string[])[];
}

/**
 * What the strategies other than `random` come to in one data set, setting and task model, over the runs (data seed and
 * seed) that all of them have. Takes part in no mark, test or rank.
 */
export interface ReportSummary {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  /** `best`: the strategy with the highest mean AUAC, picked in hindsight; `average`: the mean over them on each run. */
  readonly kind: 'best' | 'average';
  /** What tables and curves call it. */
  readonly name: string;
  /** Names of the strategies that it is made of, in the order of the spec; the one picked for `best`. */
  readonly strategies: readonly string[];
  readonly runs: number;
  readonly auac: Spread;
  /** For `best`, of the strategy with the highest AUAC, not of the one that ends highest. */
  readonly final: Spread;
  readonly curve: Curve;
}

export interface ExperimentReport {
  readonly name: string;
  readonly metric: ExperimentMetric;
  /** Runs that the spec asks for, and those that are done. */
  readonly total: number;
  readonly done: number;
  readonly cells: readonly ReportCell[];
  readonly pairs: readonly ReportPair[];
  readonly ranks: readonly ReportRanks[];
  /** Best and average of each data set, setting and model; empty unless the spec asks for them. */
  readonly summaries: readonly ReportSummary[];
  readonly notRun: readonly NotRun[];
}

/** Something wrong in a spec; line and column count from 1, in UTF-16 units. */
export interface SpecProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Position in the text and extent, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/** A spec that ships with NextLabel. */
export interface PresetInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The spec as JSON text, ready to be saved and edited. */
  readonly text: string;
}

/** The file that makes a folder a results folder. */
export const RESULTS_FILE = 'nextlabel-experiment.json';

/** Content of RESULTS_FILE. */
export interface ResultsInfo {
  readonly format: 1;
  readonly name: string;
  readonly spec: ExperimentSpec;
  /** Absolute path of the spec, which its file names are relative to the folder of. */
  readonly specPath: string;
  /** SHA-256 of each data file by its name in the spec: a resumed experiment must find the same data. */
  readonly sources: Readonly<Record<string, string>>;
  readonly total: number;
  readonly notRun: readonly NotRun[];
  readonly times: { readonly startedAt: string };
}

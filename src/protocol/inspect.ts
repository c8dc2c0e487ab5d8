import type { ForecastResult } from './forecast.ts';
import type { NamedSecondLook } from './secondLook.ts';
import type { StoppingReport } from './stopping.ts';
import type { Stream } from './stream.ts';
import type { ExperimentMetric, Params, Setting } from './experiment.ts';

/**
 * What the strategy inspector says of one round of a project, as `nextlabel inspect --format json` prints it. Numbers
 * are in full; null is a number that there is not. Arrays that belong to classes are in the order of `classes`, those
 * that belong to strategies in the order of `strategies.columns`.
 */
export interface InspectReport {
  readonly project: string;
  readonly classes: readonly string[];
  readonly round: InspectedRound;
  /** The first items of the round, or the one that was asked for. */
  readonly items: readonly ItemExplanation[];
  readonly strategies: StrategyComparison;
  readonly history: RoundHistory;
  /** Of the labels of now, whichever round was inspected. */
  readonly secondLook: NamedSecondLook;
  /** From what the round knew; see `inspectorBudget.ts`. */
  readonly forecast: ForecastResult;
  /** Over the rounds up to this one. */
  readonly stopping: StoppingReport;
}

/** What a round of a project and a step of an experiment's run have in common. */
export interface RoundFacts {
  readonly strategy: NamedChoice;
  readonly model: NamedChoice;
  readonly seed: number;
  readonly batchSize: number;
  /** Why there was no model yet, in words; null where there was one. */
  readonly coldStart: string | null;
  /** Why the strategy ranked in another way than its own, in words; null where it did not. */
  readonly fallback: string | null;
  /** Labels of each class that the round knew. */
  readonly labels: readonly number[];
  /** Items that could be asked. */
  readonly pool: number;
  readonly replay: ReplayCheck;
}

/** A round as it was stored. */
export interface InspectedRound extends RoundFacts {
  readonly round: number;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly randomShare: number;
  /** Events that the round knew. */
  readonly revision: number;
  /** What was labeled or skipped of what this round put on screen, in that order. */
  readonly asked: readonly AskedItem[];
}

/** A step of an experiment's run as it was recorded. `seed` is that of the run. */
export interface InspectedStep extends RoundFacts {
  /** 1-based: the first batch was picked at step 1. */
  readonly step: number;
  readonly dataset: string;
  readonly setting: Setting;
  readonly dataSeed: number;
  readonly metric: ExperimentMetric;
  /** Of the step's model on the test rows. */
  readonly score: number;
  /** Of the model's fit, and of the choice. */
  readonly fitSeconds: number;
  readonly selectSeconds: number;
}

export interface NamedChoice {
  readonly id: string;
  readonly title: string;
  /** Those that were set; the others had their defaults. */
  readonly params: Params;
}

export interface AskedItem {
  readonly itemId: string;
  readonly stream: Stream;
  /** The class it was given at first; null where it was skipped. */
  readonly label: string | null;
  readonly seconds: number;
}

/** Whether working the round out again gave what was stored. */
export interface ReplayCheck {
  readonly same: boolean;
  /** What differs and why that may be, in sentences; empty when nothing does. */
  readonly differences: readonly string[];
  /** Items of the stored ranking that were compared. */
  readonly compared: number;
}

/** Why an item, in numbers. */
export interface ItemExplanation {
  readonly itemId: string;
  readonly row: number;
  readonly excerpt: string;
  /** The label that it has by now. */
  readonly label: string | null;
  /** The class that the round's model predicts; null while there is no model. */
  readonly predicted: string | null;
  readonly probabilities: readonly number[] | null;
  /** Of the probabilities, in nats. */
  readonly entropy: number | null;
  /** Difference of the two highest probabilities. */
  readonly margin: number | null;
  /** One for each strategy. */
  readonly places: readonly StrategyPlace[];
  /** The nearest labeled items, nearest first, by Euclidean distance of the features. */
  readonly neighbours: readonly LabeledNeighbour[];
  readonly contributions: Contributions | null;
  readonly changes: PredictionChanges | null;
  /** The gain that the round's strategy predicted, in units of its objective's score; null for most. */
  readonly gain: { readonly mean: number; readonly deviation: number } | null;
  /** Of strategies that mix others: how much each had to do with this item; empty for most. */
  readonly shares: readonly { readonly strategy: string; readonly share: number }[];
}

/** An explanation with rows and class indices in place of names. */
export interface RowExplanation extends Pick<
  ItemExplanation,
  'row' | 'entropy' | 'margin' | 'places' | 'gain' | 'shares' | 'contributions' | 'changes'
> {
  readonly predicted: number | null;
  readonly probabilities: readonly number[] | null;
  readonly neighbours: readonly LabeledRow[];
}

export interface LabeledRow {
  readonly row: number;
  /** Index of its class. */
  readonly label: number;
  /** Euclidean. */
  readonly distance: number;
}

export interface StrategyPlace {
  readonly strategy: string;
  /** 1-based. */
  readonly rank: number;
  /** Higher = label first; null where the strategy gave none. */
  readonly score: number | null;
}

export interface LabeledNeighbour {
  readonly itemId: string;
  readonly label: string;
  readonly distance: number;
  readonly excerpt: string;
}

/** What pulls towards each class. */
export interface Contributions {
  /** What is pulled: the model's decision value (the logit of a logistic regression), or the probability. */
  readonly of: 'decision' | 'probability';
  /**
   * For each class, by how much it falls when the feature is taken away, the strongest first. A column is replaced by
   * its mean over the pool (for a linear model that is weight x (value - mean)), a word is left out of its text. Empty
   * for a class that the model did not know.
   */
  readonly towards: readonly (readonly FeatureContribution[])[];
  /** Features that were looked at; those that do not change anything are left out above. */
  readonly features: number;
  /** What was left out, in words; empty for nothing. */
  readonly note: string;
}

export interface FeatureContribution {
  readonly feature: string;
  readonly contribution: number;
}

export interface PredictionChanges {
  /** For each class: predictions that differ after training with the item labeled so. */
  readonly changed: readonly number[];
  /** Pool items that were predicted: all others, or a random sample of them. */
  readonly of: number;
  readonly pool: number;
}

/**
 * Strategies that are compared where nobody asks for others. Quick ones of different kinds: by doubt, by the boundary, by
 * doubt and density, by coverage, by chance.
 */
export const USUAL_STRATEGIES: readonly string[] = [
  'margin',
  'entropy',
  'fScore',
  'informationDensity',
  'kCenterGreedy',
  'random',
];

/** The same round by several strategies; the first is the round's own. */
export interface StrategyComparison {
  /** Items at the front of each ranking that are compared. */
  readonly top: number;
  readonly columns: readonly StrategyColumn[];
  /** Share of its first items that two strategies have in common, 0 to 1. */
  readonly overlap: readonly (readonly number[])[];
  /** Rank correlations over the items that both scored; null where those are fewer than two or all equal. */
  readonly spearman: readonly (readonly (number | null)[])[];
  readonly kendall: readonly (readonly (number | null)[])[];
  /** Strategies that were left out, and why. */
  readonly refused: readonly { readonly strategy: string; readonly reason: string }[];
}

export interface StrategyColumn {
  readonly strategy: string;
  readonly title: string;
  /** Item ids, best first. */
  readonly items: readonly string[];
  /** Of the scores, at the shares of `SCORE_QUANTILES`; null where the strategy gave no scores. */
  readonly quantiles: readonly number[] | null;
  /**
   * How many of its first items the model gives a probability from 0 to 0.1, from 0.1 to 0.2 and so on: of the second
   * class where there are two, else of the predicted class (Konyushkova et al. 2017, figure 5). Null without any.
   */
  readonly histogram: readonly number[] | null;
}

/** 0 is the lowest score, 1 the highest. */
export const SCORE_QUANTILES: readonly number[] = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** All rounds of the project, whichever was inspected. */
export interface RoundHistory {
  readonly rounds: readonly HistoryRound[];
  /** Over all rounds. */
  readonly accuracy: StreamAccuracy | null;
}

/** Labels of the random stream that make up a recent accuracy, at least. */
export const RECENT_LABELS = 50;

export interface HistoryRound {
  readonly round: number;
  readonly startedAt: string;
  readonly strategy: string;
  readonly model: string;
  /** Labels of each class that the round knew. */
  readonly labels: readonly number[];
  /** Labels set on what it put on screen, by who proposed the item. */
  readonly asked: Readonly<Partial<Record<Stream, number>>>;
  /** Median over what was labeled; null for nothing. */
  readonly secondsPerLabel: number | null;
  readonly accuracy: StreamAccuracy | null;
  /** Over the last labels of the random stream up to this round: `RECENT_LABELS` of them, or all while there are fewer. */
  readonly recent: StreamAccuracy | null;
}

/**
 * How often the model of the round predicted the labels of the random stream, before it knew them; with Wilson's 95 %
 * interval. Null where there are no such labels, or was no model.
 */
export interface StreamAccuracy {
  readonly right: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
}

import type { Notification, Request } from './engine.ts';
import type { SaveRequest } from './experimentView.ts';
import type { DeviationCoverage, OracleBounds, RankCorrelation } from './gains.ts';

/**
 * The hop between the view of predicted gains (webview) and extension host: vscode-jsonrpc over postMessage, whole
 * snapshots, as in the other views.
 */

/** How the last round's network learned. */
export interface LearnedNetwork {
  /** Mean negative log-likelihood of each epoch, in nats. */
  readonly losses: readonly number[];
  /** Simulated problems that it learned from, and labels that gains were measured on. */
  readonly problems: number;
  readonly rewardLabels: number;
  /** Those of the random stream among them, on which realised gains are judged too. */
  readonly sharedLabels: number;
  /** Simulated targets kept out of training. */
  readonly checked: number;
  readonly coverage: readonly DeviationCoverage[];
  /** Null where every gain was measured. */
  readonly bounds: OracleBounds | null;
}

/** A labeled item with what its label was predicted to gain, and what it gained in hindsight. */
export interface GainPair {
  readonly itemId: string;
  readonly label: string;
  /** The round that asked for it. */
  readonly round: number;
  /** In units of the score. */
  readonly predicted: number;
  readonly deviation: number;
  readonly realised: number;
  /** True where the round had measured gains on labels of the random stream too, or did not keep whether it had. */
  readonly shared: boolean;
}

export interface GainReport {
  readonly projectName: string;
  /** Of the strategy of the last ranking. */
  readonly strategyTitle: string;
  /** Such as "balanced accuracy". */
  readonly score: string;
  /** Of the last ranking; 0 before the first. */
  readonly round: number;
  /** Null where the last round predicts no gains. */
  readonly network: LearnedNetwork | null;
  /** Why a strategy that predicts gains predicted none yet, in words; empty where it did, and of other strategies. */
  readonly fallback: string;
  /** Labels whose gain was predicted when they were asked for. */
  readonly predictedLabels: number;
  readonly randomLabels: number;
  /** Random labels from which on gains are measured. */
  readonly randomNeeded: number;
  readonly pairs: readonly GainPair[];
  readonly correlation: RankCorrelation | null;
  readonly coverage: readonly DeviationCoverage[];
}

export interface GainSnapshot {
  readonly report: GainReport;
  /** Share of the gains that is measured so far; null when none is being measured. */
  readonly measuring: number | null;
  /** Why the last measurement failed; empty when it did not. */
  readonly problem: string;
}

export type GainCommand = 'cancel' | 'measureAgain' | 'chooseStrategy';

export const gainViewRequests = {
  ready: { method: 'gains/ready' } as Request<Record<string, never>, GainSnapshot>,
  /** `saved` is false where the user changed their mind. */
  save: { method: 'gains/save' } as Request<SaveRequest, { readonly saved: boolean }>,
} as const;

export const gainViewNotifications = {
  /** Host to view. */
  snapshot: { method: 'gains/snapshot' } as Notification<GainSnapshot>,
  /** View to host. */
  command: { method: 'gains/command' } as Notification<{ readonly command: GainCommand }>,
} as const;

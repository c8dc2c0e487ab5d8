import type { GainReport } from './gainView.ts';
import type { RoundHistory } from './inspect.ts';
import type { InspectorQuestion } from './inspector.ts';
import type { Stream } from './stream.ts';

/** The tab "Over time". */

export interface HistoryAnswer extends RoundHistory {
  /** Whether any round predicted what labels would gain. */
  readonly predictsGains: boolean;
}

/** All rounds. */
export const historyQuestion: InspectorQuestion<Record<string, never>, HistoryAnswer> = {
  method: 'inspector/history',
  lane: 'history',
};

/** What became of an item that a round put on screen. */
export interface AskedRow {
  readonly row: number;
  readonly stream: Stream;
  /** Id of the strategy that proposed it; null where none did. */
  readonly strategy: string | null;
  /** 1-based rank when it was shown; null where it had none. */
  readonly rank: number | null;
  /** The class it was given at first; null where it was skipped. */
  readonly label: string | null;
  /** The label that it has by now. */
  readonly labelNow: string | null;
  readonly seconds: number;
  /** What its label was predicted to gain; null for most. */
  readonly gain: { readonly mean: number; readonly deviation: number } | null;
}

export interface AskedAnswer {
  readonly asked: readonly AskedRow[];
}

/** What the chosen round put on screen, in the order in which it was decided. */
export const askedQuestion: InspectorQuestion<Record<string, never>, AskedAnswer> = {
  method: 'inspector/asked',
  lane: 'history',
};

/** What labels were predicted to gain, and what they gained in hindsight; measured by the session. */
export const gainsQuestion: InspectorQuestion<Record<string, never>, GainReport> = {
  method: 'inspector/gains',
  lane: 'gains',
};

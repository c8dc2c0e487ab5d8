import type { Request } from './engine.ts';
import type { Acknowledgement, UndoResult } from './labeling.ts';

/** What the inspector changes of a project. Items are named by their rows. */

/** At most this many items are labeled, or sent to the queue, at once. */
export const MOST_AT_ONCE = 1_000;

/** What can be changed, and what was changed from here. */
export interface InspectorWork {
  /** Increases with every event: what was read of labels is out of date when it differs. */
  readonly revision: number;
  /** Null when labels can be set; otherwise why not. */
  readonly readOnly: string | null;
  readonly canUndo: boolean;
  /** Rows that were sent to the front of the queue and wait there, in order. */
  readonly queued: readonly number[];
  /** Rows that wait to be labeled as drawn at random: their labels measure accuracy, so nothing may lead the annotator. */
  readonly blind: readonly number[];
  /** Rows that wait to be asked again without their label, which nothing may tell before. */
  readonly repeats: readonly number[];
}

/** A label for items that the annotator picked by hand. */
export interface HandLabels {
  /** UUID; sent again with the same rows, it counts once. */
  readonly eventId: string;
  readonly rows: readonly number[];
  /** Null takes the labels away. */
  readonly className: string | null;
  /** Seconds that it took to decide, all items together. */
  readonly secondsSpent: number;
}

/** What an annotator says of a label on a second look. */
export interface ReviewedLabel {
  /** UUID; sent again, it counts once. */
  readonly eventId: string;
  readonly row: number;
  /** The label that was looked at: refused where the item has another by now. */
  readonly label: string;
  /** What is right: the same confirms the label, another class corrects it. */
  readonly className: string;
  readonly secondsSpent: number;
}

/** What became of items that were sent to the queue. */
export interface QueueAnswer {
  /** Rows that wait at the front of the queue now and did not before. */
  readonly queued: readonly number[];
  /** Left out: labeled or skipped already. */
  readonly decided: number;
  /** Left out: on screen or next, or sent before. */
  readonly waiting: number;
}

export const inspectorActionRequests = {
  label: { method: 'inspector/label' } as Request<HandLabels, Acknowledgement>,
  review: { method: 'inspector/review' } as Request<ReviewedLabel, Acknowledgement>,
  /** Takes back the annotator's last step, wherever it was made. */
  undo: { method: 'inspector/undo' } as Request<{ readonly eventId: string }, UndoResult>,
  queue: { method: 'inspector/queue' } as Request<{ readonly rows: readonly number[] }, QueueAnswer>,
  /** Takes items out of the front of the queue; null = all that were sent there. Answers with how many. */
  unqueue: { method: 'inspector/unqueue' } as Request<{ readonly rows: readonly number[] | null }, number>,
} as const;

import type { RequestOptions } from '../engineProcess/engineClient.ts';
import type {
  InspectorCard,
  InspectorItem,
  InspectorQuestion,
  InspectorSnapshot,
} from '../protocol/inspector.ts';
import type { HandLabels, QueueAnswer, ReviewedLabel } from '../protocol/inspectorActions.ts';
import type { Acknowledgement, UndoResult } from '../protocol/labeling.ts';

/** An item by its row or by its id. */
export type ItemName = { readonly row: number } | { readonly itemId: string };

/** What all tabs have in common, but for what the view's host adds. */
export type InspectorFacts = Omit<InspectorSnapshot, 'place' | 'target' | 'guardLevel'>;

/** Makes an absolute path something the view that shows it may load. */
export type ToUri = (absolutePath: string) => string;

/** What the view of the inspector asks of a project, or of a run of an experiment. */
export interface InspectorDesk {
  /** What all tabs have in common. */
  facts(): Promise<InspectorFacts>;
  /** Asks the engine about a round; null = the last one. */
  ask<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    asked: { readonly round: number | null; readonly params: Params },
    options?: RequestOptions,
  ): Promise<Answer>;
  /** Those of the rows that are there, in the order given. */
  cards(rows: readonly number[], toUri: ToUri): Promise<readonly InspectorCard[]>;
  /** Null where there is no such item. */
  item(name: ItemName, toUri: ToUri): Promise<InspectorItem | null>;
}

/** What the view changes of a project. */
export interface InspectorActions {
  /** Labels items that were picked by hand, in one step. Rejects with StoreError where that may not be. */
  label(labels: HandLabels): Promise<Acknowledgement>;
  /** Confirms or corrects a label. Rejects with StoreError where that may not be, or the label is another by now. */
  review(reviewed: ReviewedLabel): Promise<Acknowledgement>;
  /** Takes back the annotator's last step. */
  undo(eventId: string): Promise<UndoResult>;
  /** Sends items to the front of the queue. */
  queue(rows: readonly number[]): Promise<QueueAnswer>;
  /** Takes them out again, null = all; answers with how many. */
  unqueue(rows: readonly number[] | null): Promise<number>;
}

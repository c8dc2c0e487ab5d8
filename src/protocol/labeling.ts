import type { Objective } from './gains.ts';
import type { Notification, Request } from './engine.ts';
import type { ClassDefinition, ProjectKind } from './project.ts';
import type { Stream } from './stream.ts';

/**
 * The hop between labeling view (webview) and extension host: vscode-jsonrpc over postMessage.
 * The host sends whole snapshots, because a hidden webview loses messages.
 */

export interface Suggestion {
  readonly className: string;
  /** Null where the task model gives a class but no probability (a support-vector classifier). */
  readonly probability: number | null;
}

/** What the item's label is predicted to gain: mean and standard deviation, in units of the score; 0.01 is a point. */
export interface GainView {
  readonly mean: number;
  readonly deviation: number;
  readonly objective: Objective['kind'];
  /** The class whose F1 it is; null for other scores. */
  readonly className: string | null;
}

/** What is shown of an item. */
export type ItemContent =
  | { readonly kind: 'text'; readonly text: string; readonly fields: readonly (readonly [string, string])[] }
  | { readonly kind: 'tabular'; readonly fields: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'image';
      readonly file: string;
      /** Webview URIs, made by the host; the full image and a thumbnail of at most 192 px. */
      readonly source: string;
      readonly thumbnail: string;
      readonly width: number;
      readonly height: number;
    };

/** An item with its annotation state; everything the view needs to paint it. */
export interface ItemView {
  readonly itemId: string;
  readonly row: number;
  readonly content: ItemContent;
  readonly label: string | null;
  readonly skipped: boolean;
  readonly flagged: boolean;
  readonly note: string;
  /** 1-based rank by the strategy, null when not ranked. */
  readonly rank: number | null;
  readonly score: number | null;
  /** Null where the ranking predicts none. */
  readonly gain: GainView | null;
  /** A repeat looks like a random draw, which it is: from the items that were labeled. */
  readonly stream: Exclude<Stream, 'repeat'>;
  /**
   * True where the item has its label already and is asked again without it. Whatever it is called then is an answer
   * (`repeat`), not a label. `label` and `skipped` are that answer, and nothing on screen tells.
   */
  readonly repeat: boolean;
  readonly strategyTitle: string;
  readonly selectionProbability: number | null;
  /** Null for the random stream and where there is no model. */
  readonly suggestion: Suggestion | null;
}

/** A grid cell: less than an ItemView. */
export interface ItemCard {
  readonly itemId: string;
  readonly row: number;
  /** Text excerpt, row excerpt, or file name. */
  readonly excerpt: string;
  readonly thumbnail: string | null;
  readonly label: string | null;
  readonly skipped: boolean;
  readonly flagged: boolean;
  readonly rank: number | null;
  readonly suggestion: Suggestion | null;
}

export interface ClassState extends ClassDefinition {
  readonly labeled: number;
}

export interface RankingState {
  /** Number of the round whose ranking is shown; 0 before the first. */
  readonly round: number;
  /** Labels set since that round's snapshot. */
  readonly labelsAgo: number;
  readonly status: 'current' | 'ranking' | 'stale' | 'none';
  /** What the round that runs is at ("training 60 %"); empty where none does or nothing is known. */
  readonly progress: string;
  /** In words, e.g. why it is stale or which cold-start order is used; empty when there is nothing to say. */
  readonly detail: string;
  readonly strategy: string;
  readonly strategyTitle: string;
}

export interface LabelingSnapshot {
  readonly projectName: string;
  readonly kind: ProjectKind;
  /** Increases with every event; a snapshot older than the one shown is dropped. */
  readonly revision: number;
  readonly classes: readonly ClassState[];
  readonly total: number;
  readonly labeled: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly ranking: RankingState;
  /** Items already shown, oldest first (at most the last 20), then the item on turn, then at least 5 to come. */
  readonly sequence: readonly ItemView[];
  /** Index into `sequence` of the first item still to be decided; equals the length when the pool is done. */
  readonly turn: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Null when labels can be set; otherwise why not ("Read-only: another window (…) holds this project"). */
  readonly readOnly: string | null;
  readonly showSuggestions: boolean;
  /** A one-line message that the annotator should see (recovery, import changes); empty for none. */
  readonly notice: string;
  /** What a long operation is doing ("Importing 40 %"), empty for none. */
  readonly busy: string;
}

/** `repeat`: an answer to a repeat; `confirm`: a label that was doubted is right. Neither changes the label. */
export type LabelAction = 'label' | 'skip' | 'flag' | 'note' | 'repeat' | 'confirm';

/** Made in the webview; re-sent until acknowledged. The event id makes that harmless. */
export interface LabelCommand {
  /** UUID. */
  readonly eventId: string;
  readonly itemId: string;
  readonly action: LabelAction;
  /**
   * label: class name, or null to clear; skip: null; flag: 'true' | 'false'; note: the text; repeat: class name, or null
   * for no answer; confirm: the label.
   */
  readonly value: string | null;
  /** Seconds the item was on screen before this action. */
  readonly secondsSpent: number;
  readonly suggestionShown: boolean;
  /** `review`: among the labels that deserve a second look. */
  readonly view: 'item' | 'grid' | 'map' | 'review';
}

export interface Acknowledgement {
  readonly revision: number;
  /** The event ids that are now durable. */
  readonly eventIds: readonly string[];
}

export interface UndoResult {
  readonly revision: number;
  /** The item whose state changed, null when there was nothing to undo. */
  readonly itemId: string | null;
  /** For the live region: "Undid: cat on item 17". */
  readonly description: string;
}

export interface ItemsPage {
  readonly total: number;
  readonly offset: number;
  readonly cards: readonly ItemCard[];
}

/** `ranked`: the queue's order; the others in order of row. */
export type GridFilter = 'ranked' | 'labeled' | 'skipped' | 'flagged' | 'all';

export const labelingRequests = {
  ready: { method: 'labeling/ready' } as Request<Record<string, never>, LabelingSnapshot>,
  apply: { method: 'labels/apply' } as Request<
    { readonly commands: readonly LabelCommand[] },
    Acknowledgement
  >,
  undo: { method: 'labels/undo' } as Request<{ readonly eventId: string }, UndoResult>,
  redo: { method: 'labels/redo' } as Request<{ readonly eventId: string }, UndoResult>,
  page: { method: 'items/page' } as Request<
    { readonly filter: GridFilter; readonly offset: number; readonly limit: number },
    ItemsPage
  >,
  item: { method: 'items/get' } as Request<{ readonly itemId: string }, ItemView>,
} as const;

/** Buttons of the view that are commands of the extension; anything else is refused. */
export type ViewCommand =
  | 'chooseStrategy'
  | 'rankNow'
  | 'exportLabels'
  | 'openProjectFile'
  | 'importAgain'
  | 'toggleSuggestions'
  | 'keyboardShortcuts';

export const labelingNotifications = {
  /** webview -> host: this item is on screen, the ranking may not move it nor the next two. */
  shown: { method: 'queue/shown' } as Notification<{ readonly itemId: string }>,
  /** webview -> host */
  command: { method: 'view/command' } as Notification<{ readonly command: ViewCommand }>,
  /** webview -> host: show why this item is in the queue. */
  inspect: { method: 'view/inspect' } as Notification<{ readonly itemId: string }>,
  /** webview -> host: true while a text field has the focus (no keybinding may fire then). */
  textFocus: { method: 'view/textFocus' } as Notification<{ readonly focused: boolean }>,
  /** host -> webview */
  snapshot: { method: 'labeling/snapshot' } as Notification<LabelingSnapshot>,
  /** host -> webview: a contributed keybinding was pressed. */
  action: { method: 'view/action' } as Notification<{ readonly action: ViewAction }>,
} as const;

/** The fixed actions; each is a contributed command with a keybinding that can be rebound. */
export type ViewAction =
  | 'skip'
  | 'flag'
  | 'note'
  | 'undo'
  | 'redo'
  | 'back'
  | 'forward'
  | 'acceptSuggestion'
  | 'help'
  | 'toggleGrid'
  | 'findClass'
  | 'why';

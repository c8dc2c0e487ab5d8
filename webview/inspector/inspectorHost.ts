import { inspectorViewNotifications, inspectorViewRequests } from '../../src/protocol/inspector.ts';
import type {
  InspectorCard,
  InspectorCommand,
  InspectorItem,
  InspectorSnapshot,
} from '../../src/protocol/inspector.ts';
import { inspectorActionRequests } from '../../src/protocol/inspectorActions.ts';
import type { HandLabels, QueueAnswer, ReviewedLabel } from '../../src/protocol/inspectorActions.ts';
import type { Acknowledgement, UndoResult } from '../../src/protocol/labeling.ts';
import type { FigureHost } from '../figureController.ts';
import { openChannel } from '../hostChannel.ts';
import type { WebviewApi } from '../hostChannel.ts';

/** What the view may change. */
export interface InspectorActions {
  label(labels: HandLabels): Promise<Acknowledgement>;
  /** Confirms or corrects a label. */
  review(reviewed: ReviewedLabel): Promise<Acknowledgement>;
  /** Takes back the annotator's last step. */
  undo(eventId: string): Promise<UndoResult>;
  queue(rows: readonly number[]): Promise<QueueAnswer>;
  unqueue(rows: readonly number[] | null): Promise<number>;
}

/** The inspector's side of the hop to the extension host. */
export interface InspectorHost extends FigureHost<InspectorSnapshot, InspectorCommand>, InspectorActions {
  ask(method: string, round: number | null, params: unknown): Promise<unknown>;
  cancel(method: string): void;
  cards(rows: readonly number[]): Promise<readonly InspectorCard[]>;
  item(name: { readonly row: number } | { readonly itemId: string }): Promise<InspectorItem | null>;
  /** Has the project ranked by another strategy. */
  useStrategy(strategy: string): Promise<null>;
  /** Its snapshot comes before this resolves. */
  chooseRun(run: string): Promise<null>;
  onProgress(listener: (method: string, message: string, fraction: number | null) => void): void;
}

/** Opens the typed channel to the extension host. */
export function connectToInspectorHost(api: WebviewApi): InspectorHost {
  const { ask, tell, hear } = openChannel(api);
  return {
    ready: () => ask(inspectorViewRequests.ready, {}),
    save: (request) => ask(inspectorViewRequests.save, request),
    command: (command) => tell(inspectorViewNotifications.command, { command }),
    onSnapshot: (listener) => hear(inspectorViewNotifications.snapshot, listener),
    ask: (method, round, params) => ask(inspectorViewRequests.ask, { method, round, params }),
    cancel: (method) => tell(inspectorViewNotifications.cancel, { method }),
    cards: (rows) => ask(inspectorViewRequests.cards, { rows }),
    item: (name) => ask(inspectorViewRequests.item, name),
    useStrategy: (strategy) => ask(inspectorViewRequests.useStrategy, { strategy }),
    chooseRun: (run) => ask(inspectorViewRequests.chooseRun, { run }),
    label: (labels) => ask(inspectorActionRequests.label, labels),
    review: (reviewed) => ask(inspectorActionRequests.review, reviewed),
    undo: (eventId) => ask(inspectorActionRequests.undo, { eventId }),
    queue: (rows) => ask(inspectorActionRequests.queue, { rows }),
    unqueue: (rows) => ask(inspectorActionRequests.unqueue, { rows }),
    onProgress: (listener) =>
      hear(inspectorViewNotifications.progress, ({ method, message, fraction }) =>
        listener(method, message, fraction),
      ),
  };
}

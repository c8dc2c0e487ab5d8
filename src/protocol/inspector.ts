import type { ImportSpec, Notification, Request } from './engine.ts';
import type { SaveRequest } from './experimentView.ts';
import type { InspectorWork } from './inspectorActions.ts';
import type { RunFacts } from './runFacts.ts';
import type { ItemCard, ItemContent } from './labeling.ts';
import type { ProjectConfig, ProjectKind } from './project.ts';

/**
 * The strategy inspector. What a tab wants to know is a question: it goes from the webview by host and session to the
 * engine process, where a worker thread answers it. Questions and answers cross as plain data under the question's
 * method; each tab defines its own in a file beside this one (inspectorWhy.ts, ...). Items are named by their rows.
 */
export interface InspectorQuestion<Params, Answer> extends Request<Params, Answer> {
  /**
   * Questions of one lane are answered one after the other by one thread, which keeps what it has worked out. What takes
   * long goes into a lane of its own, so that others need not wait for it.
   */
  readonly lane: string;
}

/** Where the engine process finds a project. */
export interface ProjectSource {
  readonly kind: 'project';
  /** Absolute path of labels.db; opened read-only. */
  readonly database: string;
  /** Features that the engine holds, and what they are made from. */
  readonly featuresId: string;
  readonly spec: ImportSpec;
  /** Absolute folder for what takes long to work out. */
  readonly cacheFolder: string;
  readonly config: ProjectConfig;
}

/** Where it finds a run of an experiment. */
export interface RunSource {
  readonly kind: 'run';
  /** Absolute path of the results folder. */
  readonly folder: string;
  /** Id of the run; null = the first that is there. */
  readonly run: string | null;
}

/** What is inspected. */
export type InspectorSource = ProjectSource | RunSource;

/** A question on its way to the engine process. */
export interface InspectorRequest<Source extends InspectorSource = InspectorSource> {
  readonly source: Source;
  /** Round of a project or step of a run; null = the last one. */
  readonly round: number | null;
  readonly method: string;
  readonly lane: string;
  readonly params: unknown;
}

/** From the host to the engine process, beside `engineRequests`. */
export const inspectRequest: Request<InspectorRequest & { readonly operation: string }, unknown> = {
  method: 'inspector/answer',
};

/** A stored round, as it is chosen from a list. */
export interface RoundChoice {
  readonly round: number;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Strategy id. */
  readonly strategy: string;
}

export interface StrategyChoice {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What a command wants to see in the view; a view applies each serial number once. */
export interface InspectorTarget {
  readonly serial: number;
  readonly tab: string;
  /** Null = as it is. */
  readonly itemId: string | null;
}

/** What all tabs have in common. */
export interface InspectorSnapshot {
  /** Names what is inspected; the view keeps it, so that it can be restored. */
  readonly place: string;
  readonly projectName: string;
  readonly kind: ProjectKind;
  /** `key`: as in the labeling view; empty for none. */
  readonly classes: readonly { readonly name: string; readonly colour: string; readonly key: string }[];
  /** In ascending order; empty while there is none. */
  readonly rounds: readonly RoundChoice[];
  /** Strategies that may be compared. */
  readonly strategies: readonly StrategyChoice[];
  /** Ids of those that are compared until somebody chooses. */
  readonly usual: readonly string[];
  /** Id of the strategy that the project has now; null for a run. */
  readonly chosen: string | null;
  /** Chance of a false alarm of the leaderboard's guard; 0 = it is off. */
  readonly guardLevel: number;
  /** Null for a project. */
  readonly run: RunFacts | null;
  readonly work: InspectorWork;
  /** Null where nothing special was asked for. */
  readonly target: InspectorTarget | null;
}

/** An item as tabs show it. */
export type InspectorCard = Omit<ItemCard, 'rank' | 'suggestion'>;

/** An item with all that annotators may see of it. */
export interface InspectorItem extends InspectorCard {
  /**
   * True while it waits in the queue as drawn at random, or to be asked again: what it is called will measure accuracy,
   * so that nothing may lead the annotator.
   */
  readonly blind: boolean;
  readonly content: ItemContent;
}

export type InspectorCommand = 'openLabelingView' | 'rankNow' | 'openProjectFile' | 'chooseStrategy';

export const inspectorViewRequests = {
  ready: { method: 'inspector/ready' } as Request<Record<string, never>, InspectorSnapshot>,
  save: { method: 'inspector/save' } as Request<SaveRequest, { readonly saved: boolean }>,
  /** Answered by the engine; parameters are checked by the question's own schema. */
  ask: { method: 'inspector/ask' } as Request<
    { readonly method: string; readonly round: number | null; readonly params: unknown },
    unknown
  >,
  /** Those of the rows that are there, in order of row. */
  cards: { method: 'inspector/cards' } as Request<
    { readonly rows: readonly number[] },
    readonly InspectorCard[]
  >,
  /** Null where there is no such item. */
  item: { method: 'inspector/item' } as Request<
    { readonly row: number } | { readonly itemId: string },
    InspectorItem | null
  >,
  /** Has the project ranked by another strategy. Rejects where that cannot be, and for a run. */
  useStrategy: { method: 'inspector/useStrategy' } as Request<{ readonly strategy: string }, null>,
  /** Looks at another run of the experiment; its snapshot comes before the answer. */
  chooseRun: { method: 'inspector/chooseRun' } as Request<{ readonly run: string }, null>,
} as const;

export const inspectorViewNotifications = {
  /** Host to view. */
  snapshot: { method: 'inspector/snapshot' } as Notification<InspectorSnapshot>,
  /** Host to view: how far the question of that method is; `fraction` is null when unknown. */
  progress: { method: 'inspector/progress' } as Notification<{
    readonly method: string;
    readonly message: string;
    readonly fraction: number | null;
  }>,
  /** View to host: the answer is not wanted any more. */
  cancel: { method: 'inspector/cancel' } as Notification<{ readonly method: string }>,
  /** View to host. */
  command: { method: 'inspector/command' } as Notification<{ readonly command: InspectorCommand }>,
} as const;

import type { EngineState } from '../engineProcess/engineClient.ts';
import type { ExportFormat, ImportIssue, ImportReport, Progress } from '../protocol/engine.ts';
import type {
  Acknowledgement,
  GridFilter,
  ItemsPage,
  ItemView,
  LabelCommand,
  LabelingSnapshot,
  UndoResult,
} from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { GainReport } from '../protocol/gainView.ts';
import type { WhatIfResult } from '../protocol/whatIf.ts';
import type { ImportSummary } from '../store/store.ts';
import type { GainReportOptions } from './gainReport.ts';
import type { InspectorActions, InspectorDesk } from './inspectorDesk.ts';
import type { WhatIfOptions } from './whatIf.ts';

/** What the user is asked before an import becomes visible. */
export interface ImportReview {
  readonly report: ImportReport;
  readonly summary: ImportSummary;
  /** True when rows would be left out: the user must say so. */
  readonly needsConsent: boolean;
}

export interface ImportOutcome {
  readonly committed: boolean;
  readonly summary: ImportSummary | null;
  readonly issues: readonly ImportIssue[];
}

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly path: string;
  /** Also items without a label. Default false. */
  readonly includeUnlabeled?: boolean;
  /** CSV: escape cells that a spreadsheet would run. Default true. */
  readonly escapeFormulas?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** One open labeling project: the app's heart, without VS Code. */
export interface LabelingSession {
  readonly config: ProjectConfig;
  readonly engineState: EngineState;
  snapshot(): Promise<LabelingSnapshot>;
  onSnapshot(listener: (snapshot: LabelingSnapshot) => void): { dispose(): void };
  /** Resolves when every command is durable. */
  apply(commands: readonly LabelCommand[]): Promise<Acknowledgement>;
  undo(eventId: string): Promise<UndoResult>;
  redo(eventId: string): Promise<UndoResult>;
  page(filter: GridFilter, offset: number, limit: number): Promise<ItemsPage>;
  item(itemId: string): Promise<ItemView>;
  shown(itemId: string): void;
  /** Asks for a round now, whatever the scheduler thinks. */
  rankNow(): Promise<void>;
  /** The project file changed: new classes, strategy, batch size ...; sources need `importItems` again. */
  reconfigure(config: ProjectConfig): Promise<void>;
  /** Reads the source, lets `review` decide, swaps the items in. Labels stay. */
  importItems(
    review: (review: ImportReview) => Promise<boolean>,
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Progress) => void },
  ): Promise<ImportOutcome>;
  exportLabels(request: ExportRequest): Promise<{ readonly rows: number }>;
  /** Whether the last round learned a network. */
  readonly hasNetwork: boolean;
  /** Writes it into a file; rejects where there is none. */
  saveNetwork(path: string): Promise<void>;
  /** Replays other strategies on the labels set so far: how many labels they would have saved. */
  whatIf(options: WhatIfOptions): Promise<WhatIfResult>;
  /** How well gains of labels were predicted; what they gained in hindsight is measured only if `measure` is given. */
  gainReport(measure?: GainReportOptions): Promise<GainReport>;
  /** What the view of the inspector asks of the project. */
  readonly inspector: InspectorDesk & InspectorActions;
  /** Takes in labels that came with the journal (a git pull) while the project was open. */
  refresh(): Promise<void>;
  /** True while the project has no items yet: import them first. */
  readonly needsImport: boolean;
  close(): Promise<void>;
}

import type { BackendChoice, BackendFinding } from './backend.ts';
import type { ExperimentReport, PresetInfo, SpecProblem } from './experiment.ts';
import type { ExperimentEvent, ExperimentOutcome, ExperimentRequest } from './experimentRun.ts';
import type { FrozenModel } from './frozenModel.ts';
import type { RealisedGains, RealisedGainsRequest } from './gains.ts';
import type { ProjectKind } from './project.ts';
import type { RoundRequest, RoundResult } from './round.ts';
import type { WhatIfRequest, WhatIfResult } from './whatIf.ts';

/**
 * The hop between extension host and engine process. Both ends talk vscode-jsonrpc over Node's IPC channel with
 * `serialization: 'advanced'`, so typed arrays travel as they are.
 */

/** A request name with the types of its parameters and its result. */
export interface Request<Params, Result> {
  readonly method: string;
  /** Never set; carries the types. */
  readonly types?: readonly [Params, Result];
}

/** A notification name with the type of its parameters. */
export interface Notification<Params> {
  readonly method: string;
  /** Never set; carries the type. */
  readonly types?: Params;
}

export interface ParamInfo {
  readonly name: string;
  readonly description: string;
  readonly kind: 'number' | 'string' | 'boolean';
  readonly default: number | string | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
}

/** A registry entry (query strategy or task model) as the user interface needs it. */
export interface RegistryEntryInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly reference: string;
  readonly params: readonly ParamInfo[];
  /** Strategies: what the task model must give. Models: what it gives. */
  readonly capabilities: readonly string[];
  /** What a model gives besides, each with the boolean parameter that has to be on for it. */
  readonly capabilitiesIf?: Readonly<Record<string, string>>;
  /** A model that needs other features than the usual ones: the pixels of images. */
  readonly input?: 'pixels';
  /** A strategy that looks at labels which a live pool does not have: never offered there. */
  readonly simulationOnly?: boolean;
}

export interface EngineInfo {
  readonly pid: number;
  readonly node: string;
  /** What computes, in words. */
  readonly backend: string;
  readonly strategies: readonly RegistryEntryInfo[];
  readonly models: readonly RegistryEntryInfo[];
}

/** Where items come from and how to read them. */
export interface ImportSpec {
  readonly kind: ProjectKind;
  /** Absolute path of a .csv, .tsv, .jsonl or of a folder of images. */
  readonly path: string;
  readonly idColumn: string | null;
  readonly textColumn: string | null;
  readonly labelColumn: string | null;
  readonly featureColumns: readonly string[];
  /** Never features, whatever `featureColumns` leaves open. */
  readonly ignoredColumns?: readonly string[];
  /** What features of images are: pixels or the outputs of a model; absent = colours and edges. */
  readonly images?: 'pixels' | FrozenModel;
}

export type ImportIssueKind =
  | 'emptyFile'
  | 'missingColumn'
  | 'duplicateHeader'
  | 'notUtf8'
  | 'malformedRow'
  | 'duplicateId'
  | 'emptyId'
  | 'undecodableImage'
  | 'wrongType'
  | 'unreadable'
  | 'singleClass'
  | 'repeatedContent';

export interface ImportIssue {
  readonly kind: ImportIssueKind;
  /** `error` rows are left out unless mended; `warning` rows are imported all the same. */
  readonly severity: 'error' | 'warning';
  /** 1-based line of the source, where it has lines. */
  readonly line: number | null;
  /** 1-based column (character) or column name where known. */
  readonly column: string | null;
  /** File name, for images. */
  readonly file: string | null;
  /** One sentence: what is wrong and what was expected. */
  readonly message: string;
}

/** A column of a previewed source. */
export interface ColumnPreview {
  readonly name: string;
  readonly type: 'number' | 'category' | 'text' | 'empty';
  /** Distinct values among the sampled rows. */
  readonly distinct: number;
  readonly missing: number;
  readonly example: string;
}

/** What a first look at the data says; the source of every guess of the project wizard. */
export interface DataPreview {
  readonly format: 'csv' | 'tsv' | 'jsonl' | 'imageFolder';
  /** How the data were read, in words ("comma-separated, 22 columns, header in line 1"). */
  readonly summary: string;
  readonly columns: readonly ColumnPreview[];
  readonly sampledRows: number;
  readonly guess: {
    readonly kind: ProjectKind;
    readonly idColumn: string | null;
    readonly textColumn: string | null;
    readonly labelColumn: string | null;
    readonly featureColumns: readonly string[];
    readonly classes: readonly string[];
  };
  /** Problems that stop an import as the data stand (empty file, duplicate header ...). */
  readonly problems: readonly ImportIssue[];
}

/** One item as the readers deliver it; the JSON text of an array of these travels to the staging table. */
export interface ImportedItem {
  /** Stable id: the id column's value, else the content hash. */
  readonly id: string;
  /** SHA-256 of the content, first 32 hex digits. */
  readonly hash: string;
  /** 0-based position in the source. */
  readonly position: number;
  /** 1-based line of the source, null for images. */
  readonly line: number | null;
  /**
   * JSON text. Tabular: object of column -> string as it stood in the source. Text: `{text, ...other columns}` with the
   * text under its own column name. Image: `{file, width, height, format, bytes}`, `file` relative to the source
   * folder with `/`.
   */
  readonly content: string;
  /** The label that the source gives this row, null where it gives none. */
  readonly label: string | null;
}

export interface ImportBatch {
  readonly importId: string;
  /** JSON text of an `ImportedItem[]`; goes to SQLite's json_each unparsed, so that the host never blocks on it. */
  readonly itemsJson: string;
  readonly count: number;
}

export interface ImportReport {
  /** Items delivered in batches. */
  readonly items: number;
  /** Rows left out because of an issue of severity `error`. */
  readonly rejected: number;
  /** At most 1,000 issues; `issueCounts` counts all. */
  readonly issues: readonly ImportIssue[];
  readonly issueCounts: Readonly<Partial<Record<ImportIssueKind, number>>>;
  /** Distinct labels that the source gives, with their counts, sorted. */
  readonly labels: readonly (readonly [string, number])[];
  readonly columns: readonly string[];
  /** SHA-256 of the source (file) or of the sorted list of names, sizes and times (folder). */
  readonly sourceHash: string;
  readonly durationMs: number;
}

export interface FeaturesRequest {
  /** Absolute path of labels.db; opened read-only. */
  readonly database: string;
  /** Absolute folder for cached matrices and thumbnails. */
  readonly cacheFolder: string;
  readonly spec: ImportSpec;
  /** Identifies the items' state: changes whenever an import changed them. */
  readonly itemsVersion: string;
  readonly seed: number;
}

export interface FeaturesInfo {
  /** Pass this to `round/propose`. */
  readonly featuresId: string;
  readonly rows: number;
  readonly columns: number;
  /** What was done to the data, for people: "3 missing values in `age` were set to the median 41". */
  readonly notes: readonly string[];
  readonly cached: boolean;
  readonly durationMs: number;
}

/** Generated data of one kind, written for a first look. */
export interface SampleInfo {
  /** File or folder that was written, relative to the folder asked for. */
  readonly source: string;
  readonly kind: ProjectKind;
  readonly idColumn: string | null;
  readonly textColumn: string | null;
  readonly labelColumn: string | null;
  readonly classes: readonly string[];
}

export type ExportFormat = 'csv' | 'jsonl' | 'labelStudio';

export interface ExportSpec {
  readonly kind: ProjectKind;
  /** Absolute path of labels.db; opened read-only. */
  readonly database: string;
  readonly format: ExportFormat;
  /** Absolute path of the file to write; replaced as a whole once the export is complete. */
  readonly path: string;
  /** Also items without a label. */
  readonly includeUnlabeled: boolean;
  /** CSV: escape cells that a spreadsheet would run. */
  readonly escapeFormulas: boolean;
}

export interface Progress {
  /** The operation it belongs to (importId, or an id the caller gave). */
  readonly operation: string;
  readonly message: string;
  /** 0 to 1, null when unknown. */
  readonly fraction: number | null;
}

export const engineRequests = {
  hello: { method: 'engine/hello' } as Request<Record<string, never>, EngineInfo>,
  ping: { method: 'engine/ping' } as Request<Record<string, never>, number>,
  preview: { method: 'import/preview' } as Request<{ readonly path: string }, DataPreview>,
  import: { method: 'import/run' } as Request<
    { readonly importId: string; readonly spec: ImportSpec },
    ImportReport
  >,
  features: { method: 'features/build' } as Request<
    FeaturesRequest & { readonly operation: string },
    FeaturesInfo
  >,
  sample: { method: 'sample/write' } as Request<
    { readonly kind: ProjectKind; readonly folder: string },
    SampleInfo
  >,
  export: { method: 'export/run' } as Request<
    ExportSpec & { readonly operation: string },
    { readonly rows: number }
  >,
  round: { method: 'round/propose' } as Request<RoundRequest & { readonly operation: string }, RoundResult>,
  whatIf: { method: 'whatIf/run' } as Request<WhatIfRequest & { readonly operation: string }, WhatIfResult>,
  realisedGains: { method: 'gains/realised' } as Request<
    RealisedGainsRequest & { readonly operation: string },
    RealisedGains
  >,
  /** Tries the backends that may compute on a GPU; takes a minute or more where a driver hangs. */
  surveyBackends: { method: 'backends/survey' } as Request<Record<string, never>, readonly BackendFinding[]>,
  presets: { method: 'experiment/presets' } as Request<Record<string, never>, readonly PresetInfo[]>,
  checkSpec: { method: 'experiment/check' } as Request<
    { readonly specText: string; readonly specPath: string },
    readonly SpecProblem[]
  >,
  runExperiment: { method: 'experiment/run' } as Request<
    ExperimentRequest & { readonly operation: string },
    ExperimentOutcome
  >,
  experimentReport: { method: 'experiment/report' } as Request<{ readonly folder: string }, ExperimentReport>,
} as const;

/** Requests that the engine process sends to the host. */
export const hostRequests = {
  importBatch: { method: 'import/batch' } as Request<ImportBatch, null>,
} as const;

export const engineNotifications = {
  progress: { method: 'progress' } as Notification<Progress>,
  experimentEvent: { method: 'experiment/event' } as Notification<{
    readonly operation: string;
    readonly event: ExperimentEvent;
  }>,
  /** What computes neural networks from now on. */
  networks: { method: 'networks' } as Notification<BackendChoice>,
  log: { method: 'log' } as Notification<{
    readonly level: 'info' | 'warn' | 'error';
    readonly message: string;
  }>,
} as const;

/** How an expected failure crosses a port: `ResponseError.data`. */
export interface FailureData {
  readonly reason: string;
  readonly issues?: readonly ImportIssue[];
}

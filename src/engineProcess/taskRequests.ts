import type { ItemContent } from '../data/featurisers/featuriser.ts';
import type { FeaturesInfo, FeaturesRequest, Request } from '../protocol/engine.ts';
import type { InspectorRequest, ProjectSource, RunSource } from '../protocol/inspector.ts';
import type { RealisedGains, RealisedGainsRequest } from '../protocol/gains.ts';
import type { RoundRequest, RoundResult } from '../protocol/round.ts';
import type { WhatIfRequest, WhatIfResult } from '../protocol/whatIf.ts';
import type { ItemRecord } from '../store/readRecords.ts';
import type { LabelEvent, RoundRecord } from '../store/store.ts';

/** A matrix in shared memory: every thread reads it without a copy. */
export interface SharedMatrix {
  readonly rows: number;
  readonly columns: number;
  /** rows x columns float32, row-major. */
  readonly buffer: SharedArrayBuffer;
}

export interface FeaturesTask {
  readonly request: FeaturesRequest & { readonly operation: string };
  /** Rows of the matrix. */
  readonly rowCount: number;
}

export interface RoundTask {
  readonly request: RoundRequest & { readonly operation: string };
  readonly matrix: SharedMatrix;
  /** Whether networks may be trained on a GPU. */
  readonly hasGpu: boolean;
}

export interface WhatIfTask {
  readonly request: WhatIfRequest & { readonly operation: string };
  readonly matrix: SharedMatrix;
}

export interface RealisedGainsTask {
  readonly request: RealisedGainsRequest & { readonly operation: string };
  readonly matrix: SharedMatrix;
}

/** A question of the inspector about a run: its thread reads records and data itself. */
export interface RunInspectionTask {
  readonly kind: 'run';
  readonly request: InspectorRequest<RunSource> & { readonly operation: string };
}

/** A question of the inspector about a project, with what was stored of it. */
export interface ProjectInspectionTask {
  readonly kind: 'project';
  readonly request: InspectorRequest<ProjectSource> & { readonly operation: string };
  readonly matrix: SharedMatrix;
  /** Null = as it was sent with the last task of this thread. */
  readonly items: readonly ItemRecord[] | null;
  readonly events: readonly LabelEvent[] | null;
  readonly rounds: readonly RoundRecord[];
  /** The round that is asked about, whole; null where there is none yet. */
  readonly record: RoundRecord | null;
  /** Changes with the items. */
  readonly itemsVersion: string;
}

export type InspectionTask = ProjectInspectionTask | RunInspectionTask;

/** What the process's main thread asks of its worker threads, besides the host's requests that it hands on. */
export const taskRequests = {
  features: { method: 'task/features' } as Request<
    FeaturesTask,
    { readonly info: FeaturesInfo; readonly matrix: SharedMatrix }
  >,
  round: { method: 'task/round' } as Request<RoundTask, RoundResult>,
  whatIf: { method: 'task/whatIf' } as Request<WhatIfTask, WhatIfResult>,
  inspect: { method: 'task/inspect' } as Request<InspectionTask, unknown>,
  realisedGains: { method: 'task/realisedGains' } as Request<RealisedGainsTask, RealisedGains>,
} as const;

/** What a worker thread asks of the main thread. */
export const feedRequests = {
  nextPage: { method: 'items/next' } as Request<
    { readonly operation: string; readonly pass: number },
    readonly ItemContent[]
  >,
  /** Single items of an operation whose items can be had so. */
  itemsAt: { method: 'items/at' } as Request<
    { readonly operation: string; readonly rows: readonly number[] },
    readonly ItemContent[]
  >,
} as const;

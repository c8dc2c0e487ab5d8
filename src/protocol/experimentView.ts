import type { Notification, Request } from './engine.ts';
import type { ExperimentReport } from './experiment.ts';
import type { ExperimentProgress } from './experimentRun.ts';

/**
 * The hop between results view (webview) and extension host: vscode-jsonrpc over postMessage, whole snapshots, as in the
 * labeling view.
 */

export interface ExperimentSnapshot {
  readonly report: ExperimentReport;
  /** `incomplete`: it was cancelled, or its process ended; it can be resumed. */
  readonly state: 'running' | 'complete' | 'incomplete';
  /** While it runs. */
  readonly progress: ExperimentProgress | null;
  /** Name of the results folder. */
  readonly folderName: string;
  /** Why the last attempt to run it ended badly; empty when it did not. */
  readonly problem: string;
}

/** A figure or table on its way to a file that the user chooses. */
export interface SaveRequest {
  /** File name with extension; the user may change it. */
  readonly suggestedName: string;
  readonly kind: 'svg' | 'png' | 'csv' | 'latex';
  /** Text, or base64 for `png`. */
  readonly content: string;
}

export type ExperimentCommand = 'cancel' | 'resume' | 'inspect' | 'openSpec' | 'revealFolder';

export const experimentViewRequests = {
  ready: { method: 'experiment/ready' } as Request<Record<string, never>, ExperimentSnapshot>,
  /** `saved` is false where the user changed their mind. */
  save: { method: 'experiment/save' } as Request<SaveRequest, { readonly saved: boolean }>,
} as const;

/** Host to view. */
export const experimentViewNotifications = {
  snapshot: { method: 'experiment/snapshot' } as Notification<ExperimentSnapshot>,
  /** View to host. */
  command: { method: 'experiment/command' } as Notification<{ readonly command: ExperimentCommand }>,
} as const;

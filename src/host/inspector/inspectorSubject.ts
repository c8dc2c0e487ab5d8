import type * as vscode from 'vscode';
import type { InspectorCommand } from '../../protocol/inspector.ts';
import type { InspectorActions, InspectorDesk } from '../../session/inspectorDesk.ts';

/** What a view of the inspector is about: a project, or a run of an experiment. */
export interface InspectorSubject {
  /** Names it; the view keeps it, so that it can be restored. */
  readonly place: string;
  /** Where figures are saved. */
  readonly folder: vscode.Uri;
  /** What of the disk the view may load. */
  readonly resourceRoots: readonly vscode.Uri[];
  /** Looked up each time: a project may be opened anew. */
  readonly desk: InspectorDesk;
  /** Throws where nothing can be changed. */
  readonly actions: InspectorActions;
  /** What all tabs have in common may be another. */
  onDidChange(listener: () => void): vscode.Disposable;
  runCommand(command: InspectorCommand): void;
  /** Has the project ranked by another strategy. Rejects where its model cannot serve it, and for a run. */
  useStrategy(strategy: string): Promise<void>;
  /** Looks at another run. Rejects where it cannot be read, and for a project. */
  chooseRun(run: string): Promise<void>;
}

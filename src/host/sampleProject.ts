import * as vscode from 'vscode';
import type { ProjectKind } from '../protocol/project.ts';
import { PROJECT_FILE_SUFFIX } from '../session/projectFile.ts';
import type { EngineHandle } from './engineHandle.ts';
import { openLabelingView } from './labelingEditor.ts';
import { withProgress } from './longOperation.ts';
import { isCancellation, messageOf, showError, showLogAction } from './messages.ts';
import { createProject } from './newProject/newProject.ts';
import { requireTrust } from './trust.ts';

interface SampleChoice extends vscode.QuickPickItem {
  readonly sample: ProjectKind;
}

const choices = (): readonly SampleChoice[] => [
  {
    sample: 'tabular',
    label: `$(table) ${vscode.l10n.t('Rows')}`,
    detail: vscode.l10n.t('Waveforms of three classes, 21 measurements each (Breiman et al., 1984)'),
  },
  {
    sample: 'text',
    label: `$(comment) ${vscode.l10n.t('Texts')}`,
    detail: vscode.l10n.t('Short generated messages'),
  },
  {
    sample: 'image',
    label: `$(file-media) ${vscode.l10n.t('Images')}`,
    detail: vscode.l10n.t('Small drawn glyphs'),
  },
];

export interface SampleOptions {
  readonly engine: EngineHandle;
  /** Where samples go when no folder is open. */
  readonly storageUri: vscode.Uri;
  /** Asked for when absent. */
  readonly kind?: ProjectKind;
}

/** Writes generated data into a folder of its own and opens it as a project; a sample made before is opened again. */
export const openSample = async ({ engine, storageUri, kind: given }: SampleOptions): Promise<void> => {
  if (!requireTrust()) return;
  const kind = given ?? (await chooseKind());
  if (kind === undefined) return;
  const base = vscode.workspace.workspaceFolders?.[0]?.uri ?? storageUri;
  const folder = vscode.Uri.joinPath(base, `nextlabel-sample-${kind}`);
  const existing = await findProject(folder);
  if (existing !== null) {
    await openLabelingView(existing);
    return;
  }
  try {
    await vscode.workspace.fs.createDirectory(folder);
    const sample = await withProgress(
      vscode.l10n.t('Writing sample data'),
      async ({ signal, onProgress }) => {
        const client = await engine.client();
        return client.sample(kind, folder.fsPath, { signal, onProgress });
      },
    );
    await createProject(folder, `sample-${kind}`, {
      ...sample,
      featureColumns: [],
      hiddenColumns: [],
    });
  } catch (error) {
    if (isCancellation(error)) return;
    void showError(vscode.l10n.t('The sample was not written: {0}', messageOf(error)), showLogAction());
  }
};

const chooseKind = async (): Promise<ProjectKind | undefined> => {
  const chosen = await vscode.window.showQuickPick(choices(), {
    title: vscode.l10n.t('Open Sample Project'),
    placeHolder: vscode.l10n.t('What do you want to label?'),
  });
  return chosen?.sample;
};

const findProject = async (folder: vscode.Uri): Promise<vscode.Uri | null> => {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const found = entries.find(([name]) => name.endsWith(PROJECT_FILE_SUFFIX));
    return found === undefined ? null : vscode.Uri.joinPath(folder, found[0]);
  } catch {
    return null;
  }
};

import path from 'node:path';
import * as vscode from 'vscode';
import type { GpuAdvice } from '../session/gpuAdvice.ts';
import type { EngineHandle } from './engineHandle.ts';
import { withProgress } from './longOperation.ts';
import { messageOf, showError, showInfo, showLogAction, unlessCancelled } from './messages.ts';
import { BACKEND_SETTING } from './settings.ts';
import { requireTrust } from './trust.ts';

interface Parts {
  readonly engine: EngineHandle;
  readonly log: vscode.LogOutputChannel;
}

/** Says what this machine has and needs to train neural networks on its GPU, and offers to install what can be. */
export const setUpGpu = async (parts: Parts): Promise<void> => {
  if (!requireTrust()) return;
  await unlessCancelled(survey(parts));
};

const survey = async (parts: Parts): Promise<void> => {
  const client = await parts.engine.client();
  const title = vscode.l10n.t('Looking for what computes neural networks');
  const findings = await withProgress(title, ({ signal }) => client.surveyBackends({ signal }));
  const { gpuAdvice } = await import('../session/onDemand.ts');
  const { platform, arch } = process;
  const advice = gpuAdvice(findings, { platform, arch });
  for (const line of [advice.summary, ...advice.details]) parts.log.info(line);
  await offer(parts, advice);
};

const offer = async (parts: Parts, { summary, details, canInstallCuda }: GpuAdvice): Promise<void> => {
  const install = vscode.l10n.t('Install TensorFlow for CUDA…');
  const settings = vscode.l10n.t('Open Setting');
  const chosen = await vscode.window.showInformationMessage(
    summary,
    { modal: true, detail: details.join('\n\n') },
    ...(canInstallCuda ? [install] : []),
    settings,
  );
  if (chosen === settings)
    await vscode.commands.executeCommand('workbench.action.openSettings', BACKEND_SETTING);
  if (chosen === install) await installCuda(parts);
};

/** Asks first: it is a large download from elsewhere. */
const installCuda = async (parts: Parts): Promise<void> => {
  const { CUDA_PACKAGE, CUDA_VERSION, installPackage } = await import('../session/onDemand.ts');
  const spec = `${CUDA_PACKAGE}@${CUDA_VERSION}`;
  const folder = parts.engine.packagesFolder;
  const go = vscode.l10n.t('Download and Install');
  const consent = await vscode.window.showWarningMessage(
    vscode.l10n.t('Install {0}?', spec),
    {
      modal: true,
      detail: vscode.l10n.t(
        'npm downloads the package, and the package downloads TensorFlow’s library: some 400 MB in all, and its scripts run on this computer. It goes to NextLabel’s own storage ({0}); delete that folder to be rid of it.',
        path.dirname(folder),
      ),
    },
    go,
  );
  if (consent !== go) return;
  try {
    await withProgress(vscode.l10n.t('Installing {0}', spec), ({ signal, onProgress }) =>
      installPackage({
        spec,
        folder,
        signal,
        onLine: (line) => {
          parts.log.info(`npm: ${line}`);
          onProgress({ operation: '', message: line, fraction: null });
        },
      }),
    );
  } catch (error) {
    // A cancellation goes on to where it needs no words.
    if (error instanceof Error && error.name === 'AbortError') throw error;
    void showError(messageOf(error), showLogAction());
    return;
  }
  await parts.engine.restart();
  void showInfo(vscode.l10n.t('{0} was installed. Looking whether it serves.', spec));
  await survey(parts);
};

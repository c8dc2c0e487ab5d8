import * as vscode from 'vscode';
import type { EngineInfo } from '../protocol/engine.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { missingFrom } from './chooseStrategy.ts';
import { changeProject } from './projectDocument.ts';
import { requireTrust } from './trust.ts';

/**
 * Writes another strategy into the project file, as an edit that can be undone. Rejects where there is no such strategy,
 * or the project's task model cannot serve it.
 */
export const useStrategy = async (
  project: vscode.Uri,
  id: string,
  { config, info: { strategies, models } }: { readonly config: ProjectConfig; readonly info: EngineInfo },
): Promise<void> => {
  if (id === config.strategy || !requireTrust()) return;
  const strategy = strategies.find((entry) => entry.id === id && entry.simulationOnly !== true);
  if (strategy === undefined) throw new Error(vscode.l10n.t('There is no strategy "{0}".', id));
  const model = models.find((entry) => entry.id === config.model);
  const missing = missingFrom(strategy, model, config);
  if (missing.length > 0) {
    throw new Error(
      vscode.l10n.t(
        '{0} cannot be used: {1} does not give what it needs ({2}). Choose another model first.',
        strategy.title,
        model?.title ?? config.model,
        missing.join(', '),
      ),
    );
  }
  await changeProject(project, { strategy: id });
};

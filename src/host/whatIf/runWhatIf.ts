import * as vscode from 'vscode';
import type { EngineInfo } from '../../protocol/engine.ts';
import type { ProjectConfig } from '../../protocol/project.ts';
import { WHAT_IF_STRATEGIES } from '../../protocol/whatIf.ts';
import type { WhatIfRefusal } from '../../protocol/whatIf.ts';
import type { LabelingSession } from '../../session/session.ts';
import { missingFrom } from '../chooseStrategy.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { withProgress } from '../longOperation.ts';
import { showInfo } from '../messages.ts';
import type { WhatIfDocuments } from './whatIfDocuments.ts';
import { whatIfText } from './whatIfText.ts';

/** Chosen unless the user says otherwise. */
const USUAL = ['margin', 'entropy', 'kCenterGreedy', 'random'];

export interface WhatIfParts {
  readonly engine: EngineHandle;
  readonly documents: WhatIfDocuments;
}

interface StrategyItem extends vscode.QuickPickItem {
  readonly id: string;
}

/** Asks which strategies, replays them on the project's labels, and shows the answer. */
export const runWhatIf = async (
  { engine, documents }: WhatIfParts,
  session: LabelingSession,
  project: vscode.Uri,
): Promise<void> => {
  const { config } = session;
  const client = await engine.client();
  const info = await client.hello();
  const strategies = await chooseStrategies(info, config);
  if (strategies === null) return;
  const result = await withProgress(
    vscode.l10n.t('What if: replaying {0} labels', config.name),
    ({ signal, onProgress }) => session.whatIf({ strategies, signal, onProgress }),
  );
  if (result.kind === 'refused') {
    void showInfo(refusalText(result, config));
    return;
  }
  const titles = new Map(info.strategies.map(({ id, title }) => [id, title]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  await documents.show(project, config.name, whatIfText(result, { name: config.name, titleOf }));
};

const refusalText = ({ have, needed }: WhatIfRefusal, { randomShare }: ProjectConfig): string => {
  const missing = needed - have;
  const now = vscode.l10n.t(
    'A what-if needs {0} labels of items that were drawn at random; this project has {1}, so {2} are missing.',
    ...[needed, have, missing],
  );
  const how =
    randomShare > 0
      ? vscode.l10n.t(
          'They come by themselves while you label: {0} % of the queue is random ("randomShare" in the project file).',
          Math.round(100 * randomShare),
        )
      : vscode.l10n.t('None will come while "randomShare" in the project file is 0: set it to 0.1, say.');
  return `${now} ${how}`;
};

/** Null where the user changed their mind; those that the project's model cannot serve are not offered. */
const chooseStrategies = async (
  info: EngineInfo,
  config: ProjectConfig,
): Promise<readonly string[] | null> => {
  const model = info.models.find(({ id }) => id === config.model);
  const items = info.strategies
    .filter(
      (entry) => WHAT_IF_STRATEGIES.includes(entry.id) && missingFrom(entry, model, config).length === 0,
    )
    .map((entry): StrategyItem => ({
      id: entry.id,
      label: entry.title,
      detail: entry.description,
      picked: USUAL.includes(entry.id),
      ...(entry.id === config.strategy ? { description: vscode.l10n.t('current') } : {}),
    }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('What If, on Your Own Labels'),
    placeHolder: vscode.l10n.t('Which strategies would you like to compare with your own labeling?'),
    canPickMany: true,
    matchOnDetail: true,
  });
  return chosen === undefined || chosen.length === 0 ? null : chosen.map(({ id }) => id);
};

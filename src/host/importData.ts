import * as vscode from 'vscode';
import type { ImportIssue } from '../protocol/engine.ts';
import type { ImportOutcome, ImportReview, LabelingSession } from '../session/session.ts';
import { countLines, issueLine, showReport, summaryText } from './importReport.ts';
import { withProgress } from './longOperation.ts';
import { isCancellation, issuesOf, messageOf, showError, showInfo, showWarning } from './messages.ts';
import type { MessageAction } from './messages.ts';
import { requireTrust } from './trust.ts';

/** How many bad rows are quoted before the user decides. */
const QUOTED_ISSUES = 5;

/** Sessions that are importing now: an import that is asked for again is already under way. */
const importing = new WeakSet<LabelingSession>();

/**
 * Reads the project's data under a progress notification. Rows that cannot be read are left out only if the user says
 * so. `quiet`: a first import that went well says nothing, the items on screen say it.
 */
export const importData = async (
  session: LabelingSession,
  { quiet }: { readonly quiet: boolean },
): Promise<void> => {
  if (importing.has(session) || !requireTrust()) return;
  importing.add(session);
  const { name } = session.config;
  try {
    const outcome = await withProgress(vscode.l10n.t('Importing {0}', name), (operation) =>
      session.importItems((review) => reviewImport(name, review), operation),
    );
    tellOutcome(name, outcome, quiet);
  } catch (error) {
    if (!isCancellation(error)) tellFailure(name, error);
  } finally {
    importing.delete(session);
  }
};

const reportAction = (name: string, issues: readonly ImportIssue[]): MessageAction => ({
  title: vscode.l10n.t('Show Report'),
  run: () => showReport(vscode.l10n.t('Import of {0}', name), issues.map(issueLine)),
});

const tellOutcome = (name: string, outcome: ImportOutcome, quiet: boolean): void => {
  if (!outcome.committed || outcome.summary === null) return;
  const summary = vscode.l10n.t('{0}: {1}.', name, summaryText(outcome.summary));
  const [first] = outcome.issues;
  if (first !== undefined) {
    void showWarning(`${summary} ${issueLine(first)}`, reportAction(name, outcome.issues));
  } else if (!quiet) {
    void showInfo(summary);
  }
};

const tellFailure = (name: string, error: unknown): void => {
  const issues = issuesOf(error);
  const [first] = issues;
  void showError(
    vscode.l10n.t(
      '{0} cannot be imported: {1}',
      name,
      first === undefined ? messageOf(error) : issueLine(first),
    ),
    issues.length > 1
      ? reportAction(name, issues)
      : {
          title: vscode.l10n.t('Open the Project File'),
          run: () => vscode.commands.executeCommand('nextlabel.openProjectFile'),
        },
  );
};

const reviewImport = async (name: string, review: ImportReview): Promise<boolean> => {
  if (!review.needsConsent) return true;
  const importRest = vscode.l10n.t('Import the Rest');
  const showAll = vscode.l10n.t('Show Report');
  const { report } = review;
  const message = vscode.l10n.t(
    '{0} – rows that cannot be read: {1}. Import the other {2}?',
    name,
    report.rejected.toLocaleString(),
    report.items.toLocaleString(),
  );
  const detail = [
    ...countLines(report.issueCounts),
    '',
    ...report.issues.slice(0, QUOTED_ISSUES).map(issueLine),
    '',
    vscode.l10n.t('Nothing is imported unless you say so.'),
  ].join('\n');
  const chosen = await vscode.window.showWarningMessage(
    message,
    { modal: true, detail },
    importRest,
    showAll,
  );
  if (chosen !== showAll) return chosen === importRest;
  await showReport(vscode.l10n.t('Import of {0}', name), [
    ...countLines(report.issueCounts),
    '',
    ...report.issues.map(issueLine),
  ]);
  // Not modal now, so that the report can be read before the decision.
  return (await vscode.window.showWarningMessage(message, importRest)) === importRest;
};

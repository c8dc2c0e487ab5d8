import * as vscode from 'vscode';
import type { ImportIssue, ImportIssueKind, ImportReport } from '../protocol/engine.ts';
import type { ImportSummary } from '../store/store.ts';

/** `data.csv` line 12, column "age": ... */
export const issueLine = (issue: ImportIssue): string => {
  // Most messages name their place themselves.
  if (issue.line !== null && issue.message.includes(`ine ${issue.line}`)) return issue.message;
  const place = [
    issue.file,
    issue.line === null ? null : vscode.l10n.t('line {0}', issue.line),
    issue.column === null ? null : vscode.l10n.t('column {0}', issue.column),
  ].filter((part) => part !== null);
  return place.length === 0 ? issue.message : `${place.join(', ')}: ${issue.message}`;
};

export const issueTitle = (kind: ImportIssueKind): string =>
  ({
    emptyFile: vscode.l10n.t('empty file'),
    missingColumn: vscode.l10n.t('missing column'),
    duplicateHeader: vscode.l10n.t('column name used twice'),
    notUtf8: vscode.l10n.t('not UTF-8'),
    malformedRow: vscode.l10n.t('malformed row'),
    duplicateId: vscode.l10n.t('id used twice'),
    emptyId: vscode.l10n.t('empty id'),
    undecodableImage: vscode.l10n.t('image that does not decode'),
    wrongType: vscode.l10n.t('file of another type'),
    unreadable: vscode.l10n.t('unreadable'),
    singleClass: vscode.l10n.t('single class'),
    repeatedContent: vscode.l10n.t('repeated content'),
  })[kind];

/** `malformed row: 12`, one line for each kind, most frequent first. */
export const countLines = (counts: ImportReport['issueCounts']): readonly string[] =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${issueTitle(kind as ImportIssueKind)}: ${count.toLocaleString()}`);

/** What an import changed, in one sentence. */
export const summaryText = (summary: ImportSummary): string => {
  const parts = [
    vscode.l10n.t('{0} added', summary.added.toLocaleString()),
    vscode.l10n.t('{0} changed', summary.changed.toLocaleString()),
    vscode.l10n.t('{0} as before', summary.unchanged.toLocaleString()),
  ];
  if (summary.missing > 0) {
    parts.push(vscode.l10n.t('{0} no longer in the source (labels kept)', summary.missing.toLocaleString()));
  }
  if (summary.repeated > 0) {
    parts.push(vscode.l10n.t('{0} repeat an earlier row', summary.repeated.toLocaleString()));
  }
  if (summary.duplicateIdCount > 0) {
    parts.push(vscode.l10n.t('{0} ids used twice (first kept)', summary.duplicateIdCount.toLocaleString()));
  }
  return parts.join(', ');
};

/** Opens the whole list beside the view, as a text document that can be searched and saved. */
export const showReport = async (title: string, lines: readonly string[]): Promise<void> => {
  const document = await vscode.workspace.openTextDocument({
    language: 'plaintext',
    content: [title, '', ...lines, ''].join('\n'),
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
};

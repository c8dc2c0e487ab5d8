import * as vscode from 'vscode';

export const runsText = (done: number, total: number): string =>
  vscode.l10n.t('{0} of {1} runs', done.toLocaleString(), total.toLocaleString());

/** Whole per cent, and 100 only when everything is done. */
export const percentOf = (done: number, total: number): number =>
  total === 0 ? 0 : Math.floor((100 * done) / total);

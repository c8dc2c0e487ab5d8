import * as vscode from 'vscode';
import type { ExperimentProgress } from '../../protocol/experiment.ts';

/** `63 of 189 runs, about 4 min left`. */
export const progressText = ({ done, total, secondsLeft }: ExperimentProgress): string =>
  secondsLeft === null || done >= total
    ? runsText(done, total)
    : vscode.l10n.t('{0}, {1}', runsText(done, total), timeLeft(secondsLeft));

export const runsText = (done: number, total: number): string =>
  vscode.l10n.t('{0} of {1} runs', done.toLocaleString(), total.toLocaleString());

/** An estimate is not worth more digits than these. */
export const timeLeft = (seconds: number): string => {
  if (seconds < 10) return vscode.l10n.t('a few seconds left');
  if (seconds < 90) return vscode.l10n.t('about {0} s left', Math.round(seconds / 10) * 10);
  const minutes = seconds / 60;
  if (minutes < 90) return vscode.l10n.t('about {0} min left', Math.round(minutes));
  return vscode.l10n.t('about {0} h left', Math.round(minutes / 60));
};

/** Whole per cent, and 100 only when everything is done. */
export const percentOf = (done: number, total: number): number =>
  total === 0 ? 0 : Math.floor((100 * done) / total);

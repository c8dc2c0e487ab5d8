import * as vscode from 'vscode';
import type { ExperimentProgress } from '../../protocol/experiment.ts';

/** `63 of 189 runs, about 4 min left`. */
export const progressText = ({ done, total, secondsLeft }: ExperimentProgress): string =>
  secondsLeft === null || done >= total
    ? runsText(done, total)
    : vscode.l10n.t('{0}, {1}', runsText(done, total), timeLeft(secondsLeft));

export const runsText = (done: number, total: number): string =>
  vscode.l10n.t('{0} of {1} runs', done.toLocaleString(), total.toLocaleString());

/** In steps that an estimate can stand for; the results view has the same. */
const timeLeft = (seconds: number): string => {
  if (seconds < 45) return vscode.l10n.t('less than a minute left');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return vscode.l10n.t('about {0} min left', minutes);
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest === 0
    ? vscode.l10n.t('about {0} h left', hours)
    : vscode.l10n.t('about {0} h {1} min left', hours, rest);
};

/** Whole per cent, and 100 only when everything is done. */
export const percentOf = (done: number, total: number): number =>
  total === 0 ? 0 : Math.floor((100 * done) / total);

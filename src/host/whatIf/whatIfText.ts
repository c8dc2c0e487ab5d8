import * as vscode from 'vscode';
import type { Estimate, WhatIfAnswer, WhatIfSaving } from '../../protocol/whatIf.ts';

export interface WhatIfSubject {
  /** Name of the project. */
  readonly name: string;
  readonly titleOf: (strategy: string) => string;
}

/** The answer as a Markdown document: the sentences first, then the numbers, then what was assumed. */
export const whatIfText = (answer: WhatIfAnswer, { name, titleOf }: WhatIfSubject): string => {
  const { labels, randomLabels, today, level, strategies, notes } = answer;
  return [
    `# ${markdown(vscode.l10n.t('What if: {0}', name))}`,
    markdown(
      vscode.l10n.t(
        'With your {0} labels, {1} of them drawn at random, the model is right on {2} of the items ({3} interval {4} to {5}).',
        ...[amount(labels), amount(randomLabels), percent(today.value), percent(level, 0)],
        ...[percent(today.low), percent(today.high)],
      ),
    ),
    strategies.map((each) => `- ${markdown(savingText(each, titleOf(each.strategy), level))}`).join('\n'),
    `## ${markdown(vscode.l10n.t('Accuracy by number of labels'))}`,
    markdown(
      vscode.l10n.t(
        'In points of per cent above or below your own way with all your labels, with {0} intervals.',
        percent(level, 0),
      ),
    ),
    curveTable(answer, titleOf),
    `## ${markdown(vscode.l10n.t('How this was found'))}`,
    notes.map((note) => `- ${markdown(note)}`).join('\n'),
  ].join('\n\n');
};

/** `With Margin you would have reached today's accuracy with 180 labels fewer (95 % interval 90 to 260).` */
export const savingText = ({ saved, low, high }: WhatIfSaving, title: string, level: number): string => {
  const interval = percent(level, 0);
  if (saved === null) {
    return high === null
      ? vscode.l10n.t('With {0} you would not have reached today’s accuracy with this many labels.', title)
      : vscode.l10n.t(
          'With {0} you would probably not have reached today’s accuracy with this many labels; at best ({1} interval) with {2}.',
          ...[title, interval, difference(high)],
        );
  }
  const most = difference(high ?? saved);
  const least = low === null ? vscode.l10n.t('not at all') : difference(low);
  return vscode.l10n.t(
    'With {0} you would have reached today’s accuracy with {1} ({2} interval: {3} to {4}).',
    ...[title, difference(saved), interval, least, most],
  );
};

/** `180 labels fewer`, `20 labels more`, `as many labels`. */
const difference = (saved: number): string => {
  const count = Math.abs(Math.round(saved));
  if (count === 0) return vscode.l10n.t('as many labels');
  if (count === 1) return saved > 0 ? vscode.l10n.t('1 label fewer') : vscode.l10n.t('1 label more');
  return saved > 0
    ? vscode.l10n.t('{0} labels fewer', amount(count))
    : vscode.l10n.t('{0} labels more', amount(count));
};

const curveTable = ({ counts, strategies }: WhatIfAnswer, titleOf: WhatIfSubject['titleOf']): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line([vscode.l10n.t('Labels'), ...strategies.map(({ strategy }) => markdown(titleOf(strategy)))]),
    line(['---:', ...strategies.map(() => '---:')]),
    ...counts.map((count, place) =>
      line([amount(count), ...strategies.map(({ curve }) => pointText(curve[place]))]),
    ),
  ].join('\n');
};

const pointText = (point: Estimate | undefined): string =>
  point === undefined ? '' : `${signed(point.value)} (${signed(point.low)} … ${signed(point.high)})`;

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)}`;

const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

const amount = (count: number): string => count.toLocaleString();

/** Names of projects and strategies are text, whatever they hold. */
const markdown = (text: string): string => text.replace(/[\\`*_{}[\]<>#|!]/g, '\\$&').replace(/\s+/g, ' ');

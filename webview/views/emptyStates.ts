import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { GridFilter, LabelingSnapshot, ViewCommand } from '../../src/protocol/labeling.ts';
import type { LabelingProgress } from '../state/progress.ts';
import { strings } from '../strings.ts';
import { button, progressRing } from '../toolkit.ts';

export interface EmptyOptions {
  readonly snapshot: LabelingSnapshot;
  readonly progress: LabelingProgress;
  readonly onCommand: (command: ViewCommand) => void;
  readonly onGrid: (filter: GridFilter) => void;
}

/** Before the first snapshot. */
export function openingState(silent: boolean): TemplateResult {
  return html`<main class="opening">
    <div class="empty">
      ${progressRing()}
      <p role="status">${silent ? strings.noAnswer : strings.opening}</p>
    </div>
  </main>`;
}

/** What stands in place of an item: why there is none, and what can be done. */
export function noItem(options: EmptyOptions): TemplateResult {
  const { snapshot, progress } = options;
  if (snapshot.total === 0)
    return snapshot.busy === '' ? nothingImported(options) : waiting(strings.loadingNext);
  if (progress.remaining > 0) return waiting(strings.loadingNext, strings.stillLoading(progress.remaining));
  return poolDone(options);
}

function nothingImported({ onCommand }: EmptyOptions): TemplateResult {
  return html`<div class="empty">
    <h2>${strings.nothingTitle}</h2>
    <p>${strings.nothingText}</p>
    <div class="choices">
      ${button({
        text: strings.importAgain,
        appearance: 'primary',
        onClick: () => onCommand('importAgain'),
      })}
      ${button({ text: strings.openProjectFile, onClick: () => onCommand('openProjectFile') })}
    </div>
  </div>`;
}

function poolDone({ progress, onGrid, onCommand }: EmptyOptions): TemplateResult {
  const { labeled, skipped, flagged } = progress;
  return html`<div class="empty">
    <h2>${strings.doneTitle}</h2>
    <p>${strings.doneText(labeled, skipped)}</p>
    <div class="choices">
      ${button({
        text: strings.export,
        title: strings.exportTitle,
        appearance: 'primary',
        onClick: () => onCommand('exportLabels'),
      })}
      ${
        skipped === 0
          ? nothing
          : button({ text: strings.showSkipped(skipped), onClick: () => onGrid('skipped') })
      }
      ${
        flagged === 0
          ? nothing
          : button({ text: strings.showFlagged(flagged), onClick: () => onGrid('flagged') })
      }
      ${button({ text: strings.showLabeled, onClick: () => onGrid('labeled') })}
    </div>
  </div>`;
}

function waiting(text: string, detail = ''): TemplateResult {
  return html`<div class="empty">
    ${progressRing()}
    <p>${text}</p>
    ${detail === '' ? nothing : html`<p class="quiet">${detail}</p>`}
  </div>`;
}

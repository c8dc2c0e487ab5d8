import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { LabelingProgress } from '../state/progress.ts';
import { strings } from '../strings.ts';
import { releaseFocus } from './classBar.ts';
import { icons } from './icons.ts';
import { styled } from './styled.ts';

export interface HeaderOptions {
  readonly snapshot: LabelingSnapshot;
  readonly progress: LabelingProgress;
  readonly view: 'item' | 'grid';
  readonly onView: (view: 'item' | 'grid') => void;
  readonly onExport: () => void;
  readonly onHelp: () => void;
}

/** Project, progress and the switch between item and grid. */
export function viewHeader(options: HeaderOptions): TemplateResult {
  const { snapshot, progress } = options;
  return html`<header>
    <h1 dir="auto">${snapshot.projectName}</h1>
    <div class="progress">
      ${progressBar(progress)}
      <span class="progress-count">
        <strong>${strings.progressCount(progress.labeled, progress.total)}</strong> ${strings.labeledWord}
      </span>
      ${
        progress.skipped === 0
          ? nothing
          : html`<span class="quiet">${strings.skippedCount(progress.skipped)}</span>`
      }
      ${
        progress.flagged === 0
          ? nothing
          : html`<span class="quiet">${strings.flaggedCount(progress.flagged)}</span>`
      }
    </div>
    <div class="switch" role="group" aria-label=${strings.viewSwitch}>
      ${viewButton('item', strings.itemView, options)}${viewButton('grid', strings.gridView, options)}
    </div>
    <div class="tools">
      ${toolButton(strings.export, strings.exportTitle, icons.export, options.onExport)}
      ${toolButton(strings.help, strings.helpTitle, icons.help, options.onHelp)}
    </div>
  </header>`;
}

function progressBar({ labeled, skipped, total }: LabelingProgress): TemplateResult {
  const share = (part: number): string => `${total === 0 ? 0 : (100 * part) / total}%`;
  return html`<div
    class="progress-bar"
    role="progressbar"
    aria-label=${strings.progressLabel(labeled, total)}
    aria-valuemin="0"
    aria-valuemax=${total}
    aria-valuenow=${Math.min(labeled, total)}
    ${styled({ '--labeled': share(labeled), '--skipped': share(skipped) })}
  >
    <span class="labeled"></span><span class="skipped"></span>
  </div>`;
}

function viewButton(view: 'item' | 'grid', text: string, options: HeaderOptions): TemplateResult {
  return html`<button
    type="button"
    aria-pressed=${String(options.view === view)}
    aria-keyshortcuts="G"
    @click=${(event: MouseEvent) => {
      releaseFocus(event);
      options.onView(view);
    }}
  >
    ${icons[view]}<span>${text}</span>
  </button>`;
}

function toolButton(text: string, title: string, icon: TemplateResult, onClick: () => void): TemplateResult {
  return html`<button
    type="button"
    class="tool"
    title=${title}
    aria-label=${text}
    @click=${(event: MouseEvent) => {
      releaseFocus(event);
      onClick();
    }}
  >
    ${icon}
  </button>`;
}

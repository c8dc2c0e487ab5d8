import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';
import { icons } from './icons.ts';

export interface BannerOptions {
  readonly snapshot: LabelingSnapshot;
  readonly retrying: boolean;
  readonly lastError: string;
  readonly refusal: string;
  readonly onDismiss: () => void;
}

/** What the annotator must know beside the item: read-only, unsaved, refused, recovered, importing. */
export function banners(options: BannerOptions): TemplateResult {
  const { readOnly, notice, busy } = options.snapshot;
  return html`<div class="banners">
    ${readOnly === null ? nothing : banner('warning', icons.lock, readOnly)}
    <div role="alert">
      ${
        options.retrying
          ? banner('warning', icons.warning, `${strings.notSavedAlert} ${options.lastError}`.trim())
          : nothing
      }
      ${
        options.refusal === ''
          ? nothing
          : banner('error', icons.warning, options.refusal, dismissButton(options.onDismiss))
      }
    </div>
    ${notice === '' ? nothing : banner('info', icons.info, notice)} ${busy === '' ? nothing : busyLine(busy)}
  </div>`;
}

/** One line across the view. */
export function banner(
  kind: 'info' | 'warning' | 'error',
  icon: TemplateResult,
  text: string,
  action: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="banner ${kind}">${icon}<span dir="auto">${text}</span>${action}</div>`;
}

/** Takes a banner away. */
export function dismissButton(onDismiss: () => void): TemplateResult {
  return html`<button
    type="button"
    class="tool"
    aria-label=${strings.dismiss}
    title=${strings.dismiss}
    @click=${onDismiss}
  >
    ${icons.close}
  </button>`;
}

function busyLine(busy: string): TemplateResult {
  return html`<div class="banner busy">
    <span class="busy-track" aria-hidden="true"></span><span>${busy}</span>
  </div>`;
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import { button, progressRing } from '../../toolkit.ts';
import { strings } from '../strings.ts';

/** Before the first snapshot. */
export function openingResults(silent: boolean): TemplateResult {
  return html`<main class="opening">
    <div class="empty">
      ${progressRing()}
      <p role="status">${silent ? strings.noAnswer : strings.opening}</p>
    </div>
  </main>`;
}

/** In place of results: why there are none yet. */
export function noResults({ state, report }: ExperimentSnapshot): TemplateResult {
  if (state === 'running') return empty(strings.firstRunTitle, strings.firstRunText, progressRing());
  return report.total === 0
    ? empty(strings.nothingRunTitle, strings.nothingRunText)
    : empty(strings.stoppedTitle, strings.stoppedText);
}

/** In place of results that the filter hides. */
export function filteredAway(onShow: () => void): TemplateResult {
  return empty(
    strings.filteredTitle,
    strings.filteredText,
    nothing,
    html`<div class="choices">
      ${button({ text: strings.showEverything, appearance: 'primary', onClick: onShow })}
    </div>`,
  );
}

function empty(
  title: string,
  text: string,
  before: TemplateResult | typeof nothing = nothing,
  after: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="empty">
    ${before}
    <h2>${title}</h2>
    <p>${text}</p>
    ${after}
  </div>`;
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { confirmedSentence, verdictSentences } from '../../../src/charts/inspector/secondLookWords.ts';
import type { SecondLookReport } from '../../../src/protocol/secondLook.ts';
import type { LookModel, LookState } from '../state/lookModel.ts';
import { strings } from '../strings/secondLook.ts';
import { emptyState } from './asked.ts';

/** How many are left, and whether it is time to work it out anew. */
export function lookProgress(
  model: LookModel,
  report: SecondLookReport,
  { left, later, held, shown }: LookState,
): TemplateResult {
  const { confirmed, corrected } = model.counts(report);
  const hasOthers = model.hasOthers(report);
  const facts = [
    ...(shown.length === 0 ? [] : [strings.left(left, shown.length)]),
    ...(confirmed + corrected === 0 ? [] : [strings.decided(confirmed, corrected)]),
    ...(later === 0 ? [] : [strings.later(later)]),
  ];
  return html`${facts.length === 0 ? nothing : html`<p class="look-count">${facts.join(' · ')}</p>`}
  ${held === 0 ? nothing : html`<p class="quiet">${strings.held(held)}</p>`}
  ${
    corrected === 0 && !hasOthers
      ? nothing
      : html`<div class="look-stale">
          <p>
            ${[
              ...(corrected === 0 ? [] : [strings.staleByYou(corrected)]),
              ...(hasOthers ? [strings.staleByOthers] : []),
            ].join(' ')}
          </p>
          <button type="button" class="act" title=${strings.lookAgainTitle} @click=${() => model.lookAgain()}>
            ${strings.lookAgain}
          </button>
        </div>`
  }`;
}

/** Why there is no label on screen. */
export function lookEnd(
  model: LookModel,
  report: SecondLookReport,
  { later, held, shown }: LookState,
): TemplateResult {
  if (later > 0) {
    return emptyState({
      title: strings.onlyLaterTitle,
      text: strings.later(later),
      action: { text: strings.backToLater, onClick: () => model.backToLater() },
    });
  }
  if (shown.length > 0) return emptyState({ title: strings.doneTitle, text: strings.doneText });
  if (held > 0) return emptyState({ title: strings.allHeldTitle, text: strings.held(held) });
  const { model: verdict, confirmed } = report;
  const settled = confirmed === 0 ? '' : ` ${confirmedSentence(confirmed)}`;
  if (verdict.kind === 'judged') {
    return emptyState({ title: strings.noneTitle, text: `${strings.noneText(verdict.judged)}${settled}` });
  }
  const classes = (model.controller.snapshot?.classes ?? []).map(({ name }) => name);
  const isTooFew = verdict.kind === 'tooFewLabels';
  return emptyState({
    title: isTooFew ? strings.tooFewTitle : strings.noProbabilitiesTitle,
    text: `${verdictSentences(report, { classes }).join(' ')}${settled}`,
  });
}

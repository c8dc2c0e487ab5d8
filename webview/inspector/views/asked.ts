import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { InspectorQuestion } from '../../../src/protocol/inspector.ts';
import { button, progressRing } from '../../toolkit.ts';
import { styled } from '../../views/styled.ts';
import type { InspectorController } from '../inspectorController.ts';
import type { Asked } from '../state/answers.ts';
import { strings } from '../strings/shell.ts';

export interface AskedOptions {
  readonly controller: InspectorController;
  readonly question: InspectorQuestion<unknown, unknown>;
}

/** What was asked: its answer, else how far it is or why there is none, each with what can be done. */
export function askedView<Answer>(
  asked: Asked<Answer>,
  { controller, question }: AskedOptions,
  draw: (answer: Answer) => TemplateResult,
): TemplateResult {
  switch (asked.state) {
    case 'answered':
      return draw(asked.answer);
    case 'asking':
      return html`<div class="empty asking">
        ${asked.fraction === null ? progressRing() : progressBar(asked.fraction)}
        <p role="status">${asked.message === '' ? strings.asking : asked.message}</p>
        <div class="choices">
          ${button({ text: strings.cancel, onClick: () => controller.cancel(question) })}
        </div>
      </div>`;
    case 'failed':
      return emptyState({
        title: strings.failedTitle,
        text: asked.message,
        alert: true,
        action: { text: strings.again, onClick: () => controller.askAgain(question) },
      });
    case 'cancelled':
      return emptyState({
        title: strings.cancelledTitle,
        text: strings.cancelledText,
        action: { text: strings.again, onClick: () => controller.askAgain(question) },
      });
  }
}

export interface EmptyState {
  readonly title: string;
  readonly text: string;
  /** Said at once to those who listen. */
  readonly alert?: boolean;
  readonly action?: { readonly text: string; readonly onClick: () => void };
}

/** Why there is nothing to see, and a way on. */
export function emptyState({ title, text, alert = false, action }: EmptyState): TemplateResult {
  return html`<div class="empty" role=${alert ? 'alert' : nothing}>
    <h3>${title}</h3>
    <p dir="auto">${text}</p>
    ${
      action === undefined
        ? nothing
        : html`<div class="choices">${button({ ...action, appearance: 'primary' })}</div>`
    }
  </div>`;
}

function progressBar(fraction: number): TemplateResult {
  return html`<div
    class="progress-bar"
    role="progressbar"
    aria-label=${strings.askingLabel}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(100 * fraction)}
    ${styled({ '--done': `${100 * fraction}%` })}
  >
    <span></span>
  </div>`;
}

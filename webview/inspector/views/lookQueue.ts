import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { reasonSentence } from '../../../src/charts/inspector/secondLookWords.ts';
import type { SecondLookReport, Suspect } from '../../../src/protocol/secondLook.ts';
import { classForKey } from '../../state/classKeys.ts';
import { controlStyles } from '../../styles/controls.ts';
import { noticeStyles } from '../../styles/notices.ts';
import { secondLookStyles } from '../../styles/secondLook.ts';
import { whyStyles } from '../../styles/why.ts';
import type { LookModel, LookState } from '../state/lookModel.ts';
import { strings } from '../strings/secondLook.ts';
import { classChip } from './classChip.ts';
import { itemBody } from './itemHead.ts';
import { lookActions } from './lookActions.ts';
import { lookEnd, lookProgress } from './lookProgress.ts';
import { neighbourCards } from './neighbourCards.ts';

/**
 * One label in doubt after the other, to be confirmed or corrected. Its keys work while the focus is inside, so that
 * they are in nobody's way elsewhere.
 */
export class LookQueue extends LitElement {
  static override properties = { model: { attribute: false }, report: { attribute: false } };
  static override styles = [controlStyles, noticeStyles, whyStyles, secondLookStyles];

  declare model: LookModel;
  declare report: SecondLookReport;
  #hadFocus = false;
  #stopListening: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.model.controller.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement !== null && this.hasUpdated;
  }

  /** What had the focus may be gone, and what was chosen from the table takes it. */
  protected override updated(): void {
    const { model } = this;
    const isLost = this.#hadFocus && this.shadowRoot?.activeElement === null;
    if (!isLost && !model.wantsFocus) return;
    const wanted = model.wantsFocus;
    model.wantsFocus = false;
    const place = this.renderRoot.querySelector<HTMLElement>('.look');
    place?.focus({ preventScroll: !wanted });
    if (wanted) place?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { model, report } = this;
    const state = model.state(report);
    return html`${lookProgress(model, report, state)}
      <div
        class="look"
        role="group"
        tabindex=${state.current === null && !model.canUndo ? nothing : '0'}
        aria-label=${strings.queue}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, state)}
        @pointermove=${() => model.activity()}
      >
        ${state.current === null ? lookEnd(model, report, state) : this.#suspect(state.current)}
        ${state.current === null && model.canUndo ? lookActions(model, null) : nothing}
      </div>`;
  }

  #suspect(suspect: Suspect): TemplateResult {
    const { model, report } = this;
    const { controller } = model;
    const item = controller.item(suspect.row);
    const classes = (controller.snapshot?.classes ?? []).map(({ name }) => name);
    const twins = suspect.reasons.find(({ kind }) => kind === 'duplicate');
    const repeats = model.repeats;
    const around =
      twins?.kind === 'duplicate' ? twins.around.filter(({ row }) => !repeats.includes(row)) : [];
    return html`<div class="look-item">
        <div class="item-content">
          <h3 dir="auto">${suspect.itemId}</h3>
          ${item === null ? html`<p class="quiet">${strings.loading}</p>` : itemBody(item)}
        </div>
        <div class="look-words">
          <dl class="look-labels">
            <dt>${strings.labeledAs}</dt>
            <dd>${classChip(model.nameOf(suspect.label), controller)}</dd>
            <dt>${strings.mayBe}</dt>
            <dd>${classChip(model.nameOf(suspect.suggested), controller)}</dd>
          </dl>
          <ul class="reasons">
            ${suspect.reasons.map(
              (reason) =>
                html`<li dir="auto">
                  ${reasonSentence(reason, { label: suspect.label, model: report.model }, { classes })}
                </li>`,
            )}
          </ul>
          ${lookActions(model, suspect)}
        </div>
      </div>
      ${
        around.length === 0
          ? nothing
          : html`<div class="look-near">
              <h4>${strings.near}</h4>
              ${neighbourCards(around, controller, 'why')}
            </div>`
      }`;
  }

  #onKey(event: KeyboardEvent, { current }: LookState): void {
    const { model } = this;
    model.activity();
    const target = event.composedPath()[0];
    if (!(target instanceof HTMLElement) || target.closest('select, input') !== null) return;
    const isPress = event.key === 'Enter' || event.key === ' ';
    // Buttons are pressed by the browser, and a long text scrolls by Space.
    if (isPress && target.closest('button, vscode-button, .item-box') !== null) return;
    if (!this.#follow(event, current)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** False for a key that means nothing here. */
  #follow(event: KeyboardEvent, current: Suspect | null): boolean {
    const { model } = this;
    if (event.altKey || event.repeat) return false;
    const key = event.key.toLowerCase();
    const isUndo = event.ctrlKey || event.metaKey ? key === 'z' && !event.shiftKey : key === 'u';
    if (isUndo) {
      model.undo();
      return true;
    }
    if (event.ctrlKey || event.metaKey || current === null) return false;
    const entry = classForKey(model.controller.snapshot?.classes ?? [], event);
    if (entry !== null) model.decide(current, entry.name);
    else if (key === ' ') model.decide(current, model.nameOf(current.label));
    else if (key === 'enter') model.decide(current, model.nameOf(current.suggested));
    else if (key === 's') model.putOff(current);
    else return false;
    return true;
  }
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { button } from '../../toolkit.ts';
import { ModalElement } from '../../views/modal.ts';
import { strings } from '../strings/map.ts';

/** Asks before many items are labeled at once. Sends `answer` with true or false, false also when it is closed. */
export class ConfirmLabel extends ModalElement {
  static override properties = {
    labelName: { attribute: false },
    count: { attribute: false },
    replaced: { attribute: false },
  };

  /** Null = the labels are taken away. */
  declare labelName: string | null;
  declare count: number;
  /** How many of the items have a label already. */
  declare replaced: number;
  #isYes = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('close', () =>
      this.dispatchEvent(new CustomEvent('answer', { detail: this.#isYes })),
    );
  }

  protected override get heading(): string {
    return this.labelName === null ? strings.confirmClearTitle : strings.confirmTitle;
  }

  protected override body(): TemplateResult {
    const { labelName, count, replaced } = this;
    return html`<div class="sheet">
      <h2 tabindex="-1" autofocus>${this.heading}</h2>
      <p dir="auto">
        ${labelName === null ? strings.confirmClear(count) : strings.confirmText(count, labelName)}
        ${labelName === null || replaced === 0 ? nothing : strings.confirmReplaces(replaced)}
      </p>
      <p class="quiet">${strings.confirmUndo}</p>
      <div class="choices">
        ${button({ text: strings.confirmNo, onClick: () => this.close() })}
        ${button({
          text: labelName === null ? strings.confirmYesClear(count) : strings.confirmYes(count),
          appearance: 'primary',
          onClick: () => this.#yes(),
        })}
      </div>
    </div>`;
  }

  #yes(): void {
    this.#isYes = true;
    this.close();
  }
}

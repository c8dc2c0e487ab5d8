import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { strings } from '../strings.ts';
import { button } from '../toolkit.ts';
import { ModalElement } from './modal.ts';

/**
 * Writes a note. Sends `draft` with each change, `save` with the text, and `discard` when it is cancelled; Escape only
 * closes it, and the draft is there when it is opened again.
 */
export class NoteEditor extends ModalElement {
  static override properties = { text: { attribute: false } };
  declare text: string;
  protected readonly heading = strings.noteTitle;

  constructor() {
    super();
    this.text = '';
  }

  protected body(): TemplateResult {
    return html`<div class="sheet">
      <h2 id="title">${strings.noteTitle}</h2>
      <textarea
        autofocus
        rows="5"
        aria-labelledby="title"
        placeholder=${strings.notePlaceholder}
        .value=${this.text}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @focus=${this.tellTextFocus}
        @blur=${this.tellTextFocus}
      ></textarea>
      <div class="choices">
        <span class="quiet">${strings.noteKeys}</span>
        ${button({ text: strings.cancel, onClick: () => this.#discard() })}
        ${button({ text: strings.save, appearance: 'primary', onClick: () => this.#save() })}
      </div>
    </div>`;
  }

  #save(): void {
    this.dispatchEvent(new CustomEvent('save', { detail: this.text }));
    this.close();
  }

  #discard(): void {
    this.dispatchEvent(new Event('discard'));
    this.close();
  }

  readonly #onInput = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    this.text = event.target.value;
    this.dispatchEvent(new CustomEvent('draft', { detail: this.text }));
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#save();
  };
}

import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { strings } from '../strings.ts';
import { button } from '../toolkit.ts';
import { ModalElement } from './modal.ts';

/** Writes a note. Sends `draft` with each change and `save` with the text. */
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
      ></textarea>
      <div class="choices">
        <span class="quiet">${strings.noteKeys}</span>
        ${button({ text: strings.cancel, onClick: () => this.close() })}
        ${button({ text: strings.save, appearance: 'primary', onClick: () => this.#save() })}
      </div>
    </div>`;
  }

  #save(): void {
    this.dispatchEvent(new CustomEvent('save', { detail: this.text }));
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

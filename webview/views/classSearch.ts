import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { ClassState } from '../../src/protocol/labeling.ts';
import { matchClasses } from '../state/classMatch.ts';
import { strings } from '../strings.ts';
import { ModalElement } from './modal.ts';
import { styled } from './styled.ts';

/** Finds a class by typing part of its name, like VS Code's quick pick. Sends `pick` with the class. */
export class ClassSearch extends ModalElement {
  static override properties = {
    classes: { attribute: false },
    query: { state: true },
    active: { state: true },
  };
  declare classes: readonly ClassState[];
  declare query: string;
  declare active: number;
  protected readonly heading = strings.findClassLabel;

  constructor() {
    super();
    this.classes = [];
    this.query = '';
    this.active = 0;
  }

  protected body(): TemplateResult {
    const found = matchClasses(this.classes, this.query);
    return html`<div class="sheet picker">
      <input
        autofocus
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-label=${strings.findClassLabel}
        aria-expanded="true"
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant=${found.length === 0 ? nothing : `option-${this.active}`}
        placeholder=${strings.findClass}
        .value=${this.query}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @focus=${this.tellTextFocus}
        @blur=${this.tellTextFocus}
      />
      <ul id="found" role="listbox" aria-label=${strings.classesRegion} tabindex="-1">
        ${found.map((entry, index) => this.#option(entry, index))}
      </ul>
      ${found.length === 0 ? html`<p class="quiet none">${strings.noClassFound(this.query)}</p>` : nothing}
      <p class="spoken" role="status">${strings.classesFound(found.length)}</p>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #option(entry: ClassState, index: number): TemplateResult {
    return html`<li
      id="option-${index}"
      role="option"
      aria-selected=${String(index === this.active)}
      @click=${() => this.#pick(entry)}
    >
      <span class="chip" ${styled({ '--chip': entry.colour })}></span>
      <span class="name" dir="auto">${entry.name}</span>
      <span class="description quiet" dir="auto">${entry.description}</span>
      ${entry.key === '' ? nothing : html`<kbd>${entry.key.toUpperCase()}</kbd>`}
    </li>`;
  }

  #pick(entry: ClassState | undefined): void {
    if (entry === undefined) return;
    this.dispatchEvent(new CustomEvent('pick', { detail: entry }));
    this.close();
  }

  readonly #onInput = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.query = event.target.value;
    this.active = 0;
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.isComposing) return;
    const found = matchClasses(this.classes, this.query);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.active = Math.min(Math.max(this.active + step, 0), Math.max(found.length - 1, 0));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#pick(found[this.active]);
    }
  };
}

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChartColours, Figure } from '../../../src/charts/figure.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { parseDrawing } from '../drawing/parseDrawing.ts';
import { strings } from '../strings.ts';
import { saveButton } from './saveButton.ts';

/** A figure with its buttons and its text twin. Sends `save` with the kind of file, and `toggle-text`. */
export class FigureCard extends LitElement {
  static override properties = {
    figure: { attribute: false },
    colours: { attribute: false },
    opened: { type: Boolean },
    csv: { type: Boolean },
  };
  static override styles = [controlStyles, cardStyles];

  declare figure: Figure;
  declare colours: ChartColours;
  declare opened: boolean;
  /** Whether its table is to be had as a file too. */
  declare csv: boolean;
  readonly #observer = new ResizeObserver(() => this.#draw());
  /** What is on screen: a drawing that is the same again leaves the page alone. */
  #drawn = '';

  constructor() {
    super();
    this.opened = false;
    this.csv = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    // Draws once the box has its width; measuring it here would lay out the page once for each figure.
    this.#observe();
  }

  protected override updated(): void {
    if (this.#drawn !== '') this.#draw();
  }

  protected override render(): TemplateResult {
    const { title } = this.figure;
    return html`<article aria-labelledby="title">
      <h3 id="title" dir="auto" aria-label=${title}>${withoutKind(title)}</h3>
      <div class="drawing"></div>
      <div class="tools">
        ${saveButton(strings.saveSvg, title, () => this.#send('svg'))}
        ${saveButton(strings.savePng, title, () => this.#send('png'))}
        ${this.csv ? saveButton(strings.saveCsv, title, () => this.#send('csv')) : nothing}
        <button
          type="button"
          class="link"
          aria-expanded=${String(this.opened)}
          aria-label=${this.opened ? strings.hideTableOf(title) : strings.showTableOf(title)}
          @click=${() => this.dispatchEvent(new CustomEvent('toggle-text'))}
        >
          ${this.opened ? strings.hideTable : strings.showTable}
        </button>
      </div>
      ${this.opened ? this.#twin() : nothing}
    </article>`;
  }

  #twin(): TemplateResult {
    const { description, table } = this.figure;
    return html`<div class="twin">
      <p dir="auto">${description}</p>
      <nextlabel-table .table=${table}></nextlabel-table>
    </div>`;
  }

  #send(kind: 'svg' | 'png' | 'csv'): void {
    this.dispatchEvent(new CustomEvent('save', { detail: kind }));
  }

  get #box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.drawing');
  }

  #observe(): void {
    if (this.#box !== null) this.#observer.observe(this.#box);
  }

  #draw(): void {
    const box = this.#box;
    const width = box?.clientWidth ?? 0;
    if (box === null || width === 0) return;
    const text = this.figure.draw({ width, height: heightFor(width), colours: this.colours });
    if (text === this.#drawn) return;
    this.#drawn = text;
    box.replaceChildren(parseDrawing(text) ?? strings.drawingFailed);
  }
}

/** Wide enough to compare, low enough that a heading and two rows of figures are seen at once. */
function heightFor(width: number): number {
  return Math.round(Math.min(420, Math.max(260, width * 0.6)));
}

/** `Learning curves: waveform, balanced` stands under a heading that says the first part. */
function withoutKind(title: string): string {
  const end = title.indexOf(': ');
  return end < 0 ? title : title.slice(end + 2);
}

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import type { ChartColours, Figure } from '../../../src/charts/figure.ts';
import { printColours } from '../../../src/charts/palette.ts';
import { toCsv, toLatex } from '../../../src/charts/tableText.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { noticeStyles } from '../../styles/notices.ts';
import { resultsStyles } from '../../styles/results.ts';
import { banner, dismissButton } from '../../views/banners.ts';
import { icons } from '../../views/icons.ts';
import { rasterise } from '../drawing/rasterise.ts';
import { readTheme, watchTheme } from '../drawing/watchTheme.ts';
import type { ExperimentController, Results } from '../experimentController.ts';
import type { Section } from '../state/sections.ts';
import { strings } from '../strings.ts';
import { filteredAway, noResults, openingResults } from './emptyResults.ts';
import { filterPanel } from './filterPanel.ts';
import { resultSection } from './resultSection.ts';
import { resultsHeader } from './resultsHeader.ts';

/** Units of a saved drawing; a column of a paper at a legible size of text. */
const printSize = { width: 720, height: 440 };
/** From this width on the filter starts unfolded. */
const roomyWidth = 640;
const keepScrollAfterMs = 200;

/** The results view: paints what the controller holds, and hands clicks to it. */
export class ResultsView extends LitElement {
  static override properties = { controller: { attribute: false }, colours: { state: true } };
  static override styles = [controlStyles, noticeStyles, cardStyles, resultsStyles];

  declare controller: ExperimentController;
  declare colours: ChartColours;
  /** The place to return to once the page has its height. */
  #scrollBack = 0;
  #scrollTimer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.colours = readTheme();
    watchTheme((colours) => (this.colours = colours));
    this.#scrollBack = this.controller.saved.scrollTop;
    this.controller.onChange(() => this.requestUpdate());
    window.addEventListener('scroll', this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#onScroll);
  }

  protected override render(): TemplateResult {
    const { controller } = this;
    const { snapshot, results } = controller;
    if (snapshot === null || results === null) return openingResults(controller.silent);
    return html`${resultsHeader({
        snapshot,
        cancelling: controller.cancelling,
        onCommand: (command) => controller.command(command),
      })}
      <div class="banners" role="alert">
        ${snapshot.problem === '' ? nothing : banner('error', icons.warning, snapshot.problem)}
        ${
          controller.failure === ''
            ? nothing
            : banner(
                'error',
                icons.warning,
                controller.failure,
                dismissButton(() => controller.dismissFailure()),
              )
        }
      </div>
      ${this.#filter(results)} ${this.#navigation(results.sections)}
      <main>
        ${snapshot.report.cells.length === 0 ? noResults(snapshot) : nothing}
        ${results.filteredAway ? filteredAway(() => controller.showEverything()) : nothing}
        ${results.sections.map((section) => this.#section(section))}
      </main>
      <div class="spoken" role="status" aria-live="polite">${controller.announcement}</div>`;
  }

  protected override updated(_changed: PropertyValues): void {
    if (this.#scrollBack === 0 || this.controller.snapshot === null) return;
    const top = this.#scrollBack;
    this.#scrollBack = 0;
    // Figures are drawn when their boxes are laid out, which gives the page its height.
    requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo({ top, behavior: 'instant' })));
  }

  #filter({ choices }: Results): TemplateResult | typeof nothing {
    const { controller } = this;
    const { hidden, filterOpen } = controller.saved;
    return filterPanel({
      choices,
      hidden,
      open: filterOpen ?? window.innerWidth >= roomyWidth,
      onOpen: (open) => controller.setFilterOpen(open),
      onToggle: (dimension, value) => controller.toggle(dimension, value),
      onAll: (dimension, ticked) => controller.tickAll(dimension, ticked),
    });
  }

  #navigation(sections: readonly Section[]): TemplateResult | typeof nothing {
    if (sections.length < 2) return nothing;
    return html`<nav aria-label=${strings.navigation}>
      ${sections.map(
        ({ id }) =>
          html`<button type="button" class="link" @click=${() => this.#goTo(`section-${id}`)}>
            ${strings.sections[id].name}
          </button>`,
      )}
    </nav>`;
  }

  #section(section: Section): TemplateResult {
    const { controller } = this;
    return resultSection(section, {
      colours: this.colours,
      opened: controller.saved.opened,
      onToggleText: (figureId) => controller.toggleText(figureId),
      onSaveFigure: (figure, kind) => void this.#saveFigure(figure, kind),
      onSaveTable: (table, kind) => void this.#saveTable(table, kind),
    });
  }

  #saveFigure(figure: Figure, kind: 'svg' | 'png'): Promise<void> {
    const draw = (): string => figure.draw({ ...printSize, colours: printColours });
    return this.controller.save({ suggestedName: `${figure.id}.${kind}`, kind }, () =>
      kind === 'svg' ? draw() : rasterise(draw()),
    );
  }

  #saveTable(table: DataTable, kind: 'csv' | 'latex'): Promise<void> {
    const ending = kind === 'csv' ? 'csv' : 'tex';
    return this.controller.save({ suggestedName: `${table.id}.${ending}`, kind }, () =>
      kind === 'csv' ? toCsv(table) : toLatex(table),
    );
  }

  #goTo(id: string): void {
    const heading = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  }

  readonly #onScroll = (): void => {
    window.clearTimeout(this.#scrollTimer);
    this.#scrollTimer = window.setTimeout(
      () => this.controller.keepScroll(Math.round(window.scrollY)),
      keepScrollAfterMs,
    );
  };
}

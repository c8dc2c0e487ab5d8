import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChartColours, Figure } from '../../../src/charts/figure.ts';
import { deviationFigure, gainScatter, networkCurve } from '../../../src/charts/gainFigures.ts';
import { printColours } from '../../../src/charts/palette.ts';
import type { GainReport, GainSnapshot } from '../../../src/protocol/gainView.ts';
import { rasterise } from '../../experiment/drawing/rasterise.ts';
import { readTheme, watchTheme } from '../../experiment/drawing/watchTheme.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { noticeStyles } from '../../styles/notices.ts';
import { resultsStyles } from '../../styles/results.ts';
import { button, progressRing } from '../../toolkit.ts';
import { banner, dismissButton } from '../../views/banners.ts';
import { icons } from '../../views/icons.ts';
import { styled } from '../../views/styled.ts';
import type { GainsController } from '../gainsController.ts';
import { strings } from '../strings.ts';

/** Units of a saved drawing; a column of a paper at a legible size of text. */
const printSize = { width: 720, height: 440 };

/** How well gains are predicted: paints what the controller holds, and hands clicks to it. */
export class GainsView extends LitElement {
  static override properties = { controller: { attribute: false }, colours: { state: true } };
  static override styles = [controlStyles, noticeStyles, cardStyles, resultsStyles];

  declare controller: GainsController;
  declare colours: ChartColours;

  override connectedCallback(): void {
    super.connectedCallback();
    this.colours = readTheme();
    watchTheme((colours) => (this.colours = colours));
    this.controller.onChange(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const { controller } = this;
    const { snapshot } = controller;
    if (snapshot === null) return opening(controller.silent);
    const { report, problem } = snapshot;
    return html`${this.#header(snapshot)}
      <div class="banners" role="alert">
        ${problem === '' ? nothing : banner('error', icons.warning, problem)}
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
      <main>${this.#network(report)} ${this.#realised(snapshot)} ${this.#deviations(report)}</main>
      <div class="spoken" role="status" aria-live="polite">${controller.announcement}</div>`;
  }

  #header({ report, measuring }: GainSnapshot): TemplateResult {
    return html`<header>
      <div class="headline">
        <h1 dir="auto">${strings.title(report.projectName)}</h1>
        <p class="quiet" dir="auto">
          ${strings.subtitle(report.strategyTitle, report.score)}<span class="dot" aria-hidden="true">
            · </span
          >${strings.round(report.round)}
        </p>
      </div>
      ${measuring === null ? nothing : progress(measuring)}
      <div class="choices">
        ${
          measuring === null
            ? button({
                text: strings.measureAgain,
                title: strings.measureAgainTitle,
                onClick: () => this.controller.command('measureAgain'),
              })
            : button({ text: strings.cancel, onClick: () => this.controller.command('cancel') })
        }
      </div>
    </header>`;
  }

  #network(report: GainReport): TemplateResult {
    const figure = networkCurve(report);
    if (figure !== null) return this.#section('network', strings.networkTitle, strings.networkText, figure);
    const fallback = report.fallback === '' ? strings.noNetworkText(report.strategyTitle) : report.fallback;
    return html`<section aria-labelledby="section-network">
      <h2 id="section-network">${strings.networkTitle}</h2>
      ${empty(
        strings.noNetworkTitle,
        report.round === 0 ? strings.noRoundText : fallback,
        report.round === 0 || report.fallback !== ''
          ? nothing
          : button({
              text: strings.chooseStrategy,
              appearance: 'primary',
              onClick: () => this.controller.command('chooseStrategy'),
            }),
      )}
    </section>`;
  }

  #realised({ report, measuring }: GainSnapshot): TemplateResult {
    const figure = gainScatter(report);
    if (figure !== null) {
      const words = `${strings.realisedText} ${figure.description}`;
      return this.#section('realised', strings.realisedTitle, words, figure);
    }
    return html`<section aria-labelledby="section-realised">
      <h2 id="section-realised">${strings.realisedTitle}</h2>
      <p class="quiet">${strings.realisedText}</p>
      ${measuring === null ? whyNoPairs(report) : html`<div class="empty">${progressRing()}</div>`}
    </section>`;
  }

  #deviations(report: GainReport): TemplateResult {
    const figure = deviationFigure(report);
    if (figure !== null) {
      return this.#section('deviation', strings.deviationTitle, figure.description, figure);
    }
    return html`<section aria-labelledby="section-deviation">
      <h2 id="section-deviation">${strings.deviationTitle}</h2>
      <p class="quiet">${strings.noDeviationText}</p>
    </section>`;
  }

  #section(id: string, title: string, words: string, figure: Figure): TemplateResult {
    const { controller } = this;
    return html`<section aria-labelledby="section-${id}">
      <h2 id="section-${id}">${title}</h2>
      <p class="quiet" dir="auto">${words}</p>
      <nextlabel-figure
        .figure=${figure}
        .colours=${this.colours}
        ?opened=${controller.opened.includes(figure.id)}
        @toggle-text=${() => controller.toggleText(figure.id)}
        @save=${(event: CustomEvent<'svg' | 'png'>) => void this.#saveFigure(figure, event.detail)}
      ></nextlabel-figure>
    </section>`;
  }

  #saveFigure(figure: Figure, kind: 'svg' | 'png'): Promise<void> {
    const draw = (): string => figure.draw({ ...printSize, colours: printColours });
    return this.controller.save({ suggestedName: `${figure.id}.${kind}`, kind }, () =>
      kind === 'svg' ? draw() : rasterise(draw()),
    );
  }
}

/** Before the first snapshot. */
function opening(silent: boolean): TemplateResult {
  return html`<main class="opening">
    <div class="empty">
      ${progressRing()}
      <p role="status">${silent ? strings.noAnswer : strings.opening}</p>
    </div>
  </main>`;
}

function progress(share: number): TemplateResult {
  return html`<div class="state running">
    <div
      class="progress-bar"
      role="progressbar"
      aria-label=${strings.measuringLabel}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(100 * share)}
      ${styled({ '--done': `${100 * share}%` })}
    >
      <span></span>
    </div>
    <span>${strings.measuring(share)}</span>
  </div>`;
}

function whyNoPairs({ predictedLabels, randomLabels, randomNeeded }: GainReport): TemplateResult {
  if (predictedLabels === 0) return empty(strings.noPredictionsTitle, strings.noPredictionsText);
  return empty(
    strings.fewTitle(Math.max(1, randomNeeded - randomLabels)),
    strings.fewText(randomLabels, randomNeeded),
  );
}

function empty(
  title: string,
  text: string,
  after: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="empty">
    <h3>${title}</h3>
    <p>${text}</p>
    ${after === nothing ? nothing : html`<div class="choices">${after}</div>`}
  </div>`;
}

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChartColours } from '../../../src/charts/figure.ts';
import type { InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import { readTheme, watchTheme } from '../../experiment/drawing/watchTheme.ts';
import { budgetStyles } from '../../styles/budget.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { inspectorStyles } from '../../styles/inspector.ts';
import { noticeStyles } from '../../styles/notices.ts';
import { resultsStyles } from '../../styles/results.ts';
import { secondLookStyles } from '../../styles/secondLook.ts';
import { whyStyles } from '../../styles/why.ts';
import { progressRing } from '../../toolkit.ts';
import { banner, dismissButton } from '../../views/banners.ts';
import { icons } from '../../views/icons.ts';
import type { InspectorController } from '../inspectorController.ts';
import { runTabs } from '../runTabs.ts';
import { strings as runStrings } from '../strings/run.ts';
import { strings } from '../strings/shell.ts';
import type { InspectorTab } from '../tab.ts';
import { tabs } from '../tabs.ts';
import { emptyState } from './asked.ts';
import { roundPicker } from './roundPicker.ts';
import { runPicker } from './runPicker.ts';

/** The strategy inspector: paints what the controller holds, and hands clicks to it. */
export class InspectorView extends LitElement {
  static override properties = { controller: { attribute: false }, colours: { state: true } };
  static override styles = [
    controlStyles,
    noticeStyles,
    cardStyles,
    resultsStyles,
    inspectorStyles,
    budgetStyles,
    secondLookStyles,
    whyStyles,
  ];

  declare controller: InspectorController;
  declare colours: ChartColours;

  override connectedCallback(): void {
    super.connectedCallback();
    this.colours = readTheme();
    watchTheme((colours) => (this.colours = colours));
    this.controller.onChange(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const { controller } = this;
    const { snapshot, failure } = controller;
    if (snapshot === null) return opening(controller.silent);
    const shown = snapshot.run === null ? tabs : runTabs;
    const tab = shown.find(({ id }) => id === controller.tab) ?? shown[0]!;
    return html`<header>
        <div class="headline"><h1 dir="auto">${strings.title(snapshot.projectName)}</h1></div>
      </header>
      ${snapshot.run === null ? nothing : runPicker(snapshot.run, controller)}
      ${roundPicker(snapshot, controller)}
      <div class="banners" role="alert">
        ${
          failure === ''
            ? nothing
            : banner(
                'error',
                icons.warning,
                failure,
                dismissButton(() => controller.dismissFailure()),
              )
        }
      </div>
      ${this.#tabList(shown, tab)}
      <main>
        <div role="tabpanel" id="panel" aria-labelledby="tab-${tab.id}">${this.#panel(tab, snapshot)}</div>
      </main>
      <div class="spoken" role="status" aria-live="polite">${controller.announcement}</div>`;
  }

  #panel(tab: InspectorTab, { rounds, run }: InspectorSnapshot): TemplateResult {
    const { controller, colours } = this;
    if (rounds.length > 0) return tab.render({ controller, colours });
    if (run !== null) return emptyState({ title: runStrings.noStepTitle, text: runStrings.noStepText });
    return emptyState({
      title: strings.noRoundTitle,
      text: strings.noRoundText,
      action: { text: strings.openLabelingView, onClick: () => controller.command('openLabelingView') },
    });
  }

  #tabList(shown: readonly InspectorTab[], chosen: InspectorTab): TemplateResult {
    return html`<div class="tabs" role="tablist" aria-label=${strings.tabList} @keydown=${this.#onKey}>
      ${shown.map(
        ({ id, title }) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${id}"
            aria-selected=${String(id === chosen.id)}
            aria-controls="panel"
            tabindex=${id === chosen.id ? 0 : -1}
            @click=${() => this.controller.choose({ tab: id })}
          >
            ${title}
          </button>`,
      )}
    </div>`;
  }

  /** Arrows move the focus only: a tab begins to compute once it is chosen. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="tab"]')];
    const at = buttons.findIndex((each) => each === event.target);
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons.at(step % buttons.length)?.focus();
  };
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

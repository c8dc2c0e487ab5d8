import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { pullFigure } from '../../../src/charts/inspector/whyFigures.ts';
import type { RowExplanation } from '../../../src/protocol/inspect.ts';
import { strings } from '../strings/why.ts';
import type { TabContext } from '../tab.ts';
import { figureBox } from './exhibits.ts';

/** Features that pull towards a class, which is chosen; at first the predicted one. */
export function pullSection(
  { contributions, predicted }: RowExplanation,
  context: TabContext & { readonly itemId: string; readonly names: readonly string[] },
): TemplateResult {
  const { controller, itemId, names } = context;
  // While there is no model, the sentences say so.
  if (predicted === null) return html``;
  const kept = names.indexOf(String(controller.kept('pullClass')));
  const towards = kept >= 0 ? kept : predicted;
  const figure = contributions && pullFigure(contributions, { classes: names, towards, itemId });
  return html`<section aria-labelledby="pulls">
    <h2 id="pulls">${strings.pulls}</h2>
    ${
      contributions === null
        ? html`<p class="quiet">${strings.noPulls}</p>`
        : html`<label class="pull-class"
            >${strings.pullClass}
            <select
              @change=${(event: Event) =>
                controller.keep('pullClass', names[(event.target as HTMLSelectElement).selectedIndex])}
            >
              ${names.map((name, index) => html`<option ?selected=${index === towards}>${name}</option>`)}
            </select></label
          >`
    }
    ${
      contributions === null
        ? nothing
        : figure === null
          ? html`<p class="quiet" dir="auto">${strings.noPullsOf(names[towards] ?? '')}</p>`
          : html`<div class="figures">${figureBox(figure, context)}</div>`
    }
  </section>`;
}

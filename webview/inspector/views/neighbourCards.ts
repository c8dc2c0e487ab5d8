import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { brief } from '../../../src/charts/inspector/numberText.ts';
import type { LabeledRow } from '../../../src/protocol/inspect.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/why.ts';
import { classChip } from './classChip.ts';

/** Labeled neighbours with their labels; a click explains one of them, in the tab `tab` where another is shown. */
export function neighbourCards(
  neighbours: readonly LabeledRow[],
  controller: InspectorController,
  tab: string = controller.tab,
): TemplateResult {
  const classes = controller.snapshot?.classes ?? [];
  return html`<ul class="neighbours">
    ${neighbours.map(({ row, label, distance }) => {
      const card = controller.card(row);
      const name = card?.itemId ?? '';
      return html`<li>
        <button
          type="button"
          class="neighbour"
          title=${strings.explainThis(name)}
          @click=${() => controller.choose({ row, tab })}
        >
          ${
            card?.thumbnail === null || card?.thumbnail === undefined
              ? nothing
              : html`<img src=${card.thumbnail} alt="" loading="lazy" />`
          }
          <span class="neighbour-words">
            ${classChip(classes[label]?.name ?? '', controller)}
            <span class="neighbour-excerpt" dir="auto">${card?.excerpt ?? ''}</span>
            <span class="quiet">${strings.distance(brief(distance))} · <span dir="auto">${name}</span></span>
          </span>
        </button>
      </li>`;
    })}
  </ul>`;
}

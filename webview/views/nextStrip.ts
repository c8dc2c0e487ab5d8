import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemView } from '../../src/protocol/labeling.ts';
import { excerptOf, number, strings } from '../strings.ts';
import { releaseFocus } from './classBar.ts';
import { icons } from './icons.ts';

/** Small cards of the items to come; a click goes to one. */
export function nextStrip(upcoming: readonly ItemView[], onPick: (itemId: string) => void): TemplateResult {
  return html`<section class="next" aria-label=${strings.nextRegion}>
    <h2 class="strip-title">${strings.next}</h2>
    ${upcoming.length === 0 ? html`<p class="quiet">${strings.nextEmpty}</p>` : nothing}
    <ol>
      ${upcoming.map(
        (item) =>
          html`<li>
            <button
              type="button"
              class="next-card"
              title=${excerptOf(item.content, 200)}
              @click=${(event: MouseEvent) => {
                releaseFocus(event);
                onPick(item.itemId);
              }}
            >
              ${cardBody(item)}
            </button>
          </li>`,
      )}
    </ol>
  </section>`;
}

function cardBody(item: ItemView): TemplateResult {
  const rank = html`<span class="card-rank"
    >${item.stream === 'random' ? icons.dice : nothing}${
      item.rank === null ? strings.row(item.row) : `#${number(item.rank)}`
    }</span
  >`;
  return item.content.kind === 'image'
    ? html`<img src=${item.content.thumbnail} alt=${excerptOf(item.content, 80)} decoding="async" />${rank}`
    : html`<span class="card-text" dir="auto">${excerptOf(item.content, 90)}</span>${rank}`;
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemCard, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { number, percent, strings } from '../strings.ts';
import { icons } from './icons.ts';
import { styled } from './styled.ts';

/** A card of the grid: picture or excerpt, and below it the label or what the model suggests. */
export function gridCard(card: ItemCard, snapshot: LabelingSnapshot): TemplateResult {
  return html`${
      card.thumbnail === null
        ? html`<span class="excerpt" dir="auto">${card.excerpt}</span>`
        : html`<span class="thumb"
            ><img src=${card.thumbnail} alt=${card.excerpt} decoding="async" draggable="false"
          /></span>`
    }
    <span class="foot">
      <span class="quiet">${card.rank === null ? strings.row(card.row) : `#${number(card.rank)}`}</span>
      ${card.flagged ? html`${icons.flag}<span class="spoken">${strings.flagged}</span>` : nothing}
      <span class="gap"></span>
      ${verdict(card, snapshot)}
    </span>`;
}

function verdict(card: ItemCard, snapshot: LabelingSnapshot): TemplateResult | typeof nothing {
  if (card.label !== null) {
    return html`<span class="spoken">${strings.labeledAs}</span
      ><span class="chip" ${styled({ '--chip': colourOf(card.label, snapshot) })}></span
      ><strong class="name" dir="auto">${card.label}</strong>`;
  }
  if (card.skipped) return html`<span class="quiet">${strings.skipped}</span>`;
  if (card.suggestion === null || !snapshot.showSuggestions) return nothing;
  const { className, probability } = card.suggestion;
  return html`<span class="spoken">${strings.suggested}</span
    ><span class="name quiet" dir="auto">${className}</span
    ><span class="quiet">${probability === null ? '' : percent(probability)}</span>`;
}

function colourOf(className: string, snapshot: LabelingSnapshot): string {
  return snapshot.classes.find((entry) => entry.name === className)?.colour ?? 'transparent';
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemCard, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { number, percent, strings } from '../strings.ts';
import { icons } from './icons.ts';
import { styled } from './styled.ts';

/** A card of the grid: picture or excerpt, and below it the label or what the model suggests. */
export function gridCard(card: ItemCard, snapshot: LabelingSnapshot): TemplateResult {
  return html`${card.thumbnail === null
      ? html`<span class="excerpt" dir="auto">${card.excerpt}</span>`
      : html`<span class="thumb"><img src=${card.thumbnail} alt="" decoding="async" draggable="false" /></span>`}
    <span class="foot">
      <span class="quiet">${card.rank === null ? number(card.row + 1) : `#${number(card.rank)}`}</span>
      ${card.flagged ? icons.flag : nothing}
      <span class="gap"></span>
      ${verdict(card, snapshot)}
    </span>`;
}

function verdict(card: ItemCard, snapshot: LabelingSnapshot): TemplateResult | typeof nothing {
  if (card.label !== null) {
    return html`<span class="chip" ${styled({ '--chip': colourOf(card.label, snapshot) })}></span
      ><strong class="name" dir="auto">${card.label}</strong>`;
  }
  if (card.skipped) return html`<span class="quiet">${strings.skipped}</span>`;
  if (card.suggestion === null || !snapshot.showSuggestions) return nothing;
  const { className, probability } = card.suggestion;
  return html`<span class="name quiet" dir="auto">${className}</span
    ><span class="quiet">${percent(probability)}</span>`;
}

/** For screen readers: label, skipped, flagged, suggestion. */
export function stateWords(card: ItemCard, snapshot: LabelingSnapshot): string {
  const { suggestion } = card;
  const words = [
    card.rank === null ? '' : strings.rank(card.rank),
    card.label === null ? '' : `${strings.labeledAs} ${card.label}`,
    card.skipped && card.label === null ? strings.skipped : '',
    card.flagged ? strings.flagged : '',
    suggestion !== null && snapshot.showSuggestions && card.label === null
      ? `${strings.suggested} ${strings.suggestionOf(suggestion.className, suggestion.probability)}`
      : '',
  ];
  return words.filter((word) => word !== '').join(', ');
}

function colourOf(className: string, snapshot: LabelingSnapshot): string {
  return snapshot.classes.find((entry) => entry.name === className)?.colour ?? 'transparent';
}

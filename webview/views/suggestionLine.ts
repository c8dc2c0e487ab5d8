import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemView } from '../../src/protocol/labeling.ts';
import { visibleSuggestion } from '../state/announcement.ts';
import { percent, strings } from '../strings.ts';
import { releaseFocus } from './classBar.ts';
import { icons } from './icons.ts';
import { styled } from './styled.ts';

export interface SuggestionOptions {
  readonly item: ItemView;
  readonly showSuggestions: boolean;
  readonly colour: string | null;
  readonly disabled: boolean;
  readonly onAccept: () => void;
  readonly onToggle: () => void;
}

/** What the model thinks, in a place of fixed height, so that the classes below never move. */
export function suggestionLine(options: SuggestionOptions): TemplateResult {
  const { item, showSuggestions, onToggle } = options;
  const suggestion = visibleSuggestion(item, showSuggestions);
  if (suggestion === null) {
    return html`<div class="suggestion">
      <p class="quiet">${reasonForNone(item, showSuggestions)}</p>
      ${
        showSuggestions
          ? nothing
          : html`<button type="button" class="link" @click=${onToggle}>${strings.showSuggestions}</button>`
      }
    </div>`;
  }
  return html`<div class="suggestion">
    <div class="suggestion-head">
      <span class="quiet">${strings.suggested}</span>
      <button type="button" class="link" title=${strings.hideSuggestionsTitle} @click=${onToggle}>
        ${strings.hideSuggestions}
      </button>
    </div>
    <button
      type="button"
      class="accept"
      aria-keyshortcuts="Enter"
      ?disabled=${options.disabled}
      @click=${(event: MouseEvent) => {
        releaseFocus(event);
        options.onAccept();
      }}
    >
      <span class="spoken">${strings.accept}</span>
      <span class="chip" ${styled({ '--chip': options.colour ?? 'transparent' })}></span>
      <span class="name" dir="auto">${suggestion.className}</span>
      <span class="probability"
        >${suggestion.probability === null ? '' : percent(suggestion.probability)}</span
      >
      <kbd aria-hidden="true">⏎</kbd>
    </button>
  </div>`;
}

function reasonForNone(item: ItemView, showSuggestions: boolean): TemplateResult {
  if (item.stream === 'random') return html`${icons.dice} ${strings.noSuggestionRandom}`;
  if (!showSuggestions) return html`${icons.eye} ${strings.suggestionsHidden}`;
  return html`${item.label === null ? strings.noSuggestionYet : strings.noSuggestionLabeled}`;
}

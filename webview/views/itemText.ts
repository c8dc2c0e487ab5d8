import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemContent } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';
import { fieldTable } from './itemRow.ts';

/** Short texts are set larger: most of them are read at a glance. */
const shortText = 280;

/** A text with its whitespace as it stands, and its other columns below. */
export function itemText(content: Extract<ItemContent, { kind: 'text' }>): TemplateResult {
  const { text, fields } = content;
  const empty = text.trim() === '';
  return html`<div class="canvas scrolls" tabindex="0" role="group" aria-label=${strings.itemRegion}>
    <div class="reading">
      ${
        empty
          ? html`<p class="quiet">${strings.emptyText}</p>`
          : html`<p class=${text.length <= shortText ? 'text short' : 'text'} dir="auto">${text}</p>`
      }
      ${fields.length === 0 ? nothing : fieldTable(fields, strings.otherFields)}
    </div>
  </div>`;
}

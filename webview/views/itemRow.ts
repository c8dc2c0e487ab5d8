import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemContent } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';

/** A row as a table of two columns: name and value. */
export function itemRow(content: Extract<ItemContent, { kind: 'tabular' }>): TemplateResult {
  return html`<div class="canvas scrolls" tabindex="0" role="group" aria-label=${strings.itemRegion}>
    <div class="reading">
      ${
        content.fields.length === 0
          ? html`<p class="quiet">${strings.emptyRow}</p>`
          : fieldTable(content.fields, strings.itemRegion)
      }
    </div>
  </div>`;
}

export function fieldTable(fields: readonly (readonly [string, string])[], caption: string): TemplateResult {
  return html`<table class="fields">
    <caption class="spoken">
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${strings.field}</th>
        <th scope="col">${strings.value}</th>
      </tr>
    </thead>
    <tbody>
      ${fields.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row" dir="auto">${name}</th>
            <td class=${isNumeric(value) ? 'numeric' : ''} dir="auto">${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Numbers stand in figures of one width, so that they can be compared down the column. */
function isNumeric(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value));
}

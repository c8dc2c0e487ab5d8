import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icons } from '../../views/icons.ts';
import { strings } from '../strings.ts';

/** Saves a figure or table in a format. */
export function saveButton(format: string, title: string, onClick: () => void): TemplateResult {
  const words = strings.saveAs(format, title);
  return html`<button type="button" class="save" aria-label=${words} title=${words} @click=${onClick}>
    ${icons.export}<span>${format}</span>
  </button>`;
}

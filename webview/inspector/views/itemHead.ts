import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { InspectorItem } from '../../../src/protocol/inspector.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { fieldTable } from '../../views/itemRow.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings as runStrings } from '../strings/run.ts';
import { strings } from '../strings/why.ts';
import { classChip } from './classChip.ts';

/** Chooses the item: along the ranking, or by its id. */
export function itemChooser(
  { previous, next, explanation }: Pick<WhyAnswer, 'previous' | 'next' | 'explanation'>,
  controller: InspectorController,
): TemplateResult {
  const [own] = explanation.places;
  const byId = controller.snapshot?.run ? runStrings.byRow : strings.byId;
  const step = (text: string, title: string, to: number | null): TemplateResult =>
    html`<button
      type="button"
      title=${title}
      ?disabled=${to === null}
      @click=${() => controller.choose({ row: to })}
    >
      ${text}
    </button>`;
  return html`<div class="item-chooser" role="group" aria-label=${strings.chooser}>
    ${step(strings.previous, strings.previousTitle, previous)} ${step(strings.next, strings.nextTitle, next)}
    <button
      type="button"
      class="link"
      ?disabled=${own?.rank === 1}
      @click=${() => controller.choose({ row: null })}
    >
      ${strings.first}
    </button>
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const field = (event.target as HTMLFormElement).querySelector('input')!;
        const itemId = field.value.trim();
        if (itemId !== '') void controller.chooseItem(itemId);
      }}
    >
      <input type="text" aria-label=${byId} placeholder=${byId} spellcheck="false" />
      <button type="submit">${strings.show}</button>
    </form>
  </div>`;
}

/** The item with the label that it has by now. */
export function itemContent(
  item: InspectorItem | null,
  itemId: string,
  controller: InspectorController,
): TemplateResult {
  const label = item?.label ?? null;
  return html`<div class="item-content">
    <h2 id="item" dir="auto">${itemId}</h2>
    <p class="item-label">
      ${
        label === null
          ? html`<span class="quiet">${strings.notLabeled}</span>`
          : html`<span class="quiet"
                >${controller.snapshot?.run ? runStrings.className : strings.labeledAs}</span
              >
              ${classChip(label, controller)}`
      }
    </p>
    ${item === null ? nothing : itemBody(item)}
  </div>`;
}

/** The item itself: its text, its row or its picture. */
export function itemBody({ content: shown, itemId }: InspectorItem): TemplateResult {
  switch (shown.kind) {
    case 'image':
      return html`<img src=${shown.source} alt=${shown.file || itemId} />`;
    case 'tabular':
      return html`<div class="item-box" tabindex="0" role="group" aria-label=${strings.content}>
        ${fieldTable(shown.fields, strings.content)}
      </div>`;
    case 'text':
      return html`<div class="item-box" tabindex="0" role="group" aria-label=${strings.content}>
        ${
          shown.text.trim() === ''
            ? html`<p class="quiet">${strings.noText}</p>`
            : html`<p class="item-text" dir="auto">${shown.text}</p>`
        }
        ${shown.fields.length === 0 ? nothing : fieldTable(shown.fields, strings.content)}
      </div>`;
  }
}

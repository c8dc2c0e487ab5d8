import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { whyQuestion } from '../../../src/protocol/inspectorWhy.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/why.ts';
import type { TabContext } from '../tab.ts';
import { askedView } from './asked.ts';

/** Why the chosen item has its place in the round's ranking. */
export function whyTab({ controller }: TabContext): TemplateResult {
  const asked = controller.ask(whyQuestion, { row: controller.row });
  return askedView(asked, { controller, question: whyQuestion }, (answer) => told(answer, controller));
}

function told(
  { explanation, pool, previous, next }: WhyAnswer,
  controller: InspectorController,
): TemplateResult {
  const { row, places } = explanation;
  const [own] = places;
  const card = controller.card(row);
  const step = (text: string, to: number | null): TemplateResult =>
    html`<button type="button" ?disabled=${to === null} @click=${() => controller.choose({ row: to })}>
      ${text}
    </button>`;
  return html`<div class="choices">${step(strings.previous, previous)}${step(strings.next, next)}</div>
    <section aria-labelledby="item">
      <h2 id="item" dir="auto">${card?.itemId ?? ''}</h2>
      ${card === null ? nothing : html`<p dir="auto">${card.excerpt}</p>`}
      <p>${own === undefined ? strings.notRanked : strings.rank(own.rank, pool)}</p>
    </section>`;
}

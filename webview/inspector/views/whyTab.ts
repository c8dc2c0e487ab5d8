import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import { brief } from '../../../src/charts/inspector/numberText.ts';
import { changesTable, probabilityFigure } from '../../../src/charts/inspector/whyFigures.ts';
import { placesQuestion, whyQuestion } from '../../../src/protocol/inspectorWhy.ts';
import type { PlacesAnswer, WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { icons } from '../../views/icons.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import { whySentences } from '../state/whySentences.ts';
import { strings as runStrings } from '../strings/run.ts';
import { strings } from '../strings/why.ts';
import type { Moment } from '../strings/why.ts';
import type { TabContext } from '../tab.ts';
import { aboutRound } from './aboutRound.ts';
import { askedView } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';
import { itemChooser, itemContent } from './itemHead.ts';
import { neighbourCards } from './neighbourCards.ts';
import { pullSection } from './pullSection.ts';
import { readCompared } from './strategyPicker.ts';

/** Why the chosen item has its place in the round's ranking. */
export function whyTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const asked = controller.ask(whyQuestion, { row: controller.row });
  return askedView(asked, { controller, question: whyQuestion }, (answer) => told(answer, context));
}

function told(answer: WhyAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const { row } = answer.explanation;
  const classes = controller.snapshot!.classes;
  const item = controller.item(row);
  const itemId = item?.itemId ?? controller.card(row)?.itemId ?? '';
  const blind = item?.blind === true && controller.kept('shownBlind') !== itemId;
  const names = classes.map(({ name }) => name);
  return html`${itemChooser(answer, controller)}
    <div class="why-top">
      ${itemContent(item, itemId, controller)}
      <section aria-labelledby="reasons">
        <h2 id="reasons">${strings.reasons}</h2>
        <ul class="reasons">
          ${whySentences(answer, { classes: names, titleOf: titleOf(controller), blind }).map(
            (sentence) => html`<li dir="auto">${sentence}</li>`,
          )}
        </ul>
        ${blind ? blindNote(itemId, controller) : nothing}
      </section>
    </div>
    ${blind ? nothing : evidence(answer, { ...context, itemId, names })} ${places(answer, itemId, context)}
    ${aboutRound(answer.round, classes)}`;
}

const momentOf = ({ snapshot }: InspectorController): Moment => (snapshot?.run ? 'step' : 'round');

const titleOf =
  ({ snapshot }: InspectorController) =>
  (id: string): string =>
    strategyTitle(snapshot, id);

function blindNote(itemId: string, controller: InspectorController): TemplateResult {
  return html`<div class="blind">
    <p><strong>${icons.dice} ${strings.blindTitle}</strong></p>
    <p>${strings.blindText}</p>
    <button type="button" @click=${() => controller.keep('shownBlind', itemId)}>${strings.blindShow}</button>
  </div>`;
}

/** All that the model has to say. */
function evidence(
  { explanation }: WhyAnswer,
  context: TabContext & { readonly itemId: string; readonly names: readonly string[] },
): TemplateResult {
  const { controller, itemId, names } = context;
  const { probabilities, changes, neighbours } = explanation;
  const moment = momentOf(controller);
  return html`${
    probabilities === null && changes === null
      ? nothing
      : html`<div class="figures">
          ${probabilities === null ? nothing : figureBox(probabilityFigure(probabilities, names, itemId), context)}
          ${changes === null ? nothing : tableBox(changesTable(changes, names, itemId), controller)}
        </div>`
  }
  ${
    neighbours.length === 0
      ? nothing
      : html`<section aria-labelledby="neighbours">
          <h2 id="neighbours">${strings.neighbours}</h2>
          <p class="quiet">${strings.neighboursText(moment)}</p>
          ${neighbourCards(neighbours, controller)}
        </section>`
  }
  ${pullSection(explanation, context)}`;
}

function places(answer: WhyAnswer, itemId: string, { controller }: TabContext): TemplateResult {
  const { row } = answer.explanation;
  const asked = controller.ask(placesQuestion, { row, strategies: readCompared(controller) });
  return html`<section aria-labelledby="places">
    <h2 id="places">${strings.places}</h2>
    <p class="quiet">${strings.placesText(momentOf(controller))}</p>
    ${askedView(asked, { controller, question: placesQuestion }, ({ places: found, refused }) =>
      found.length === 0
        ? html`<p>${controller.snapshot?.run ? runStrings.notInPool : strings.noPlaces}</p>`
        : html`${tableBox(placesTable(found, itemId), controller)} ${refusedNote(refused)}`,
    )}
  </section>`;
}

function refusedNote(refused: PlacesAnswer['refused']): TemplateResult {
  return html`${refused.map(
    ({ reason }) => html`<p class="quiet" dir="auto">${strings.refused} ${reason}</p>`,
  )}`;
}

function placesTable(found: PlacesAnswer['places'], itemId: string): DataTable {
  return {
    id: 'strategy-places',
    title: strings.placesTable(itemId),
    columns: [
      { name: strings.strategy, kind: 'text' },
      { name: strings.rank, kind: 'number' },
      { name: strings.score, kind: 'number' },
    ],
    rows: found.map(({ title, rank, score }) => [
      { text: title },
      { text: rank.toLocaleString(), values: [rank] },
      { text: brief(score), values: [score] },
    ]),
    note: '',
  };
}

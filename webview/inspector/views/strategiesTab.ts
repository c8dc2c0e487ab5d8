import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import {
  correlationFigure,
  joinedFigure,
  overlapFigure,
  pickFigure,
  scoreFigure,
} from '../../../src/charts/inspector/strategyFigures.ts';
import { strategiesQuestion } from '../../../src/protocol/inspectorStrategies.ts';
import type { StrategiesAnswer } from '../../../src/protocol/inspectorStrategies.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/strategies.ts';
import type { TabContext } from '../tab.ts';
import { askedView } from './asked.ts';
import { figureBox } from './exhibits.ts';
import { readCompared, strategyPicker } from './strategyPicker.ts';

const topName = 'strategyTop';
const tops: readonly number[] = [5, 10, 20, 50, 100];
const usualTop = 10;

/** What several strategies would have asked in the same round. */
export function strategiesTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const kept = controller.kept(topName);
  const top = tops.find((each) => each === kept) ?? usualTop;
  const asked = controller.ask(strategiesQuestion, { strategies: readCompared(controller), top });
  return html`<div class="strategy-choice">${strategyPicker(controller)} ${topPicker(top, controller)}</div>
    ${askedView(asked, { controller, question: strategiesQuestion }, (answer) => compared(answer, context))}`;
}

function topPicker(top: number, controller: InspectorController): TemplateResult {
  return html`<label class="top-picker"
    >${strings.top}
    <select
      @change=${(event: Event) => controller.keep(topName, Number((event.target as HTMLSelectElement).value))}
    >
      ${tops.map((each) => html`<option value=${each} ?selected=${each === top}>${each}</option>`)}
    </select></label
  >`;
}

function compared(answer: StrategiesAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const classes = (controller.snapshot?.classes ?? []).map(({ name }) => name);
  const nameOf = (row: number): string => controller.card(row)?.itemId ?? '';
  const scores = scoreFigure(answer);
  const picks = pickFigure(answer, classes);
  return html`${answer.refused.map(
      ({ reason }) => html`<p class="quiet" dir="auto">${strings.refused} ${reason}</p>`,
    )}
    <section aria-labelledby="columns">
      <h2 id="columns">${strings.columns}</h2>
      <p class="quiet">${strings.columnsText}</p>
      <nextlabel-strategy-columns
        .columns=${answer.columns}
        .controller=${controller}
        .revision=${{}}
      ></nextlabel-strategy-columns>
      <div class="figures wide">${figureBox(joinedFigure(answer, nameOf), context)}</div>
    </section>
    <section aria-labelledby="likeness">
      <h2 id="likeness">${strings.likeness}</h2>
      <div class="figures">
        ${figureBox(overlapFigure(answer), context)} ${figureBox(correlationFigure(answer), context)}
      </div>
    </section>
    ${
      scores === null
        ? nothing
        : html`<section aria-labelledby="scores">
            <h2 id="scores">${strings.scores}</h2>
            <p class="quiet">${strings.scoresText}</p>
            <div class="figures wide">${figureBox(scores, context)}</div>
          </section>`
    }
    ${
      picks === null
        ? nothing
        : html`<section aria-labelledby="picks">
            <h2 id="picks">${strings.picks}</h2>
            <div class="figures wide">${figureBox(picks, context)}</div>
          </section>`
    }`;
}

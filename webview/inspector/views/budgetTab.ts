import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { curveFigure, targetTable } from '../../../src/charts/inspector/forecastFigures.ts';
import {
  forecastNotes,
  refusalText,
  targetSentences,
  todaySentence,
  warningText,
} from '../../../src/charts/inspector/forecastWords.ts';
import type { ForecastNames } from '../../../src/charts/inspector/forecastWords.ts';
import type { ForecastAnswer, ForecastResult, ForecastWarning } from '../../../src/protocol/forecast.ts';
import { forecastQuestion, stoppingQuestion } from '../../../src/protocol/inspectorBudget.ts';
import { objectiveClass } from '../../../src/protocol/objective.ts';
import { objectiveName } from '../../../src/protocol/objectiveName.ts';
import { icons } from '../../views/icons.ts';
import { askedTarget, readTarget } from '../state/budgetTarget.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import type { BudgetTarget } from '../state/budgetTarget.ts';
import { strings } from '../strings/budget.ts';
import type { TabContext } from '../tab.ts';
import { askedView, emptyState } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';
import { stoppingPanel } from './stoppingPanel.ts';
import { targetChooser } from './targetChooser.ts';

const keptAs = 'budget';

/** How much labeling is still to be done for a target, and what criteria for stopping say. */
export function budgetTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const target = readTarget(controller.kept(keptAs));
  // The panel is quicker, so that it is asked for first.
  const stopping = controller.ask(stoppingQuestion, {});
  const forecast = controller.ask(forecastQuestion, {});
  return html`<section aria-labelledby="forecast">
      <h2 id="forecast">${strings.forecast}</h2>
      ${targetChooser(target, (chosen) => controller.keep(keptAs, chosen))}
      ${askedView(forecast, { controller, question: forecastQuestion }, (result) =>
        forecastView(result, target, context),
      )}
    </section>
    <section aria-labelledby="stopping">
      <h2 id="stopping">${strings.stopping}</h2>
      ${askedView(stopping, { controller, question: stoppingQuestion }, (report) =>
        stoppingPanel(report, context),
      )}
    </section>`;
}

function forecastView(result: ForecastResult, target: BudgetTarget, context: TabContext): TemplateResult {
  if (result.kind === 'refused') {
    return emptyState({ title: strings.refusedTitle, text: refusalText(result) });
  }
  const { controller } = context;
  const { classes, strategies } = controller.snapshot!;
  const names: ForecastNames = {
    score: objectiveName(result.objective.kind, objectiveClass(result.objective, classes)),
    strategy: strategyTitle({ strategies }, result.strategy),
  };
  const asked = askedTarget(target);
  const [answer = '', ...rest] = targetSentences(result, asked, names.score);
  return html`<div class="forecast">
      <div class="told" aria-live="polite">
        <p class="answer" dir="auto">${answer}</p>
        ${doubts(result, names)}
        ${[...rest, todaySentence(result, names.score)].map((sentence) => html`<p dir="auto">${sentence}</p>`)}
      </div>
    </div>
    <div class="figures">
      ${figureBox(curveFigure(result, asked, names.score), context)}
      ${tableBox(targetTable(result, target.kind), controller)}
    </div>
    <details>
      <summary>${strings.notes}</summary>
      <ul class="notes">
        ${forecastNotes(result, names).map((note) => html`<li dir="auto">${note}</li>`)}
      </ul>
    </details>`;
}

/** What makes the answer doubtful stands right below it; what is else to be known, in words of second rank. */
function doubts({ warnings }: ForecastAnswer, names: ForecastNames): TemplateResult {
  const isDoubt = (warning: ForecastWarning): boolean =>
    warning === 'rareClass' || warning === 'littleLearned';
  const doubtful = warnings.filter(isDoubt);
  return html`${
    doubtful.length === 0
      ? nothing
      : html`<div class="doubts" role="note">
          <strong>${icons.warning} ${strings.doubts}</strong>
          ${doubtful.map((warning) => html`<p>${warningText(warning, names)}</p>`)}
        </div>`
  }${warnings
    .filter((warning) => !isDoubt(warning))
    .map((warning) => html`<p class="quiet" dir="auto">${warningText(warning, names)}</p>`)}`;
}

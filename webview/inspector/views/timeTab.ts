import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { gainScatter } from '../../../src/charts/gainFigures.ts';
import {
  accuracyFigure,
  accuracyText,
  balanceFigure,
  secondsFigure,
  streamFigure,
} from '../../../src/charts/inspector/historyFigures.ts';
import { RECENT_LABELS } from '../../../src/protocol/inspect.ts';
import type { GainReport } from '../../../src/protocol/gainView.ts';
import { askedQuestion, gainsQuestion, historyQuestion } from '../../../src/protocol/inspectorTime.ts';
import type { HistoryAnswer } from '../../../src/protocol/inspectorTime.ts';
import { button } from '../../toolkit.ts';
import { strings } from '../strings/time.ts';
import type { TabContext } from '../tab.ts';
import { askedTable, roundsTable } from '../state/timeTables.ts';
import { askedView, emptyState } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';

const measureName = 'measureGains';

/** What was asked in each round, what came of it, and how good the model was. */
export function timeTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const { round, latestRound } = controller;
  const history = controller.ask(historyQuestion, {}, latestRound);
  const asked = controller.ask(askedQuestion, {});
  return html`<section aria-labelledby="asked">
      <h2 id="asked">${strings.asked(round ?? 0)}</h2>
      ${askedView(asked, { controller, question: askedQuestion }, (answer) =>
        answer.asked.length === 0
          ? html`<p class="quiet">${strings.nothingAsked}</p>`
          : html`<p class="quiet">${strings.askedText}</p>
              ${tableBox(askedTable(answer.asked, controller), controller, {
                onChoose: (index) => controller.choose({ row: answer.asked[index]!.row, tab: 'why' }),
              })}`,
      )}
    </section>
    ${askedView(history, { controller, question: historyQuestion }, (answer) => told(answer, context))}`;
}

function told(answer: HistoryAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const { rounds, accuracy } = answer;
  const classes = (controller.snapshot?.classes ?? []).map(({ name }) => name);
  const options = { classes, round: controller.round, recentLabels: RECENT_LABELS };
  const meter = accuracyFigure(rounds, options);
  const figures = [
    balanceFigure(rounds, options),
    streamFigure(rounds, options),
    secondsFigure(rounds, options),
  ];
  return html`<section aria-labelledby="accuracy">
      <h2 id="accuracy">${strings.accuracy}</h2>
      ${
        meter === null || accuracy === null
          ? emptyState({ title: strings.noAccuracyTitle, text: strings.noAccuracyText })
          : html`<p class="quiet">${meter.description} ${strings.overall(accuracyText(accuracy))}</p>
              <div class="figures wide">${figureBox(meter, context)}</div>`
      }
    </section>
    <section aria-labelledby="balance">
      <h2 id="balance">${strings.balance}</h2>
      <div class="figures">
        ${figures.map((figure) => (figure === null ? nothing : figureBox(figure, context)))}
      </div>
    </section>
    ${gains(answer, context)}
    <section aria-labelledby="rounds">
      <h2 id="rounds">${strings.rounds}</h2>
      <p class="quiet">${strings.roundsText}</p>
      ${tableBox(roundsTable(rounds, controller), controller, {
        onChoose: (index) => controller.choose({ round: rounds[index]!.round }),
        chosen: rounds.findIndex(({ round }) => round === controller.round),
      })}
    </section>`;
}

/** Measured only when it is asked for: each label takes fits of the model. */
function gains({ predictsGains }: HistoryAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const { latestRound } = controller;
  const measures = controller.kept(measureName) === latestRound;
  return html`<section aria-labelledby="gains">
    <h2 id="gains">${strings.gains}</h2>
    ${
      predictsGains
        ? html`<p class="quiet">${strings.gainsText}</p>
            ${
              measures
                ? askedView(
                    controller.ask(gainsQuestion, {}, latestRound),
                    { controller, question: gainsQuestion },
                    (report) => measured(report, context),
                  )
                : html`<div class="choices">
                    ${button({ text: strings.measure, onClick: () => controller.keep(measureName, latestRound) })}
                  </div>`
            }`
        : html`<p class="quiet">${strings.noGains}</p>`
    }
  </section>`;
}

function measured(report: GainReport, context: TabContext): TemplateResult {
  const figure = gainScatter(report);
  if (figure !== null) {
    return html`<p class="quiet">${figure.description}</p>
      <div class="figures wide">${figureBox(figure, context)}</div>`;
  }
  const { predictedLabels, randomLabels, randomNeeded } = report;
  return emptyState({
    title: strings.noPairsTitle,
    text: predictedLabels === 0 ? strings.noPredicted : strings.noPairs(randomLabels, randomNeeded),
  });
}

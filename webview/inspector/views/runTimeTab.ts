import { html } from 'lit';
import type { TemplateResult } from 'lit';
import {
  recallFigure,
  runBalanceFigure,
  runTimeFigure,
  scoreFigure,
} from '../../../src/charts/inspector/runFigures.ts';
import type { RunFigureOptions } from '../../../src/charts/inspector/runFigures.ts';
import {
  runBalanceQuestion,
  runHistoryQuestion,
  runPicksQuestion,
} from '../../../src/protocol/inspectorRun.ts';
import type { RunHistory } from '../../../src/protocol/inspectorRun.ts';
import { picksTable, stepsTable } from '../state/runTables.ts';
import { strings } from '../strings/run.ts';
import type { TabContext } from '../tab.ts';
import { askedView } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';

/** What each step of a run picked, and how good its model was, by numbers that are true: all labels are known. */
export function runTimeTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const step = controller.round ?? 0;
  const picks = controller.ask(runPicksQuestion, {});
  const history = controller.ask(runHistoryQuestion, {}, controller.latestRound);
  return html`<section aria-labelledby="picks">
      <h2 id="picks">${strings.picks(step)}</h2>
      ${askedView(picks, { controller, question: runPicksQuestion }, (answer) => {
        const wrong = answer.filter(({ label, predicted }) => label !== predicted).length;
        return html`<p class="quiet">${strings.picksText(wrong, answer.length)}</p>
          ${tableBox(picksTable(answer, controller), controller, {
            onChoose: (index) => controller.choose({ row: answer[index]!.row, tab: 'why' }),
          })}`;
      })}
    </section>
    ${askedView(history, { controller, question: runHistoryQuestion }, (answer) => told(answer, context))}`;
}

function told(history: RunHistory, context: TabContext): TemplateResult {
  const { controller } = context;
  const { metric } = controller.snapshot!.run!;
  const step = controller.round ?? 1;
  const options: RunFigureOptions = { labels: history.labeled[step - 1] ?? null, metric };
  const score = scoreFigure(history, options);
  return html`<section aria-labelledby="quality">
      <h2 id="quality">${strings.quality}</h2>
      <p class="quiet" dir="auto">${score.description}</p>
      <div class="figures">
        ${figureBox(score, context)} ${figureBox(recallFigure(history, options), context)}
      </div>
    </section>
    <section aria-labelledby="balance">
      <h2 id="balance">${strings.balance}</h2>
      <div class="figures">
        ${balanceFigure(history, options, context)} ${figureBox(runTimeFigure(history, options), context)}
      </div>
    </section>
    <section aria-labelledby="steps">
      <h2 id="steps">${strings.steps}</h2>
      <p class="quiet">${strings.stepsText}</p>
      ${tableBox(stepsTable(history, metric), controller, {
        onChoose: (index) => controller.choose({ round: index + 1 }),
        chosen: step - 1,
      })}
      <p class="quiet">${strings.absent}</p>
    </section>`;
}

/** It takes the data: what is of the record alone does not wait for it. */
function balanceFigure(history: RunHistory, options: RunFigureOptions, context: TabContext): TemplateResult {
  const { controller } = context;
  const balance = controller.ask(runBalanceQuestion, {}, controller.latestRound);
  return askedView(balance, { controller, question: runBalanceQuestion }, (answer) =>
    figureBox(runBalanceFigure(history, answer, options), context),
  );
}

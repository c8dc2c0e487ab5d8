import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { criterionFigure, stoppingTable } from '../../../src/charts/inspector/stoppingFigures.ts';
import {
  criterionWords,
  positiveText,
  statusText,
  stoppingNote,
  tooFewRounds,
} from '../../../src/charts/inspector/stoppingWords.ts';
import type { CriterionReport, StoppingReport } from '../../../src/protocol/stopping.ts';
import { icons } from '../../views/icons.ts';
import { strings } from '../strings/budget.ts';
import type { TabContext } from '../tab.ts';
import { emptyState } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';

/** Each criterion with its numbers, whether it is met, what it means and what it misses; no verdict over all. */
export function stoppingPanel(report: StoppingReport, context: TabContext): TemplateResult {
  const { controller } = context;
  if (report.checked.length < 2) {
    return emptyState({ title: strings.noPanelTitle, text: tooFewRounds(report) });
  }
  const classes = controller.snapshot!.classes.map(({ name }) => name);
  return html`<p dir="auto">${stoppingNote(report)}</p>
    <div class="figures">
      ${report.criteria.map((criterion) => criterionBox(criterion, { report, context, classes }))}
    </div>
    ${tableBox(stoppingTable(report), controller)}`;
}

interface Panel {
  readonly report: StoppingReport;
  readonly context: TabContext;
  readonly classes: readonly string[];
}

function criterionBox(criterion: CriterionReport, { report, context, classes }: Panel): TemplateResult {
  const { id, metSince } = criterion;
  const { title, meaning, weakness } = criterionWords[id];
  const figure = criterionFigure(criterion, report);
  return html`<div class="criterion">
    ${figure === null ? html`<h3>${title}</h3>` : figureBox(figure, context)}
    <p class="status ${metSince === null ? '' : 'met'}">
      ${metSince === null ? nothing : icons.check} ${statusText(criterion, report)}
    </p>
    <p>${meaning} ${id === 'predictedFChange' ? positiveText(report, classes) : nothing}</p>
    <p class="quiet">${weakness}</p>
  </div>`;
}

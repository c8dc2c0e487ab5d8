import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import { noiseFigure } from '../../../src/charts/inspector/secondLookFigures.ts';
import { peopleTable, selfTable, twinTable } from '../../../src/charts/inspector/secondLookTables.ts';
import {
  duplicateSentence,
  peopleSentences,
  selfSentences,
  skillWarning,
  suspectSummary,
  verdictSentences,
} from '../../../src/charts/inspector/secondLookWords.ts';
import { twinGroups } from '../../../src/charts/inspector/twinGroups.ts';
import { secondLookQuestion } from '../../../src/protocol/inspectorSecondLook.ts';
import type { SecondLookReport, Suspect } from '../../../src/protocol/secondLook.ts';
import { icons } from '../../views/icons.ts';
import { lastOf } from '../map/lastOf.ts';
import { decidedTable } from '../state/lookTable.ts';
import { lookModelOf } from '../state/lookModel.ts';
import type { LookModel } from '../state/lookModel.ts';
import { strings } from '../strings/secondLook.ts';
import type { TabContext } from '../tab.ts';
import { askedView } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';

/** Labels that deserve a second look, and how much people agree: of the labels of now, whichever round is shown. */
export function secondLookTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const model = lookModelOf(controller);
  const asked = controller.ask(secondLookQuestion, { revision: model.revision }, null);
  return askedView(asked, { controller, question: secondLookQuestion }, (report) =>
    told(report, model, context),
  );
}

function told(report: SecondLookReport, model: LookModel, context: TabContext): TemplateResult {
  const classes = (context.controller.snapshot?.classes ?? []).map(({ name }) => name);
  // Where nothing is in doubt, the queue says why there was no judging.
  const isTold = report.model.kind !== 'judged' && model.state(report).shown.length === 0;
  return html`${doubts(report, model, context)} ${isTold ? nothing : judged(report, classes, context)}
  ${twins(report, model, context)} ${agreement(report, classes, context)}`;
}

function doubts(report: SecondLookReport, model: LookModel, { controller }: TabContext): TemplateResult {
  const { current, shown } = model.state(report);
  return html`<section aria-labelledby="doubts">
    <h2 id="doubts">${strings.doubts}</h2>
    ${
      shown.length === 0
        ? nothing
        : html`<p class="prose">${suspectSummary({ ...report, suspects: shown })} ${strings.intro}</p>`
    }
    <nextlabel-look-queue .model=${model} .report=${report}></nextlabel-look-queue>
    ${
      shown.length === 0
        ? nothing
        : tableBox(decidedTable(shown, model), controller, {
            onChoose: (index) => model.show(shown[index]!.row),
            chosen: current === null ? -1 : shown.indexOf(current),
          })
    }
  </section>`;
}

function judged(report: SecondLookReport, classes: readonly string[], context: TabContext): TemplateResult {
  const figure = noiseFigure(report, classes);
  const warning = skillWarning(report.model);
  return html`<section aria-labelledby="model">
    <h2 id="model">${strings.model}</h2>
    <div class="prose-lines">
      ${
        warning === ''
          ? nothing
          : html`<div class="doubts" role="note"><strong>${icons.warning} ${warning}</strong></div>`
      }
      ${verdictSentences(report, { classes }).map((sentence) => html`<p class="prose" dir="auto">${sentence}</p>`)}
    </div>
    ${
      figure === null
        ? nothing
        : html`<p class="quiet prose" dir="auto">${figure.description}</p>
            <div class="figures wide">${figureBox(figure, context)}</div>`
    }
  </section>`;
}

/** Without items that wait to be asked again. */
const groupsOf = lastOf((shown: readonly Suspect[], repeats: readonly number[]) => {
  const waiting = new Set(repeats);
  return twinGroups(shown).map((group) => group.filter(({ row }) => !waiting.has(row)));
});

function twins(report: SecondLookReport, model: LookModel, { controller }: TabContext): TemplateResult {
  const groups = groupsOf(model.state(report).shown, model.repeats);
  const rows = groups.flat().map(({ row }) => row);
  const classes = (controller.snapshot?.classes ?? []).map(({ name }) => name);
  return html`<section aria-labelledby="twins">
    <h2 id="twins">${strings.twins}</h2>
    <p class="prose">${duplicateSentence(report)}</p>
    ${
      groups.length === 0
        ? nothing
        : tableBox(twinTable(groups, classes), controller, {
            onChoose: (index) => controller.choose({ row: rows[index]!, tab: 'why' }),
          })
    }
  </section>`;
}

function agreement(
  { self, people, repeatShare }: SecondLookReport,
  classes: readonly string[],
  { controller }: TabContext,
): TemplateResult {
  const tables = [selfTable(self, classes), peopleTable(people)].filter(
    (table): table is DataTable => table !== null,
  );
  return html`<section aria-labelledby="agreement">
    <h2 id="agreement">${strings.agreement}</h2>
    <div class="prose-lines">
      ${[...selfSentences({ self, repeatShare }), ...peopleSentences(people)].map(
        (sentence) => html`<p class="prose" dir="auto">${sentence}</p>`,
      )}
      ${
        self.asked > 0 || repeatShare > 0
          ? nothing
          : html`<div class="choices">
              <button type="button" class="link" @click=${() => controller.command('openProjectFile')}>
                ${strings.openProjectFile}
              </button>
            </div>`
      }
    </div>
    ${tables.map((table) => tableBox(table, controller))}
  </section>`;
}

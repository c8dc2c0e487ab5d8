import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { settingNames } from '../../../src/charts/wording.ts';
import type { Setting } from '../../../src/protocol/experiment.ts';
import type { RunFacts } from '../../../src/protocol/runFacts.ts';
import type { InspectorController } from '../inspectorController.ts';
import { nearestRun, runDimensions, valuesOf } from '../state/nearestRun.ts';
import type { RunDimension } from '../state/nearestRun.ts';
import { strings } from '../strings/run.ts';

/** Chooses the run of an experiment; what is the same for all runs is only said. */
export function runPicker(facts: RunFacts, controller: InspectorController): TemplateResult {
  const { runs, run } = facts;
  const varies = runDimensions.filter((each) => valuesOf(runs, each).length > 1);
  const same = runDimensions
    .filter((each) => !varies.includes(each))
    .map((each) => strings.same(strings.dimensions[each], textOf(each, run[each])));
  return html`<div class="rounds runs" role="group" aria-label=${strings.runGroup}>
    ${varies.map((dimension) => chooser(dimension, facts, controller))}
    ${same.length === 0 ? nothing : html`<span class="made" dir="auto">${same.join(' · ')}</span>`}
  </div>`;
}

function chooser(
  dimension: RunDimension,
  { runs, run }: RunFacts,
  controller: InspectorController,
): TemplateResult {
  const values = valuesOf(runs, dimension);
  const shown = values.indexOf(run[dimension]);
  const choose = (event: Event): void => {
    const value = values[(event.target as HTMLSelectElement).selectedIndex];
    const found = value === undefined ? null : nearestRun(runs, run, { dimension, value });
    if (found !== null && found.id !== run.id) void controller.chooseRun(found.id);
  };
  return html`<label
    >${strings.dimensions[dimension]}
    <select .selectedIndex=${live(shown)} @change=${choose}>
      ${values.map(
        (value, index) => html`<option ?selected=${index === shown}>${textOf(dimension, value)}</option>`,
      )}
    </select></label
  >`;
}

const textOf = (dimension: RunDimension, value: string | number): string =>
  dimension === 'setting' ? settingNames[value as Setting] : String(value);

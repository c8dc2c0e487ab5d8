import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { settingNames } from '../../../src/charts/wording.ts';
import type { Setting } from '../../../src/protocol/experiment.ts';
import { icons } from '../../views/icons.ts';
import { filterable, shownCount } from '../state/hiddenValues.ts';
import type { Choices, Dimension, HiddenValues } from '../state/hiddenValues.ts';
import { strings } from '../strings.ts';

export interface FilterOptions {
  readonly choices: Choices;
  readonly hidden: HiddenValues;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onToggle: (dimension: Dimension, value: string) => void;
  readonly onAll: (dimension: Dimension, ticked: boolean) => void;
}

/** With fewer values than this, ticking them one by one is as quick. */
const manyValues = 3;

/** Tick boxes for each dimension in which there is a choice. */
export function filterPanel(options: FilterOptions): TemplateResult | typeof nothing {
  const { choices, hidden, open } = options;
  const shown = filterable(choices);
  if (shown.length === 0) return nothing;
  const count = shownCount(hidden, choices);
  return html`<div class="filter" role="search" aria-label=${strings.filter}>
    <button
      type="button"
      class="unfold"
      aria-expanded=${String(open)}
      aria-controls="filter-groups"
      @click=${() => options.onOpen(!open)}
    >
      <span class="arrow">${icons.forward}</span><strong>${strings.filter}</strong>
      <span class="quiet"
        >${count.shown === count.of ? strings.filterAll : strings.filterSome(count.shown, count.of)}</span
      >
    </button>
    <div id="filter-groups" ?hidden=${!open}>${shown.map((dimension) => group(dimension, options))}</div>
  </div>`;
}

function group(dimension: Dimension, options: FilterOptions): TemplateResult {
  const values = options.choices[dimension];
  const name = strings.dimensions[dimension];
  return html`<div class="group" role="group" aria-labelledby="filter-${dimension}">
    <span id="filter-${dimension}" class="group-name">${name}</span>
    <div class="ticks">
      ${values.map((value) => tick(dimension, value, options))}
      ${
        values.length < manyValues
          ? nothing
          : html`<span class="all">
              ${allButton(strings.all, strings.allOf(name), () => options.onAll(dimension, true))}
              ${allButton(strings.none, strings.noneOf(name), () => options.onAll(dimension, false))}
            </span>`
      }
    </div>
  </div>`;
}

function tick(dimension: Dimension, value: string, { hidden, onToggle }: FilterOptions): TemplateResult {
  return html`<label>
    <input
      type="checkbox"
      .checked=${!hidden[dimension].includes(value)}
      @change=${() => onToggle(dimension, value)}
    /><span dir="auto">${nameOf(dimension, value)}</span>
  </label>`;
}

function nameOf(dimension: Dimension, value: string): string {
  return dimension === 'settings' && isSetting(value) ? settingNames[value] : value;
}

function isSetting(value: string): value is Setting {
  return Object.hasOwn(settingNames, value);
}

function allButton(text: string, label: string, onClick: () => void): TemplateResult {
  return html`<button type="button" class="link" aria-label=${label} @click=${onClick}>${text}</button>`;
}

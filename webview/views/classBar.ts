import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ClassState, ItemView } from '../../src/protocol/labeling.ts';
import { visibleSuggestion } from '../state/announcement.ts';
import { keyShortcut } from '../state/classKeys.ts';
import { number, percent, strings } from '../strings.ts';
import { button } from '../toolkit.ts';
import { icons } from './icons.ts';
import { styled } from './styled.ts';

export interface ClassBarOptions {
  readonly classes: readonly ClassState[];
  /** Counts with the labels that are still on their way. */
  readonly labeledByClass: ReadonlyMap<string, number>;
  /** The item on screen; null in the grid and where there is none. */
  readonly item: ItemView | null;
  readonly showSuggestions: boolean;
  readonly disabled: boolean;
  readonly onPick: (entry: ClassState) => void;
  readonly onFind: () => void;
  readonly onOpenProject: () => void;
}

/** More classes than this can be told apart by digits. */
const digits = 10;

/** The classes as buttons with key, colour, count and a small bar for their share. */
export function classBar(options: ClassBarOptions): TemplateResult {
  const { classes } = options;
  if (classes.length === 0) {
    return html`<div class="no-classes">
      <h2>${strings.noClassesTitle}</h2>
      <p>${strings.noClassesText}</p>
      ${button({ text: strings.openProjectFile, onClick: options.onOpenProject })}
    </div>`;
  }
  const most = Math.max(1, ...classes.map((entry) => options.labeledByClass.get(entry.name) ?? 0));
  return html`${classes.length > digits ? findButton(options) : nothing}
    <ul class=${classes.length > digits ? 'classes many' : 'classes'}>
      ${classes.map((entry) => html`<li>${classButton(entry, most, options)}</li>`)}
    </ul>`;
}

function classButton(entry: ClassState, most: number, options: ClassBarOptions): TemplateResult {
  const labeled = options.labeledByClass.get(entry.name) ?? 0;
  const suggestion = options.item && visibleSuggestion(options.item, options.showSuggestions);
  const suggested = suggestion?.className === entry.name;
  const probability = suggested ? suggestion.probability : null;
  const chosen = options.item?.label === entry.name;
  return html`<button
    type="button"
    class=${`class${chosen ? ' chosen' : ''}${suggested ? ' suggested' : ''}`}
    title=${entry.description === '' ? nothing : entry.description}
    aria-keyshortcuts=${entry.key === '' ? nothing : keyShortcut(entry.key)}
    aria-pressed=${options.item === null ? nothing : String(chosen)}
    ?disabled=${options.disabled}
    @click=${(event: MouseEvent) => {
      releaseFocus(event);
      options.onPick(entry);
    }}
  >
    ${entry.key === '' ? html`<span class="keyless"></span>` : html`<kbd aria-hidden="true">${entry.key.toUpperCase()}</kbd>`}
    <span class="chip" ${styled({ '--chip': entry.colour })}></span>
    <span class="name" dir="auto">${entry.name}</span>
    ${
      probability === null
        ? nothing
        : html`<span class="probability"
            ><span class="spoken">${strings.suggested}</span> ${percent(probability)}</span
          >`
    }
    <span class="count">${number(labeled)} <span class="spoken">${strings.labelsWord(labeled)}</span></span>
    <span class="bar" ${styled({ '--fill': `${(100 * labeled) / most}%` })}></span>
  </button>`;
}

function findButton(options: ClassBarOptions): TemplateResult {
  return html`<button
    type="button"
    class="find-class"
    aria-keyshortcuts="/"
    ?disabled=${options.disabled}
    @click=${options.onFind}
  >
    ${icons.search}<span>${strings.findClass}</span><kbd aria-hidden="true">/</kbd>
  </button>`;
}

/** A click with the mouse must not leave the focus on a button, where Enter would press it again. */
export function releaseFocus(event: MouseEvent): void {
  if (event.detail > 0 && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
}

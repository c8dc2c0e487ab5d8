import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CategoryStyle } from '../map/categoryStyles.ts';
import type { MapCategory } from '../map/colouring.ts';
import { stampOf } from '../map/stamps.ts';
import { strings } from '../strings/map.ts';

export interface LegendOptions {
  readonly unit: string;
  readonly note: string;
  readonly categories: readonly MapCategory[];
  readonly styles: readonly CategoryStyle[];
  readonly isHidden: readonly boolean[];
  /** Hides exactly these, by id. */
  readonly onHide: (ids: readonly string[]) => void;
}

/** What the colours and shapes mean; its ticks choose what is shown. */
export function mapLegend(options: LegendOptions): TemplateResult {
  const { unit, note, categories, isHidden } = options;
  const hidden = categories.reduce(
    (sum, { count }, index) => sum + (isHidden[index] === true ? count : 0),
    0,
  );
  return html`<section class="legend" aria-label=${strings.legendOf(unit)}>
    <h3>${unit}</h3>
    ${note === '' ? nothing : html`<p class="note" role="status">${note}</p>`}
    <p class="spoken">${strings.legendHint}</p>
    <ul>
      ${categories.map((category, index) => line(category, index, options))}
    </ul>
    ${
      hidden === 0
        ? nothing
        : html`<p class="quiet">
            ${strings.hiddenCount(hidden)}
            <button type="button" class="link" @click=${() => options.onHide([])}>${strings.showAll}</button>
          </p>`
    }
  </section>`;
}

function line(
  { id, name, count }: MapCategory,
  index: number,
  { categories, styles, isHidden, onHide }: LegendOptions,
): TemplateResult {
  const hiddenIds = categories.filter((_, other) => isHidden[other] === true).map((each) => each.id);
  const toggle = (): void =>
    onHide(hiddenIds.includes(id) ? hiddenIds.filter((each) => each !== id) : [...hiddenIds, id]);
  const only = (): void => onHide(categories.filter((each) => each.id !== id).map((each) => each.id));
  return html`<li>
    <label>
      <input type="checkbox" .checked=${isHidden[index] !== true} @change=${toggle} />
      ${symbol(styles[index]!)}
      <span class="name" dir="auto">${name}</span>
      <span class="quiet count">${count.toLocaleString('en')}</span>
    </label>
    ${
      categories.length < 2
        ? nothing
        : html`<button
            type="button"
            class="link only"
            aria-label=${strings.showOnly(name)}
            title=${strings.showOnly(name)}
            @click=${only}
          >
            ${strings.only}
          </button>`
    }
  </li>`;
}

/** A point as it is drawn on the map, at the size at which shapes are told apart. */
function symbol({ colour, shape }: CategoryStyle): TemplateResult {
  const { inside } = stampOf(shape, 11);
  return html`<svg class="symbol" viewBox="-6 -6 12 12" width="14" height="14" aria-hidden="true">
    <path fill=${colour} d=${inside.map(([x, y]) => `M${x - 0.5} ${y - 0.5}h1v1h-1z`).join('')} />
  </svg>`;
}

import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { brief, percent } from '../../../src/charts/inspector/numberText.ts';
import { icons } from '../../views/icons.ts';
import type { MapData } from '../map/mapData.ts';
import type { MapModel } from '../map/mapModel.ts';
import { strings } from '../strings/map.ts';
import { classChip } from './classChip.ts';

/** What is known of an item in a few lines: what it is, its label, what model and strategy say. */
export function mapFactLines(row: number, model: MapModel, data: MapData): TemplateResult {
  const { controller } = model;
  const card = controller.card(row);
  const classes = controller.snapshot?.classes ?? [];
  const code = data.labels?.classes[row] ?? -1;
  const round = data.labels?.rounds[row] ?? -1;
  const predicted = classes[data.predictions?.classes[row] ?? -1]?.name;
  const confidence = data.predictions?.confidence?.[row] ?? NaN;
  return html`${
      card?.thumbnail === null || card?.thumbnail === undefined
        ? nothing
        : html`<img src=${card.thumbnail} alt="" />`
    }
    <div class="facts">
      <strong dir="auto">${card?.itemId ?? strings.loading}</strong>
      <span class="excerpt" dir="auto"
        >${card === null ? '' : card.excerpt.trim() === '' ? strings.noText : card.excerpt}</span
      >
      <dl>
        <dt>${strings.cardLabel}</dt>
        <dd>
          ${classes[code] === undefined ? wordOf(code) : classChip(classes[code].name, controller)}
          ${round < 0 ? nothing : html`<span class="quiet">${strings.cardRound(round)}</span>`}
        </dd>
        ${
          predicted === undefined
            ? nothing
            : html`<dt>${strings.cardPrediction}</dt>
                <dd>
                  ${classChip(predicted, controller)}
                  ${Number.isNaN(confidence) ? nothing : html`<span class="quiet">${percent(confidence)}</span>`}
                </dd>`
        }
        ${scoreLine(row, model, data)}
      </dl>
    </div>`;
}

const wordOf = (code: number): string =>
  code === -2 ? strings.words.other : code === -3 ? strings.words.skipped : strings.words.none;

/** Scores may take long to work out: they are shown where they were asked for. */
function scoreLine(row: number, { choices }: MapModel, data: MapData): TemplateResult | typeof nothing {
  if (choices.channel !== 'score') return nothing;
  const { scores, strategy } = data;
  const rank = scores?.ranks[row] ?? 0;
  if (rank === 0) return nothing;
  return html`<dt dir="auto">${strings.cardScore(strategy.title)}</dt>
    <dd>${brief(scores?.scores[row])} <span class="quiet">${strings.cardRank(rank)}</span></dd>`;
}

/** The card of the item that was clicked. */
export function focusCard(row: number, model: MapModel, data: MapData): TemplateResult {
  const { controller, selected } = model;
  const isSelected = selected.has(row);
  return html`<section class="focus-card" aria-label=${strings.card}>
    <button
      type="button"
      class="tool close"
      aria-label=${strings.closeCard}
      title=${strings.closeCard}
      @click=${() => model.focus(null)}
    >
      ${icons.close}
    </button>
    ${mapFactLines(row, model, data)}
    <div class="choices">
      <button type="button" @click=${() => controller.choose({ row, tab: 'why' })}>${strings.whyThis}</button>
      <button type="button" @click=${() => (isSelected ? model.unselect([row]) : model.select([row], 'add'))}>
        ${isSelected ? strings.unselect : strings.select}
      </button>
    </div>
  </section>`;
}

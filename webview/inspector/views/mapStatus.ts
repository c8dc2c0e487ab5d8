import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { InspectorQuestion } from '../../../src/protocol/inspector.ts';
import { umapQuestion } from '../../../src/protocol/inspectorMap.ts';
import type { MapPlaces } from '../../../src/protocol/inspectorMap.ts';
import { styled } from '../../views/styled.ts';
import type { MapMethod } from '../map/mapChoices.ts';
import type { Coloured, MapData } from '../map/mapData.ts';
import type { MapModel } from '../map/mapModel.ts';
import type { Asked } from '../state/answers.ts';
import { strings } from '../strings/map.ts';

interface StatusOptions {
  readonly method: MapMethod;
  readonly model: MapModel;
  readonly data: MapData;
  readonly coloured: Coloured;
}

/** What the places mean, and what is still being worked out. */
export function mapStatus(
  places: MapPlaces,
  { method, model, data, coloured }: StatusOptions,
): TemplateResult {
  const { umap } = data;
  const { pending } = coloured;
  return html`<div class="status" role="status">
    <p class="quiet">${meaning(places, method)}</p>
    ${umap === null || umap.state === 'answered' ? nothing : umapLine(umap, model)}
    ${pending === null ? nothing : colourLine(pending, coloured.unit, model)}
  </div>`;
}

function meaning({ explained, fitted, rows }: MapPlaces, method: MapMethod): string {
  return method === 'umap' || explained === null
    ? strings.umapFitted(fitted, rows.length)
    : strings.explained(...explained);
}

function umapLine(umap: Exclude<Asked<MapPlaces>, { state: 'answered' }>, model: MapModel): TemplateResult {
  switch (umap.state) {
    case 'asking':
      return html`<p class="working">
        ${progressBar(umap.fraction ?? 0)} <span>${strings.umapRunning}</span>
        ${link(strings.cancel, () => model.controller.cancel(umapQuestion))}
      </p>`;
    case 'cancelled':
      return html`<p>${strings.umapCancelled} ${again(umapQuestion, model)}</p>`;
    case 'failed':
      return html`<p class="failed" dir="auto">
        ${strings.umapFailed(umap.message)} ${again(umapQuestion, model)}
      </p>`;
  }
}

function colourLine(
  { asked, question }: NonNullable<Coloured['pending']>,
  unit: string,
  model: MapModel,
): TemplateResult | typeof nothing {
  switch (asked.state) {
    case 'answered':
      return nothing;
    case 'asking':
      return html`<p class="working">
        <span dir="auto">${strings.colourAsking(asked.message === '' ? unit : asked.message)}</span>
        ${link(strings.cancel, () => model.controller.cancel(question))}
      </p>`;
    case 'cancelled':
      return html`<p>${strings.colourCancelled} ${again(question, model)}</p>`;
    case 'failed':
      return html`<p class="failed" dir="auto">
        ${strings.colourFailed(asked.message)} ${again(question, model)}
      </p>`;
  }
}

const again = (question: InspectorQuestion<unknown, unknown>, model: MapModel): TemplateResult =>
  link(strings.again, () => model.controller.askAgain(question));

const link = (text: string, onClick: () => void): TemplateResult =>
  html`<button type="button" class="link" @click=${onClick}>${text}</button>`;

function progressBar(fraction: number): TemplateResult {
  return html`<span
    class="progress-bar"
    role="progressbar"
    aria-label=${strings.progress}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(100 * fraction)}
    ${styled({ '--done': `${100 * fraction}%` })}
    ><span></span
  ></span>`;
}

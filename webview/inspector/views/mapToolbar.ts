import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { MapCanvas } from '../map/mapCanvas.ts';
import { mapChannels, mapMethods } from '../map/mapChoices.ts';
import type { MapChannel } from '../map/mapChoices.ts';
import type { MapData } from '../map/mapData.ts';
import type { BrushTool, MapModel } from '../map/mapModel.ts';
import { strings } from '../strings/map.ts';

const tools: readonly { readonly tool: BrushTool; readonly text: string; readonly title: string }[] = [
  { tool: 'move', text: strings.move, title: strings.moveTitle },
  { tool: 'rectangle', text: strings.rectangle, title: strings.rectangleTitle },
  { tool: 'lasso', text: strings.lasso, title: strings.lassoTitle },
];

/** How the map is made, what colours it, what a drag does, how near it is seen. */
export function mapToolbar(
  model: MapModel,
  data: MapData,
  { canvas }: { readonly canvas: () => MapCanvas | null },
): TemplateResult {
  const { choices } = model;
  return html`<div class="toolbar" role="group" aria-label=${strings.toolbar}>
    ${toggles(
      strings.methodLabel,
      mapMethods.map((method) => ({
        text: strings.methods[method],
        title: strings.methodTitles[method],
        isOn: choices.method === method,
        act: () => model.choose({ method }),
      })),
    )}
    <label
      >${strings.colourBy}
      <select @change=${(event: Event) => chooseChannel(event, model)}>
        ${mapChannels.map(
          (channel) =>
            html`<option value=${channel} ?selected=${channel === choices.channel}>
              ${strings.channels[channel]}
            </option>`,
        )}
      </select></label
    >
    ${choices.channel === 'score' ? strategyChoice(model, data) : nothing}
    ${toggles(
      strings.tools,
      tools.map(({ tool, ...words }) => ({
        ...words,
        isOn: model.tool === tool,
        act: () => model.setTool(tool),
      })),
    )}
    <div class="zoom" role="group" aria-label=${strings.zoom}>
      ${small('−', strings.zoomOut, () => canvas()?.zoom(false))}
      ${small('+', strings.zoomIn, () => canvas()?.zoom(true))}
      ${small(strings.fit, strings.fitTitle, () => canvas()?.fit())}
    </div>
  </div>`;
}

interface Toggle {
  readonly text: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly act: () => void;
}

function toggles(label: string, choices: readonly Toggle[]): TemplateResult {
  return html`<div class="switch" role="group" aria-label=${label}>
    ${choices.map(
      ({ text, title, isOn, act }) =>
        html`<button type="button" title=${title} aria-pressed=${String(isOn)} @click=${act}>
          ${text}
        </button>`,
    )}
  </div>`;
}

const small = (text: string, title: string, act: () => void): TemplateResult =>
  html`<button type="button" class="tool" aria-label=${title} title=${title} @click=${act}>${text}</button>`;

function chooseChannel(event: Event, model: MapModel): void {
  const { value } = event.target as HTMLSelectElement;
  const channel = mapChannels.find((each) => each === value) ?? 'label';
  model.choose({ channel });
  model.controller.say(strings.said.colouring(nameOf(channel)));
}

const nameOf = (channel: MapChannel): string => strings.channels[channel].toLowerCase();

function strategyChoice(model: MapModel, data: MapData): TemplateResult {
  const { id } = data.strategy;
  const strategies = model.controller.snapshot?.strategies ?? [];
  return html`<label
    >${strings.strategy}
    <select
      @change=${(event: Event) => model.choose({ strategy: (event.target as HTMLSelectElement).value })}
    >
      ${strategies.map(
        (strategy) =>
          html`<option value=${strategy.id} title=${strategy.description} ?selected=${strategy.id === id}>
            ${strategy.title}
          </option>`,
      )}
    </select></label
  >`;
}

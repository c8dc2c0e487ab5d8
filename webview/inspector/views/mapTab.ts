import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ChartColours } from '../../../src/charts/figure.ts';
import { mapIdsQuestion, pcaQuestion, umapQuestion } from '../../../src/protocol/inspectorMap.ts';
import type { MapPlaces } from '../../../src/protocol/inspectorMap.ts';
import { rasterise } from '../../experiment/drawing/rasterise.ts';
import { saveButton } from '../../experiment/views/saveButton.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { mapStyles } from '../../styles/map.ts';
import { noticeStyles } from '../../styles/notices.ts';
import { resultsStyles } from '../../styles/results.ts';
import { styled } from '../../views/styled.ts';
import type { InspectorController } from '../inspectorController.ts';
import { categoryStyles } from '../map/categoryStyles.ts';
import type { Point } from '../map/camera.ts';
import type { CategoryStyle } from '../map/categoryStyles.ts';
import { keptSame } from '../map/keptSame.ts';
import { lastOf } from '../map/lastOf.ts';
import type { MapCanvas, MapHit, MapHover } from '../map/mapCanvas.ts';
import type { MapMethod } from '../map/mapChoices.ts';
import { MapData } from '../map/mapData.ts';
import type { Coloured } from '../map/mapData.ts';
import { savedMap } from '../map/mapDrawing.ts';
import { mapModelOf } from '../map/mapModel.ts';
import type { MapModel } from '../map/mapModel.ts';
import type { MapScene } from '../map/mapPainter.ts';
import { hiddenCategories, pointsOfRows, selectedFlags, shownPoints } from '../map/sceneParts.ts';
import { tableColumns } from '../map/tableRows.ts';
import type { MapFacts } from '../map/tableRows.ts';
import { strings } from '../strings/map.ts';
import type { TabContext } from '../tab.ts';
import { askedView, emptyState } from './asked.ts';
import { focusCard, mapFactLines } from './mapCard.ts';
import { mapActions } from './mapActions.ts';
import { mapLegend } from './mapLegend.ts';
import { mapStatus } from './mapStatus.ts';
import { mapToolbar } from './mapToolbar.ts';

/** The pool in two dimensions. */
export function mapTab({ controller, colours }: TabContext): TemplateResult {
  return html`<nextlabel-map-tab .controller=${controller} .colours=${colours}></nextlabel-map-tab>`;
}

/** What is shown just now. */
interface Shown {
  readonly places: MapPlaces;
  readonly method: MapMethod;
  readonly model: MapModel;
  readonly data: MapData;
  readonly coloured: Coloured;
  /** By category. */
  readonly isHidden: readonly boolean[];
  readonly styles: readonly CategoryStyle[];
}

/** Name under which the table's being open is kept. */
const TABLE = 'map-table';
/** A pointer that passes over points asks nothing about them. */
const HOVER_MS = 80;

/** Everything of the map: settings, picture, legend, actions, table. */
export class MapTab extends LitElement {
  static override properties = {
    controller: { attribute: false },
    colours: { attribute: false },
    hover: { state: true },
  };
  static override styles = [controlStyles, noticeStyles, cardStyles, resultsStyles, mapStyles];

  declare controller: InspectorController;
  declare colours: ChartColours;
  declare hover: { readonly row: number; readonly at: Point } | null;
  #model: MapModel | null = null;
  #data: MapData | null = null;
  #stopListening: () => void = () => undefined;
  #hoverTimer = 0;
  /** How things stood when they were drawn last. */
  #before = { outcome: '', isUmapRunning: false };
  readonly #dropMissing = lastOf((model: MapModel, rows: Int32Array) => model.dropMissing(rows));
  readonly #hiddenOf = lastOf(hiddenCategories);
  readonly #stylesOf = lastOf(categoryStyles);
  readonly #flagsOf = lastOf(selectedFlags);
  readonly #pointsOf = lastOf(pointsOfRows);
  readonly #sceneOf = keptSame<MapScene>();
  readonly #shownOf = lastOf(shownPoints);
  readonly #namesOf = lastOf((classes: readonly { readonly name: string }[]) =>
    classes.map(({ name }) => name),
  );
  readonly #factsOf = keptSame<MapFacts>();

  constructor() {
    super();
    this.hover = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#model = mapModelOf(this.controller);
    this.#data = new MapData(this.#model);
    this.#stopListening = this.controller.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
    window.clearTimeout(this.#hoverTimer);
  }

  protected override updated(): void {
    const before = this.#before;
    const { outcome } = this.#model!;
    const umap = this.#data!.umap;
    this.#before = { outcome, isUmapRunning: umap?.state === 'asking' };
    if (before.isUmapRunning && umap?.state === 'answered') this.controller.say(strings.umapDone);
    // The buttons of the selection are gone with it: whoever pressed one goes on from what became of it.
    if (outcome !== before.outcome && document.activeElement === document.body) {
      this.renderRoot.querySelector<HTMLElement>('.outcome')?.focus();
    }
  }

  protected override render(): TemplateResult {
    const [model, data] = [this.#model, this.#data];
    if (model === null || data === null) return html``;
    const { asked, method } = data.places;
    const question = {
      controller: this.controller,
      question: method === 'umap' ? umapQuestion : pcaQuestion,
    };
    return askedView(asked, question, (places) =>
      places.rows.length === 0
        ? emptyState({ title: strings.noItemsTitle, text: strings.noItemsText })
        : this.#map(places, { method, model, data }),
    );
  }

  #map(places: MapPlaces, { method, model, data }: Pick<Shown, 'method' | 'model' | 'data'>): TemplateResult {
    this.#dropMissing(model, places.rows);
    const coloured = data.coloured(places.rows);
    const { colouring } = coloured;
    const shown: Shown = {
      places,
      method,
      model,
      data,
      coloured,
      isHidden: this.#hiddenOf(colouring, model.choices.hidden[this.#channel] ?? none),
      styles: this.#stylesOf(colouring.categories, this.colours, colouring.emphasis),
    };
    return html`${mapToolbar(model, data, { canvas: () => this.#canvas })} ${mapStatus(places, shown)}
      <div class="body" @pointermove=${() => model.activity()} @keydown=${() => model.activity()}>
        ${this.#picture(shown)} ${this.#side(shown)}
      </div>
      ${this.#table(shown)} ${this.#confirmation(shown)}`;
  }

  #picture(shown: Shown): TemplateResult {
    const { places, method, model, data, coloured } = shown;
    const { rows } = places;
    const scene = this.#sceneOf({
      places: places.places,
      colouring: coloured.colouring,
      styles: shown.styles,
      isHidden: shown.isHidden,
      selected: this.#flagsOf(rows, model.selected),
      queued: this.#pointsOf(rows, model.work.queued),
      focused: model.focused === null ? -1 : rows.indexOf(model.focused),
      colours: this.colours,
    });
    return html`<div class="picture">
      <nextlabel-map
        .scene=${scene}
        .tool=${model.tool}
        .label=${strings.mapLabel(rows.length, method, this.#colourName(data))}
        @hover=${(event: CustomEvent<MapHover>) => this.#onHover(event.detail, places)}
        @pick=${(event: CustomEvent<MapHit>) => pick(event.detail, places, model)}
        @hit=${(event: CustomEvent<MapHit>) => hit(event.detail, places, model)}
        @clear=${() => model.clearSelection()}
      ></nextlabel-map>
      ${this.#hoverCard(model, data)}
      <div class="tools">
        ${saveButton(strings.svg, strings.mapTitle, () => this.#save('svg', shown))}
        ${saveButton(strings.png, strings.mapTitle, () => this.#save('png', shown))} ${this.#tableButton()}
      </div>
    </div>`;
  }

  #side({ model, data, coloured, styles, isHidden }: Shown): TemplateResult {
    return html`<div class="side">
      ${mapActions(model)} ${model.focused === null ? nothing : focusCard(model.focused, model, data)}
      ${mapLegend({
        unit: coloured.unit,
        note: coloured.note,
        categories: coloured.colouring.categories,
        styles,
        isHidden,
        onHide: (ids) => model.choose({ hidden: { ...model.choices.hidden, [this.#channel]: ids } }),
      })}
    </div>`;
  }

  /** Legends of scores are told apart by their strategy. */
  get #channel(): string {
    const { channel } = this.#model!.choices;
    return channel === 'score' ? `score ${this.#data!.strategy.id}` : channel;
  }

  #colourName(data: MapData): string {
    const { channel } = this.#model!.choices;
    const name = strings.channels[channel].toLowerCase();
    return channel === 'score' ? `${name} by ${data.strategy.title}` : name;
  }

  get #canvas(): MapCanvas | null {
    return this.renderRoot.querySelector<MapCanvas>('nextlabel-map');
  }

  #onHover({ point, at }: MapHover, { rows }: MapPlaces): void {
    window.clearTimeout(this.#hoverTimer);
    this.hover = null;
    if (point < 0) return;
    this.#hoverTimer = window.setTimeout(() => (this.hover = { row: rows[point]!, at }), HOVER_MS);
  }

  #hoverCard(model: MapModel, data: MapData): TemplateResult | typeof nothing {
    const { hover } = this;
    if (hover === null || hover.row === model.focused) return nothing;
    const width = this.#canvas?.clientWidth ?? 0;
    // On the side of the pointer where there is more room.
    const isLeft = hover.at.x > width / 2;
    return html`<div
      class="hover-card"
      aria-hidden="true"
      ${styled({
        top: `${hover.at.y + 12}px`,
        left: isLeft ? 'auto' : `${hover.at.x + 12}px`,
        right: isLeft ? `${width - hover.at.x + 12}px` : 'auto',
      })}
    >
      ${mapFactLines(hover.row, model, data)}
    </div>`;
  }

  #tableButton(): TemplateResult {
    const isOpen = this.controller.opened.includes(TABLE);
    return html`<button
      type="button"
      class="link"
      aria-expanded=${String(isOpen)}
      @click=${() => this.controller.toggleText(TABLE)}
    >
      ${isOpen ? strings.hideTable : strings.showTable}
    </button>`;
  }

  #table({ places, isHidden, coloured, model, data }: Shown): TemplateResult | typeof nothing {
    if (!this.controller.opened.includes(TABLE)) return nothing;
    const withScores = model.choices.channel === 'score';
    const facts = this.#factsOf({
      places,
      classNames: this.#namesOf(this.controller.snapshot?.classes ?? none),
      labels: data.labels,
      predictions: data.predictions,
      scores: withScores ? data.scores : null,
      ids: this.#ids,
    });
    const columns = withScores
      ? tableColumns
      : tableColumns.filter((column) => column !== 'score' && column !== 'rank');
    return html`<nextlabel-map-table
        .model=${model}
        .facts=${facts}
        .points=${this.#shownOf(coloured.colouring, isHidden)}
        .columns=${columns}
        @need-ids=${() => this.#askIds()}
      ></nextlabel-map-table>
      ${model.selected.size === 0 ? nothing : mapActions(model)}`;
  }

  #ids: readonly string[] | null = null;

  #askIds(): void {
    this.controller.answerTo(mapIdsQuestion, {}).then(
      (ids) => {
        this.#ids = ids;
        this.requestUpdate();
      },
      (error: unknown) => this.controller.complain(error instanceof Error ? error.message : String(error)),
    );
  }

  #confirmation({ model, data }: Shown): TemplateResult | typeof nothing {
    const { confirming, selected } = model;
    if (confirming === undefined) return nothing;
    const { labels } = data;
    const replaced = [...selected].filter((row) => (labels?.rounds[row] ?? -1) >= 0).length;
    return html`<nextlabel-confirm-label
      .labelName=${confirming}
      .count=${selected.size}
      .replaced=${replaced}
      @answer=${(event: CustomEvent<boolean>) => model.confirm(event.detail)}
    ></nextlabel-confirm-label>`;
  }

  #save(kind: 'svg' | 'png', { places, method, data, coloured, isHidden }: Shown): void {
    const canvas = this.#canvas;
    if (canvas === null) return;
    const colour = this.#colourName(data);
    const draw = (): string =>
      savedMap({
        title: strings.figureTitle(this.controller.snapshot?.projectName ?? ''),
        describe: (shown, asImage) =>
          strings.figureDescription({ count: places.rows.length, shown, method, colour, asImage }),
        legendTitle: coloured.unit,
        places: places.places,
        colouring: coloured.colouring,
        isHidden,
        ...canvas.view,
      });
    void this.controller.save({ suggestedName: `map.${kind}`, kind }, () =>
      kind === 'svg' ? draw() : rasterise(draw()),
    );
  }
}

const none: readonly never[] = [];

/** A click: the item's card opens, and it alone is selected, or with Ctrl it joins or leaves the selection. */
function pick({ points, how }: MapHit, { rows }: MapPlaces, model: MapModel): void {
  const picked = points.map((point) => rows[point]!);
  model.focus(picked[0] ?? null);
  if (how === 'toggle') model.select(picked, 'toggle');
  else model.select(picked, 'set');
}

function hit({ points, how }: MapHit, { rows }: MapPlaces, model: MapModel): void {
  model.select(
    points.map((point) => rows[point]!),
    how,
  );
  model.controller.say(strings.said.selected(model.selected.size));
}

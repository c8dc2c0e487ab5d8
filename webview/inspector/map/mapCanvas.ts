import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { controlStyles } from '../../styles/controls.ts';
import { mapCanvasStyles } from '../../styles/mapCanvas.ts';
import { boundsOf, fitCamera, panned, toMap, toScreen, zoomed } from './camera.ts';
import type { Camera, Point, Size } from './camera.ts';
import { lastOf } from './lastOf.ts';
import type { BrushTool, SelectHow } from './mapModel.ts';
import { MapPainter } from './mapPainter.ts';
import type { MapScene } from './mapPainter.ts';
import { PointGrid } from './pointGrid.ts';

/** Points that a brush or a click has hit. */
export interface MapHit {
  readonly points: readonly number[];
  readonly how: SelectHow;
}

/** A point under the pointer; -1 = none. */
export interface MapHover {
  readonly point: number;
  /** CSS pixels within the map. */
  readonly at: Point;
}

/** How near to a point the pointer must be, in CSS pixels. */
const REACH = 10;
/** A shorter drag is a click. */
const CLICK = 4;
const ZOOM_STEP = 1.4;
const PAN_STEP = 60;

interface Drag {
  readonly tool: BrushTool;
  readonly start: Point;
  readonly path: Point[];
  readonly camera: Camera;
  readonly adds: boolean;
}

/**
 * The map's picture: points, and marks above them. Moving and zooming stay inside; sends `hit` (MapHit), `pick` (a click,
 * MapHit of at most one point), `hover` (MapHover) and `clear`.
 */
export class MapCanvas extends LitElement {
  static override properties = {
    scene: { attribute: false },
    tool: { attribute: false },
    label: { attribute: false },
  };
  static override styles = [controlStyles, mapCanvasStyles];

  declare scene: MapScene;
  declare tool: BrushTool;
  declare label: string;
  readonly #painter = new MapPainter();
  readonly #observer = new ResizeObserver(() => this.#measure());
  readonly #gridOf = lastOf((places: Float32Array) => new PointGrid(places));
  readonly #boundsOf = lastOf(boundsOf);
  #size: Size = { width: 0, height: 0 };
  /** Null = all is shown, also when the view or the places change. */
  #camera: Camera | null = null;
  #drag: Drag | null = null;
  #hovered = -1;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override focus(): void {
    this.#box?.focus();
  }

  /** Shows all points. */
  fit(): void {
    this.#look(null);
  }

  zoom(isIn: boolean): void {
    const { width, height } = this.#size;
    this.#zoomAt({ x: width / 2, y: height / 2 }, isIn ? ZOOM_STEP : 1 / ZOOM_STEP);
  }

  /** What part is seen, for a drawing of the same. */
  get view(): { readonly camera: Camera; readonly size: Size } {
    return { camera: this.#seen, size: this.#size };
  }

  protected override firstUpdated(): void {
    this.#observe();
    // Lit listens passively to the wheel, which could not keep the page from scrolling.
    this.#box?.addEventListener('wheel', this.#onWheel, { passive: false });
  }

  protected override updated(changed: Map<string, unknown>): void {
    const before = changed.get('scene') as MapScene | undefined;
    // Other places are another map.
    if (before !== undefined && before.places !== this.scene.places) this.#camera = null;
    else if (before !== undefined && before.focused !== this.scene.focused) this.#reveal(this.scene.focused);
    this.#paintSoon();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="map ${this.tool}"
      tabindex="0"
      role="application"
      aria-label=${this.label}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onCancel}
      @pointerleave=${() => this.#hover(-1, { x: 0, y: 0 })}
      @keydown=${this.#onKey}
    >
      <canvas class="points"></canvas>
      <canvas class="marks"></canvas>
    </div>`;
  }

  get #box(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.map');
  }

  get #fitted(): Camera {
    return fitCamera(this.#boundsOf(this.scene.places), this.#size);
  }

  get #seen(): Camera {
    return this.#camera ?? this.#fitted;
  }

  #look(camera: Camera | null): void {
    this.#camera = camera;
    this.#paintSoon();
  }

  /** Moves to a point that was chosen elsewhere, as in the table, where it is out of sight. */
  #reveal(point: number): void {
    const { places } = this.scene;
    if (point < 0 || this.#size.width === 0) return;
    const at = { x: places[2 * point]!, y: places[2 * point + 1]! };
    const { x, y } = toScreen(this.#seen, this.#size, at);
    const { width, height } = this.#size;
    if (x < 0 || y < 0 || x > width || y > height) {
      this.#look({ ...this.#seen, centreX: at.x, centreY: at.y });
    }
  }

  #observe(): void {
    if (this.#box !== null) this.#observer.observe(this.#box);
  }

  #measure(): void {
    const box = this.#box;
    if (box === null) return;
    this.#size = { width: box.clientWidth, height: box.clientHeight };
    this.#paintSoon();
  }

  #paintSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const [points, marks] = this.renderRoot.querySelectorAll('canvas');
    if (points === undefined || marks === undefined || this.#size.width === 0) return;
    const drag = this.#drag;
    this.#painter.paint(
      this.scene,
      { points, marks },
      {
        camera: this.#seen,
        fitted: this.#fitted,
        size: this.#size,
        density: window.devicePixelRatio,
        hovered: this.#hovered,
        brush:
          drag === null || drag.tool === 'move'
            ? null
            : { path: drag.path, isBox: drag.tool === 'rectangle' },
      },
    );
  }

  #isSeen(point: number): boolean {
    return this.scene.isHidden[this.scene.colouring.of[point]!] !== true;
  }

  #pointAt(at: Point): number {
    const camera = this.#seen;
    return this.#gridOf(this.scene.places).nearest(
      toMap(camera, this.#size, at),
      REACH / camera.scale,
      (point) => this.#isSeen(point),
    );
  }

  #inside({ tool, path, start }: Drag): readonly number[] {
    const camera = this.#seen;
    const grid = this.#gridOf(this.scene.places);
    if (tool === 'lasso') {
      return grid
        .inOutline(path.map((at) => toMap(camera, this.#size, at)))
        .filter((point) => this.#isSeen(point));
    }
    const [one, other] = [toMap(camera, this.#size, start), toMap(camera, this.#size, path.at(-1) ?? start)];
    return grid
      .inRectangle({
        left: Math.min(one.x, other.x),
        right: Math.max(one.x, other.x),
        bottom: Math.min(one.y, other.y),
        top: Math.max(one.y, other.y),
      })
      .filter((point) => this.#isSeen(point));
  }

  #send(type: string, detail?: MapHit | MapHover): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #hover(point: number, at: Point): void {
    if (point === this.#hovered) return;
    this.#hovered = point;
    this.#send('hover', { point, at });
    this.#paintSoon();
  }

  #zoomAt(at: Point, factor: number): void {
    this.#look(zoomed(this.#seen, factor, { at, size: this.#size, fitted: this.#fitted }));
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#box === null) return;
    this.#box.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    const tool = event.shiftKey ? 'rectangle' : event.altKey ? 'lasso' : this.tool;
    const adds = event.ctrlKey || event.metaKey;
    this.#drag = { tool, start: at, path: [at], camera: this.#seen, adds };
  };

  readonly #onMove = (event: PointerEvent): void => {
    const at = placeOf(event);
    const drag = this.#drag;
    if (drag === null) {
      this.#hover(this.#pointAt(at), at);
      return;
    }
    if (drag.tool === 'move') this.#look(panned(drag.camera, at.x - drag.start.x, at.y - drag.start.y));
    if (drag.tool === 'lasso' || drag.path.length < 2) drag.path.push(at);
    else drag.path[1] = at;
    this.#hover(-1, at);
    this.#paintSoon();
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#drag = null;
    this.#paintSoon();
    if (drag === null) return;
    const at = placeOf(event);
    const how = drag.adds ? 'toggle' : 'set';
    if (drag.path.every(({ x, y }) => Math.hypot(x - drag.start.x, y - drag.start.y) < CLICK)) {
      const point = this.#pointAt(at);
      this.#send('pick', { points: point < 0 ? [] : [point], how });
    } else if (drag.tool !== 'move') {
      this.#send('hit', { points: this.#inside(drag), how: drag.adds ? 'add' : 'set' });
    }
  };

  readonly #onCancel = (): void => {
    this.#drag = null;
    this.#paintSoon();
  };

  /** With Ctrl, or once the map has the focus: else a page could not be scrolled past it. */
  readonly #onWheel = (event: WheelEvent): void => {
    const hasFocus = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.#box;
    if (!event.ctrlKey && !event.metaKey && !hasFocus) return;
    event.preventDefault();
    this.#zoomAt(placeOf(event), 1.0015 ** -event.deltaY);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pan = (x: number, y: number) => (): void => this.#look(panned(this.#seen, x, y));
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: pan(PAN_STEP, 0),
      ArrowRight: pan(-PAN_STEP, 0),
      ArrowUp: pan(0, PAN_STEP),
      ArrowDown: pan(0, -PAN_STEP),
      '+': () => this.zoom(true),
      '=': () => this.zoom(true),
      '-': () => this.zoom(false),
      '0': () => this.fit(),
      Escape: () => {
        if (this.#drag === null) this.#send('clear');
        else this.#onCancel();
      },
    };
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}

/** CSS pixels within the map. */
const placeOf = (event: MouseEvent): Point => {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { ItemContent } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';
import { controlStyles } from '../styles/controls.ts';
import { styled } from './styled.ts';

type ImageContent = Extract<ItemContent, { kind: 'image' }>;

const zoomStep = 1.25;
const largestScale = 32;
/** Small images are not blown up beyond this to fit: a 28 px glyph at 20 times its size is no easier to read. */
const largestFit = 12;
/** Up to this size single pixels carry meaning, so they are kept sharp. */
const pixelArt = 96;

/** An image, fitted; zoomed by buttons, keys or Ctrl and wheel, moved by dragging, scroll bars or arrow keys. */
export class ItemImage extends LitElement {
  static override properties = {
    content: { attribute: false },
    zoom: { state: true },
    failed: { state: true },
    box: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        position: relative;
        min-height: 0;
        flex: 1;
      }
      .viewport {
        flex: 1;
        min-height: 0;
        overflow: auto;
        display: flex;
        outline-offset: -1px;
      }
      .viewport.zoomed {
        cursor: grab;
      }
      .viewport.dragging {
        cursor: grabbing;
        user-select: none;
      }
      img {
        display: block;
        margin: auto;
        flex: none;
        outline: 1px solid var(--vscode-contrastBorder, transparent);
      }
      img.sharp {
        image-rendering: pixelated;
      }
      .tools {
        position: absolute;
        inset-block-end: 10px;
        inset-inline-end: 14px;
        display: flex;
        align-items: center;
        padding: 2px;
        background: var(--vscode-editorWidget-background);
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
        border-radius: 4px;
      }
      .level {
        min-width: 5ch;
        text-align: center;
        font-variant-numeric: tabular-nums;
        font-size: 0.92em;
      }
    `,
  ];

  declare content: ImageContent | null;
  /** Null: fitted. Else CSS pixels for each image pixel. */
  declare zoom: number | null;
  declare failed: boolean;
  declare box: { readonly width: number; readonly height: number };
  readonly #observer = new ResizeObserver(() => this.#measure());
  #drag: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null =
    null;

  constructor() {
    super();
    this.content = null;
    this.zoom = null;
    this.failed = false;
    this.box = { width: 0, height: 0 };
  }

  /** Makes the image larger (1), smaller (-1) or fits it (0). */
  zoomBy(step: -1 | 0 | 1): void {
    if (step === 0) {
      this.zoom = null;
      return;
    }
    const next = (this.zoom ?? this.#fit()) * zoomStep ** step;
    const scale = Math.min(Math.max(next, Math.min(this.#fit(), 1)), largestScale);
    void this.#zoomAround(scale, 0.5, 0.5);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('content') && changed.get('content')?.source !== this.content?.source) {
      this.zoom = null;
      this.failed = false;
    }
  }

  protected override render(): TemplateResult {
    const { content } = this;
    if (content === null) return html``;
    if (this.failed) return html`<p class="quiet centred">${strings.imageFailed(content.file)}</p>`;
    const scale = this.zoom ?? this.#fit();
    const sharp = Math.max(content.width, content.height) <= pixelArt;
    return html`<div
        class=${this.zoom === null ? 'viewport' : 'viewport zoomed'}
        tabindex="0"
        role="group"
        aria-label=${strings.imageRegion}
        @keydown=${this.#onKeydown}
        @wheel=${{ handleEvent: this.#onWheel, passive: false }}
        @pointerdown=${this.#onPointerDown}
        @pointermove=${this.#onPointerMove}
        @pointerup=${this.#onPointerUp}
        @pointercancel=${this.#onPointerUp}
      >
        <img
          class=${sharp ? 'sharp' : ''}
          src=${content.source}
          alt=${strings.imageAlt(content.file, content.width, content.height)}
          draggable="false"
          decoding="sync"
          @error=${() => (this.failed = true)}
          ${styled({ width: `${content.width * scale}px`, height: `${content.height * scale}px` })}
        />
      </div>
      ${this.#tools(scale)}`;
  }

  #tools(scale: number): TemplateResult {
    return html`<div class="tools">
      <button
        class="tool"
        type="button"
        title="${strings.zoomOut} (−)"
        aria-label=${strings.zoomOut}
        @click=${() => this.zoomBy(-1)}
      >
        −
      </button>
      <span class="level" aria-live="off">${strings.zoomLevel(scale)}</span>
      <button
        class="tool"
        type="button"
        title="${strings.zoomIn} (+)"
        aria-label=${strings.zoomIn}
        @click=${() => this.zoomBy(1)}
      >
        +
      </button>
      <button class="tool" type="button" aria-pressed=${this.zoom === null} @click=${() => this.zoomBy(0)}>
        ${strings.zoomFit}
      </button>
    </div>`;
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width !== this.box.width || height !== this.box.height) this.box = { width, height };
  }

  #fit(): number {
    const { content, box } = this;
    if (content === null || box.width === 0 || content.width === 0 || content.height === 0) return 1;
    const margin = 32;
    const scale = Math.min((box.width - margin) / content.width, (box.height - margin) / content.height);
    return Math.max(Math.min(scale, largestFit), 0.01);
  }

  /** Zooms so that the point at these fractions of the viewport stays where it is. */
  async #zoomAround(scale: number, atX: number, atY: number): Promise<void> {
    const view = this.#viewport();
    if (view === null) return;
    const ratio = scale / (this.zoom ?? this.#fit());
    const x = view.scrollLeft + view.clientWidth * atX;
    const y = view.scrollTop + view.clientHeight * atY;
    this.zoom = scale;
    await this.updateComplete;
    view.scrollLeft = x * ratio - view.clientWidth * atX;
    view.scrollTop = y * ratio - view.clientHeight * atY;
  }

  #viewport(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.viewport');
  }

  /** A zoomed image that has the focus moves by the arrow keys; they do not go on to change the item. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (this.zoom !== null && event.key.startsWith('Arrow')) event.stopPropagation();
  };

  readonly #onWheel = (event: WheelEvent): void => {
    const view = this.#viewport();
    if (!event.ctrlKey || view === null) return;
    event.preventDefault();
    const next = (this.zoom ?? this.#fit()) * Math.exp(-event.deltaY / 300);
    const scale = Math.min(Math.max(next, Math.min(this.#fit(), 1)), largestScale);
    const box = view.getBoundingClientRect();
    void this.#zoomAround(
      scale,
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
    );
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    const view = this.#viewport();
    if (view === null || event.button !== 0 || event.pointerType === 'touch') return;
    // The scroll bars are part of the element; a press on them is not a drag of the image.
    if (event.offsetX > view.clientWidth || event.offsetY > view.clientHeight) return;
    this.#drag = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
    view.setPointerCapture(event.pointerId);
    view.classList.add('dragging');
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const view = this.#viewport();
    if (view === null || this.#drag === null) return;
    view.scrollLeft = this.#drag.left - (event.clientX - this.#drag.x);
    view.scrollTop = this.#drag.top - (event.clientY - this.#drag.y);
  };

  readonly #onPointerUp = (): void => {
    this.#drag = null;
    this.#viewport()?.classList.remove('dragging');
  };
}

import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ClassState, GridFilter, LabelingSnapshot, ViewAction } from '../../src/protocol/labeling.ts';
import type { GridController } from '../gridController.ts';
import { handleKey } from '../keyboard.ts';
import type { LabelingController } from '../labelingController.ts';
import { canMove, upcoming } from '../state/labelingState.ts';
import { marksOf } from '../state/marks.ts';
import { progressOf } from '../state/progress.ts';
import type { LabelingProgress } from '../state/progress.ts';
import { itemName, strings } from '../strings.ts';
import { controlStyles } from '../styles/controls.ts';
import { layoutStyles } from '../styles/layout.ts';
import { noticeStyles } from '../styles/notices.ts';
import { stageStyles } from '../styles/stage.ts';
import { sideStyles } from '../styles/side.ts';
import { actionBar } from './actionBar.ts';
import { banners } from './banners.ts';
import { classBar } from './classBar.ts';
import { noItem, openingState } from './emptyStates.ts';
import { ItemImage } from './itemImage.ts';
import { itemStage } from './itemStage.ts';
import { nextStrip } from './nextStrip.ts';
import { preloadImages } from './preloadImages.ts';
import { statusLine } from './statusLine.ts';
import { suggestionLine } from './suggestionLine.ts';
import { viewHeader } from './viewHeader.ts';

/** Cards in the strip of next items. */
const stripLength = 6;

/** The labeling view: paints what the controllers hold, and hands keys, clicks and actions to them. */
export class LabelingView extends LitElement {
  static override properties = { labeling: { attribute: false }, grid: { attribute: false } };
  static override styles = [controlStyles, noticeStyles, layoutStyles, stageStyles, sideStyles];

  declare labeling: LabelingController;
  declare grid: GridController;

  override connectedCallback(): void {
    super.connectedCallback();
    this.labeling.onChange(() => this.requestUpdate());
    document.addEventListener('keydown', this.#onKeydown);
    this.renderRoot.addEventListener('text-focus', this.#onTextFocus);
    this.labeling.host.onAction((action) => this.#act(action));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKeydown);
    this.renderRoot.removeEventListener('text-focus', this.#onTextFocus);
  }

  protected override render(): TemplateResult {
    const { labeling } = this;
    const { snapshot } = labeling;
    if (snapshot === null) return openingState(labeling.link.silent);
    const progress = progressOf(snapshot, labeling.state.overlay);
    const { outbox } = labeling;
    return html`<div class="shell">
        ${viewHeader({
          snapshot,
          progress,
          view: labeling.view,
          onView: (view) => labeling.setView(view),
          onExport: () => labeling.host.command('exportLabels'),
          onHelp: () => labeling.setDialog('help'),
        })}
        ${banners({
          snapshot,
          retrying: outbox.phase === 'retrying',
          lastError: outbox.lastError,
          refusal: labeling.refusal,
          onDismiss: () => labeling.dismissRefusal(),
        })}
        <main class="work ${labeling.view}">
          ${labeling.view === 'grid' ? this.#gridPane() : this.#itemPane(snapshot, progress)}
          ${this.#side(snapshot, progress)}
        </main>
        ${statusLine({
          snapshot,
          waiting: outbox.waiting,
          phase: outbox.phase,
          lastError: outbox.lastError,
          onRetry: () => outbox.resend(),
          onCommand: (command) => labeling.host.command(command),
        })}
      </div>
      <div class="spoken" role="status" aria-live="polite">${labeling.announcement}</div>
      ${this.#dialog(snapshot)}`;
  }

  protected override updated(): void {
    preloadImages(upcoming(this.labeling.state, stripLength));
  }

  #itemPane(snapshot: LabelingSnapshot, progress: LabelingProgress): TemplateResult {
    const { labeling } = this;
    const { item, state } = labeling;
    const writable = snapshot.readOnly === null;
    const next = upcoming(state, stripLength);
    return html`<section class="stage" aria-label=${strings.itemRegion}>
        ${
          item === null
            ? noItem({
                snapshot,
                progress,
                onCommand: (command) => labeling.host.command(command),
                onGrid: (filter) => this.#openGrid(filter),
              })
            : itemStage({
                item,
                colourOf: (name) => colourOf(snapshot, name),
                disabled: !writable,
                onClear: () => labeling.decisions.clearLabel(),
                onNote: () => labeling.setDialog('note'),
                onWhy: () => this.#act('why'),
              })
        }
        ${
          snapshot.total === 0
            ? nothing
            : actionBar({
                canGoBack: canMove(state, -1),
                canGoForward: canMove(state, 1),
                canUndo: writable && (snapshot.canUndo || labeling.outbox.waiting > 0),
                canRedo: writable && snapshot.canRedo,
                canMark: writable && item !== null,
                flagged: item?.flagged ?? false,
                onAction: (action) => this.#act(action),
              })
        }
      </section>
      ${item === null && next.length === 0 ? nothing : nextStrip(next, (itemId) => labeling.goTo(itemId))}`;
  }

  #gridPane(): TemplateResult {
    return html`<nextlabel-grid
      class="stage"
      .grid=${this.grid}
      .labeling=${this.labeling}
    ></nextlabel-grid>`;
  }

  #side(snapshot: LabelingSnapshot, progress: LabelingProgress): TemplateResult | typeof nothing {
    const { labeling } = this;
    if (snapshot.total === 0) return nothing;
    const item = labeling.view === 'item' ? labeling.item : null;
    const disabled = snapshot.readOnly !== null || (labeling.view === 'item' && item === null);
    const suggested = item?.suggestion?.className ?? '';
    return html`<section class="side" aria-label=${strings.classesRegion}>
      ${
        item === null
          ? nothing
          : suggestionLine({
              item,
              showSuggestions: snapshot.showSuggestions,
              colour: colourOf(snapshot, suggested),
              disabled,
              onAccept: () => labeling.decisions.accept(),
              onToggle: () => labeling.host.command('toggleSuggestions'),
            })
      }
      ${classBar({
        classes: snapshot.classes,
        labeledByClass: progress.labeledByClass,
        item,
        showSuggestions: snapshot.showSuggestions,
        disabled,
        onPick: (entry) => this.#setClass(entry),
        onFind: () => labeling.setDialog('findClass'),
        onOpenProject: () => labeling.host.command('openProjectFile'),
      })}
    </section>`;
  }

  #dialog(snapshot: LabelingSnapshot): TemplateResult | typeof nothing {
    const { labeling } = this;
    const close = (): void => labeling.setDialog(null);
    switch (labeling.dialog) {
      case null:
        return nothing;
      case 'help':
        return html`<nextlabel-help
          @close=${close}
          @change-keys=${() => labeling.host.command('keyboardShortcuts')}
        ></nextlabel-help>`;
      case 'findClass':
        return html`<nextlabel-class-search
          .classes=${snapshot.classes}
          @close=${close}
          @pick=${(event: CustomEvent<ClassState>) => this.#setClass(event.detail)}
        ></nextlabel-class-search>`;
      case 'note':
        return this.#noteEditor(close);
    }
  }

  #noteEditor(close: () => void): TemplateResult | typeof nothing {
    const { labeling } = this;
    const { item, draft } = labeling;
    if (item === null) return nothing;
    const { itemId } = item;
    return html`<nextlabel-note-editor
      .text=${draft?.itemId === itemId ? draft.text : item.note}
      @close=${close}
      @discard=${() => labeling.keep({ draft: null })}
      @draft=${(event: CustomEvent<string>) => labeling.keep({ draft: { itemId, text: event.detail } })}
      @save=${(event: CustomEvent<string>) =>
        labeling.setNote({ itemId, marks: marksOf(item) }, event.detail, itemName(item))}
    ></nextlabel-note-editor>`;
  }

  #setClass(entry: ClassState): void {
    if (this.labeling.view === 'grid') void this.grid.label(entry);
    else this.labeling.decisions.label(entry);
  }

  #openGrid(filter: GridFilter): void {
    this.grid.setFilter(filter);
    this.labeling.setView('grid');
  }

  /** Contributed keybindings and the buttons that stand for them. While a dialog is open only it is answered. */
  #act(action: ViewAction): void {
    const { labeling } = this;
    labeling.dwell.activity();
    if (labeling.dialog !== null) {
      if (action === 'help' && labeling.dialog === 'help') labeling.setDialog(null);
      return;
    }
    if (labeling.view === 'grid' && this.grid.act(action)) return;
    labeling.act(action);
  }

  #zoom(step: -1 | 0 | 1): boolean {
    const image = this.renderRoot.querySelector('nextlabel-image');
    if (!(image instanceof ItemImage)) return false;
    image.zoomBy(step);
    return true;
  }

  readonly #onKeydown = (event: KeyboardEvent): void =>
    handleKey(event, {
      labeling: this.labeling,
      grid: this.grid,
      onClass: (entry) => this.#setClass(entry),
      onZoom: (step) => this.#zoom(step),
    });

  /** VS Code must not run keybindings while letters are typed. */
  readonly #onTextFocus = (event: Event): void => {
    if (event instanceof CustomEvent) this.labeling.host.textFocus(event.detail === true);
  };
}

function colourOf(snapshot: LabelingSnapshot, className: string): string | null {
  return snapshot.classes.find((entry) => entry.name === className)?.colour ?? null;
}

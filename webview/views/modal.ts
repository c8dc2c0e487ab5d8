import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { controlStyles } from '../styles/controls.ts';
import { modalStyles } from '../styles/modal.ts';

/**
 * Base of the overlays: a native modal dialog, which keeps the focus inside, closes on Escape and gives the focus
 * back. Sends `close` when it is gone.
 */
export abstract class ModalElement extends LitElement {
  static override styles = [controlStyles, modalStyles];

  /** Accessible name. */
  protected abstract readonly heading: string;
  protected abstract body(): TemplateResult;

  close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector('dialog')?.showModal();
      this.renderRoot.querySelector<HTMLElement>('[autofocus]')?.focus();
    });
  }

  protected override render(): TemplateResult {
    return html`<dialog
      aria-label=${this.heading}
      @close=${() => this.dispatchEvent(new Event('close'))}
      @keydown=${this.#onKeydown}
      @click=${this.#onBackdrop}
    >
      ${this.body()}
    </dialog>`;
  }

  /**
   * On the focus and blur of a text field. Sends `text-focus`: the browser's own focus events do not leave a shadow
   * tree when the focus moves within it.
   */
  protected readonly tellTextFocus = (event: FocusEvent): void => {
    const detail = event.type === 'focus';
    this.dispatchEvent(new CustomEvent('text-focus', { detail, bubbles: true, composed: true }));
  };

  /** Keys that close or press something here are not for VS Code as well. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (['Escape', 'Enter', ' '].includes(event.key)) event.stopPropagation();
  };

  /** The dialog itself is hit only outside of its content. */
  readonly #onBackdrop = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) this.close();
  };
}

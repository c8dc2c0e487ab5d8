import { provideVSCodeDesignSystem, vsCodeButton, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/**
 * The only file that names the toolkit. Should it not register (a second copy on the page, a browser that refuses
 * it), plain elements with the same looks stand in, and nothing else changes.
 */
export function registerToolkit(): boolean {
  try {
    provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
  } catch {
    return false;
  }
  return isRegistered('vscode-button');
}

export interface ButtonOptions {
  readonly text: string;
  readonly onClick: () => void;
  readonly appearance?: 'primary' | 'secondary';
  readonly disabled?: boolean;
  readonly title?: string;
}

export function button(options: ButtonOptions): TemplateResult {
  const { text, onClick, appearance = 'secondary', disabled = false, title } = options;
  return isRegistered('vscode-button')
    ? html`<vscode-button
        appearance=${appearance}
        title=${title ?? nothing}
        ?disabled=${disabled}
        @click=${onClick}
        >${text}</vscode-button
      >`
    : html`<button
        type="button"
        class="plain-button ${appearance}"
        title=${title ?? nothing}
        ?disabled=${disabled}
        @click=${onClick}
      >
        ${text}
      </button>`;
}

/** A turning ring; decoration beside a text that says what is going on. */
export function progressRing(): TemplateResult {
  return isRegistered('vscode-progress-ring')
    ? html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>`
    : html`<span class="plain-ring" aria-hidden="true"></span>`;
}

function isRegistered(tag: string): boolean {
  return customElements.get(tag) !== undefined;
}

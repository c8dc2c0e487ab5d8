import { css } from 'lit';

/** Overlays in the manner of VS Code's quick pick. */
export const modalStyles = css`
  dialog {
    width: min(520px, calc(100vw - 24px));
    max-height: calc(100vh - 24px);
    margin: min(8vh, 64px) auto auto;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-radius: 6px;
    color: var(--vscode-quickInput-foreground, var(--vscode-foreground));
    background: var(--vscode-quickInput-background, var(--vscode-editor-background));
    box-shadow: 0 0 8px 2px var(--vscode-widget-shadow, transparent);
    font-family: inherit;
    font-size: inherit;
  }
  dialog::backdrop {
    background: var(--vscode-editor-background);
    opacity: 0.45;
  }
  dialog:has(.help) {
    width: min(760px, calc(100vw - 24px));
  }
  .help-columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
    gap: 10px 32px;
  }
  .help-columns h3 {
    margin: 0 0 4px;
  }
  .help-columns dl + h3 {
    margin-top: 14px;
  }
  .sheet {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 14px 16px;
  }
  h2 {
    font-size: 1.1em;
    font-weight: 600;
  }
  h2:focus-visible {
    outline: none;
  }
  h3 {
    font-weight: 600;
    margin-top: 4px;
  }
  textarea,
  input {
    width: 100%;
    padding: 5px 8px;
    border: 1px solid var(--vscode-input-border, var(--line));
    border-radius: 3px;
    background: var(--vscode-input-background);
    color: var(--vscode-input-foreground);
    font: inherit;
    line-height: 1.5;
    resize: vertical;
  }
  textarea:focus,
  input:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  ::placeholder {
    color: var(--vscode-input-placeholderForeground);
    opacity: 1;
  }
  .choices {
    justify-content: flex-end;
  }
  .choices .quiet {
    flex: 1;
    font-size: 0.92em;
  }
  .picker {
    gap: 6px;
    padding: 8px;
  }
  [role='listbox'] {
    max-height: min(50vh, 360px);
    overflow: auto;
  }
  [role='option'] {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 26px;
    padding: 2px 8px;
    border-radius: 3px;
    cursor: pointer;
  }
  [role='option']:hover {
    background: var(--hover);
  }
  [role='option'][aria-selected='true'] {
    color: var(--vscode-quickInputList-focusForeground, var(--vscode-list-activeSelectionForeground));
    background: var(--vscode-quickInputList-focusBackground, var(--vscode-list-activeSelectionBackground));
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  [role='option'][aria-selected='true'] .quiet {
    color: inherit;
  }
  [role='option'] .name {
    overflow-wrap: anywhere;
  }
  .description {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.92em;
  }
  .none {
    padding: 4px 8px 8px;
    overflow-wrap: anywhere;
  }
  dl {
    display: flex;
    flex-direction: column;
  }
  .key-row {
    display: grid;
    grid-template-columns: minmax(84px, 108px) 1fr;
    gap: 10px;
    padding: 3px 0;
    align-items: baseline;
  }
  .key-row dd {
    color: var(--quiet);
  }
`;

import { css } from 'lit';

/** Figures and tables: heading, drawing, buttons, text twin. */
export const cardStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h3 {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .drawing:empty {
    min-height: 260px;
  }
  article > .drawing {
    margin-block: 4px 8px;
  }
  .drawing svg {
    display: block;
    max-width: 100%;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .save {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    padding: 1px 7px;
    border-color: var(--vscode-button-border, var(--line));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
  }
  .save:hover:not(:disabled) {
    background: var(
      --vscode-button-secondaryHoverBackground,
      var(--vscode-button-secondaryBackground, transparent)
    );
  }
  .link {
    min-height: 24px;
  }
  .twin {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-top: 8px;
  }
  .twin p {
    max-width: 90ch;
    overflow-wrap: anywhere;
    line-height: 1.45;
  }
`;

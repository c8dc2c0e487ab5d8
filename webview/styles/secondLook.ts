import { css } from 'lit';

/** The tab "Second look". */
export const secondLookStyles = css`
  .prose {
    max-width: 90ch;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }
  .prose-lines {
    max-width: 90ch;
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  nextlabel-look-queue {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  .look {
    display: flex;
    flex-direction: column;
    gap: 14px;
    min-width: 0;
    padding: 14px;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .look:focus-visible {
    outline-offset: -1px;
  }
  .look-item {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
    gap: 16px 28px;
    align-items: start;
  }
  .look-item h3 {
    font-size: 1.1em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .look-words {
    display: flex;
    flex-direction: column;
    gap: 12px;
    min-width: 0;
  }
  .look-labels {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 4px 14px;
  }
  .look-labels dt {
    color: var(--quiet);
  }
  .look-near {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  .look-near h4 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  .look-actions,
  .look-others,
  .look-others form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .act {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    max-width: 100%;
    overflow-wrap: anywhere;
    border-color: var(--vscode-button-border, var(--line));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
  }
  .act > span {
    min-width: 0;
  }
  .act > kbd,
  .act > .chip {
    flex: none;
  }
  .act:hover:not(:disabled) {
    background: var(
      --vscode-button-secondaryHoverBackground,
      var(--vscode-button-secondaryBackground, transparent)
    );
  }
  .look-count {
    font-variant-numeric: tabular-nums;
  }
  .look-stale {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
  }
  .refusal {
    max-width: 90ch;
    overflow-wrap: anywhere;
  }
  select {
    min-height: 28px;
    max-width: 100%;
    padding: 2px 6px;
    border: 1px solid var(--vscode-dropdown-border, var(--line));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
  }
`;

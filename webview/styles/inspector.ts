import { css } from 'lit';

/** The inspector: round, tabs, panel. Its header and sections are those of the results view. */
export const inspectorStyles = css`
  .rounds {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 10px;
    padding: 6px 16px;
    border-bottom: 1px solid var(--line);
  }
  .rounds label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  input[type='number'],
  input[type='text'] {
    min-height: 26px;
    padding: 2px 6px;
    border: 1px solid var(--vscode-input-border, var(--line));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
  }
  input[type='number'] {
    width: 8ch;
    font-variant-numeric: tabular-nums;
  }
  select {
    min-height: 26px;
    max-width: 100%;
    padding: 2px 6px;
    border: 1px solid var(--vscode-dropdown-border, var(--line));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
  }
  input[type='range'] {
    flex: 1 1 140px;
    min-width: 100px;
    max-width: 420px;
    accent-color: var(--vscode-focusBorder);
  }
  .made {
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  .newer {
    display: inline-flex;
    align-items: center;
    gap: 2px 6px;
  }
  .tabs {
    position: sticky;
    top: 0;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    padding: 0 12px;
    border-bottom: 1px solid var(--line);
    background: var(--vscode-editor-background);
  }
  .tabs button {
    min-height: 34px;
    padding: 4px 10px;
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    color: var(--vscode-panelTitle-inactiveForeground, var(--quiet));
  }
  .tabs button[aria-selected='true'] {
    border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder));
    color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
  }
  main > [role='tabpanel'] {
    display: flex;
    flex-direction: column;
    gap: 24px;
    min-width: 0;
  }
  .strategy-choice {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 6px 24px;
  }
  .picker {
    flex: 1 1 300px;
    min-width: 0;
  }
  #strategy-ticks:not([hidden]) {
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding-block: 4px;
  }
  .top-picker {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .figures.wide {
    grid-template-columns: minmax(0, 1fr);
  }
  .figures.wide > nextlabel-figure {
    max-width: 1100px;
  }
  .asking {
    min-height: 200px;
  }
  @media (max-width: 520px), (max-height: 480px) {
    .tabs {
      position: static;
    }
    .rounds {
      padding-inline: 12px;
    }
  }
`;

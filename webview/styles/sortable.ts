import { css } from 'lit';

/** What a table that can be sorted has besides others. */
export const sortableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  .table-head {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .scroller {
    align-self: flex-start;
    max-width: 100%;
  }
  table {
    min-width: 0;
  }
  .sort {
    display: inline-flex;
    align-items: baseline;
    gap: 4px;
    min-height: 24px;
    padding: 0 2px;
    border-color: transparent;
    font-weight: 600;
    white-space: nowrap;
  }
  .number .sort {
    flex-direction: row-reverse;
  }
  .bounded .sort {
    flex-direction: row;
  }
  .arrow {
    min-width: 1em;
    font-size: 0.7em;
  }
  tr.chosen > * {
    background: linear-gradient(
        var(--vscode-list-inactiveSelectionBackground, transparent),
        var(--vscode-list-inactiveSelectionBackground, transparent)
      )
      var(--vscode-editor-background);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  th .link {
    text-align: start;
    overflow-wrap: anywhere;
  }
`;

import { css } from 'lit';

/** First items of strategies in columns. */
export const columnStyles = css`
  :host {
    display: block;
    min-width: 0;
    overflow-x: auto;
    padding-bottom: 4px;
  }
  .columns {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }
  section {
    flex: 1 1 0;
    min-width: 150px;
    display: flex;
    flex-direction: column;
    gap: 6px;
  }
  h3 {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  li {
    display: flex;
  }
  button {
    flex: 1;
    display: flex;
    gap: 8px;
    min-width: 0;
    height: 66px;
    padding: 5px 8px;
    overflow: hidden;
    border: 1px solid var(--line);
    border-inline-start: 3px solid transparent;
  }
  button.shared {
    border-inline-start-color: var(--vscode-charts-blue, var(--vscode-focusBorder));
  }
  button.active {
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    border-color: var(--vscode-focusBorder);
  }
  .place {
    flex: none;
    min-width: 2ch;
    color: var(--quiet);
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  img {
    flex: none;
    width: 52px;
    height: 52px;
    object-fit: contain;
  }
  .words {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .words > * {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .id {
    font-weight: 600;
  }
`;

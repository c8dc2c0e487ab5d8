import { css } from 'lit';

/** The table twin of the map. */
export const mapTableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .scroller {
    max-height: 60vh;
  }
  td,
  th,
  thead th {
    vertical-align: middle;
  }
  tbody th {
    font-weight: inherit;
  }
  .sort {
    align-items: center;
  }
  .tick {
    width: 1%;
    padding-inline: 8px 4px;
  }
  .tick input {
    width: 16px;
    height: 16px;
    margin: 4px;
    accent-color: var(--vscode-focusBorder);
  }
  .content {
    max-width: 44ch;
    min-width: 20ch;
    white-space: normal;
  }
  .content span {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }
  .content img {
    float: inline-start;
    width: 32px;
    height: 32px;
    margin-inline-end: 8px;
    object-fit: contain;
  }
  .chosen > * {
    background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-editor-background));
    box-shadow: inset 0 0 0 1px var(--vscode-contrastActiveBorder, transparent);
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    font-variant-numeric: tabular-nums;
  }
`;

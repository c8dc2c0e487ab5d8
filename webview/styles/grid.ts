import { css } from 'lit';

/** The grid of cards and its tool bar. */
export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    position: relative;
  }
  .grid-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 36px;
    padding: 5px 16px;
    border-bottom: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
  }
  .hint {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.92em;
  }
  .foot {
    margin-top: auto;
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow: hidden scroll;
    margin: 6px 4px 0 12px;
    outline-offset: -1px;
  }
  .area {
    position: relative;
    overflow: hidden;
  }
  .window {
    position: absolute;
    inset: 0 0 auto;
    will-change: transform;
  }
  .row {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: 8px;
    padding: 0 8px 8px 2px;
  }
  .cell {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 4px;
    cursor: default;
    user-select: none;
  }
  .cell:hover {
    background: var(--hover);
  }
  .cell.selected {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-activeSelectionBackground, transparent);
    border: 1px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .cell.selected .quiet {
    color: inherit;
  }
  .scroller:focus-visible .cell.active {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  .cell.active {
    border-color: var(--vscode-focusBorder);
  }
  .excerpt {
    flex: 1;
    min-height: 0;
    margin: 6px 9px 0;
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    max-height: 5.6em;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .thumb {
    flex: 1;
    min-height: 0;
    display: flex;
    padding: 6px 6px 0;
  }
  .thumb img {
    margin: auto;
    width: 100%;
    height: 100%;
    min-height: 0;
    object-fit: contain;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 2px 9px 3px;
    font-size: 0.92em;
    font-variant-numeric: tabular-nums;
  }
  .foot .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .foot .icon {
    width: 13px;
    height: 13px;
  }
  .blank {
    flex: 1;
    margin: 10px;
    border-radius: 3px;
    background: var(--hover);
  }
  .grid-message {
    position: absolute;
    inset: 84px 0 auto;
    padding: 24px;
    display: flex;
    justify-content: center;
    color: var(--quiet);
  }
  @media (max-width: 640px), (max-height: 400px) {
    .grid-bar {
      padding-inline: 12px;
    }
    .scroller {
      margin-inline: 10px 2px;
    }
    .hint {
      display: none;
    }
  }
`;

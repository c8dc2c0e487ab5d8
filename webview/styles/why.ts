import { css } from 'lit';

/** The tab "Why this item". */
export const whyStyles = css`
  .item-chooser,
  .item-chooser form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .item-chooser form {
    margin-inline-start: auto;
  }
  .item-chooser input {
    width: 16ch;
  }
  .item-chooser button:not(.link),
  .blind button {
    min-height: 26px;
    border-color: var(--vscode-button-border, var(--line));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
  }
  .why-top {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr));
    gap: 20px 32px;
    align-items: start;
  }
  .item-content {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  .item-content h2 {
    font-size: 1.2em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .item-content img {
    max-width: 100%;
    max-height: 320px;
    object-fit: contain;
    align-self: flex-start;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .item-box {
    max-height: 320px;
    overflow: auto;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .item-text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.5;
    max-width: 80ch;
  }
  .item-box table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .item-text + table {
    margin-top: 10px;
  }
  .item-box th,
  .item-box td {
    padding: 2px 16px 2px 0;
    text-align: start;
    vertical-align: baseline;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }
  .item-box thead {
    color: var(--quiet);
  }
  .class {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .reasons {
    display: flex;
    flex-direction: column;
    gap: 8px;
    max-width: 80ch;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .reasons li {
    padding-inline-start: 14px;
    border-inline-start: 2px solid var(--line);
  }
  .blind {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
    max-width: 80ch;
    padding: 10px 12px;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .neighbours {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 230px), 1fr));
    gap: 10px;
  }
  .neighbours li {
    display: flex;
  }
  .neighbour {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
    padding: 8px 10px;
    border-color: var(--line);
  }
  .neighbour img {
    width: 100%;
    height: 110px;
    object-fit: contain;
  }
  .neighbour-words {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .neighbour-excerpt {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .pull-class {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .pull-class select {
    min-width: 0;
  }
  .facts {
    display: grid;
    grid-template-columns: minmax(14ch, max-content) 1fr;
    gap: 4px 20px;
    max-width: 90ch;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .facts dt {
    color: var(--quiet);
  }
  @media (max-width: 520px) {
    .facts {
      grid-template-columns: 1fr;
    }
    .facts dd {
      margin-bottom: 4px;
    }
  }
`;

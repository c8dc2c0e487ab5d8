import { css } from 'lit';

/** A table in a box that scrolls by itself; names of rows and columns stay in sight. */
export const tableStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scroller {
    position: relative;
    max-height: 70vh;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  table {
    min-width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 4px 12px;
    border-bottom: 1px solid var(--line);
    text-align: start;
    vertical-align: baseline;
    white-space: nowrap;
    background: var(--vscode-editor-background);
  }
  /* A word as long as a page still breaks; shorter ones never do. */
  .long {
    min-width: 44ch;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  thead .long {
    min-width: 15ch;
  }
  tr > .long:first-child {
    min-width: min(24ch, 36vw);
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
  tbody tr:hover > * {
    background: linear-gradient(var(--hover), var(--hover)) var(--vscode-editor-background);
  }
  thead th {
    position: sticky;
    top: 0;
    z-index: 1;
    font-weight: 600;
    vertical-align: bottom;
  }
  tr > :first-child {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    border-inline-end: 1px solid var(--line);
    font-weight: inherit;
  }
  thead tr > :first-child {
    z-index: 2;
    font-weight: 600;
  }
  .number {
    text-align: end;
  }
  .number.bounded {
    text-align: start;
  }
  strong {
    font-weight: 700;
  }
  u {
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  .note {
    margin-top: 6px;
    max-width: 90ch;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
`;

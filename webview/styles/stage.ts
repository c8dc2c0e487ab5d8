import { css } from 'lit';

/** The item, the line that says where it comes from, the actions and the next items. */
export const stageStyles = css`
  .origin {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 14px;
    min-height: 36px;
    padding: 4px 12px 4px 16px;
    font-variant-numeric: tabular-nums;
  }
  .origin .rank {
    font-weight: 600;
  }
  .origin .gain {
    overflow-wrap: anywhere;
  }
  .origin .score,
  .origin .gain,
  .origin .stream {
    color: var(--quiet);
  }
  .origin .stream .icon {
    margin-inline-end: 5px;
  }
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    overflow-wrap: anywhere;
  }
  .mark.flagged .icon {
    color: var(--vscode-editorWarning-foreground, currentColor);
  }
  .canvas {
    flex: 1;
    min-height: 0;
  }
  .scrolls {
    overflow: auto;
    outline-offset: -1px;
  }
  .scrolls:focus-visible {
    outline-offset: -2px;
  }
  .reading {
    max-width: 76ch;
    margin: 0 auto;
    padding: clamp(10px, 5vh, 48px) 24px 24px;
  }
  .text {
    font-size: 1.2em;
    line-height: 1.6;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    tab-size: 4;
  }
  .text.short {
    font-size: 1.55em;
    line-height: 1.5;
  }
  .fields {
    width: 100%;
    border-collapse: collapse;
    font-size: 1.05em;
  }
  .text ~ .fields,
  .quiet ~ .fields {
    margin-top: 28px;
    font-size: 1em;
  }
  .fields thead th {
    color: var(--quiet);
    font-weight: 600;
    font-size: 0.92em;
    border-bottom: 1px solid var(--line);
  }
  .fields th,
  .fields td {
    padding: 5px 10px 5px 0;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .fields tbody th {
    width: 38%;
    font-weight: normal;
    color: var(--quiet);
  }
  .fields td {
    white-space: pre-wrap;
    font-variant-numeric: tabular-nums;
  }
  .fields tbody tr + tr > * {
    border-top: 1px solid var(--line);
  }
  .note-line {
    display: flex;
    gap: 8px;
    margin: 0 16px 8px;
    padding: 5px 10px;
    border: 0;
    border-inline-start: 2px solid var(--vscode-textLink-foreground);
    border-radius: 0;
    background: var(--vscode-textBlockQuote-background, transparent);
    max-height: 5.2em;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    justify-content: space-between;
    gap: 4px 12px;
    padding: 6px 10px;
    border-top: 1px solid var(--line);
  }
  .actions .group {
    display: flex;
    gap: 2px;
  }
  .action {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 30px;
    min-height: 28px;
    border-color: transparent;
    white-space: nowrap;
  }
  /* What must go, so that the actions stay on one line: the keys, then the words of what its sign explains. */
  @container stage (max-width: 800px) {
    .action kbd {
      display: none;
    }
  }
  @container stage (max-width: 600px) {
    .actions,
    .actions .group {
      column-gap: 1px;
    }
    .action.back .words,
    .action.forward .words,
    .action.undo .words,
    .action.redo .words {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  @container stage (max-width: 370px) {
    .actions {
      flex-wrap: wrap;
      padding-inline: 6px;
    }
    .action .words {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  .next {
    display: flex;
    align-items: stretch;
    gap: 12px;
    min-height: 74px;
    padding: 8px 16px 10px;
    border-top: 1px solid var(--line);
  }
  .strip-title {
    color: var(--quiet);
    font-size: 0.85em;
    font-weight: 600;
    text-transform: uppercase;
    letter-spacing: 0.04em;
    padding-top: 2px;
  }
  /* A card that does not fit wraps onto a second line, which is not shown. */
  .next ol {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 8px;
    min-width: 0;
    height: 58px;
    overflow: hidden;
  }
  .next li {
    flex: 1 1 0;
    min-width: 96px;
    max-width: 220px;
  }
  .next-card {
    display: flex;
    flex-direction: column;
    gap: 3px;
    width: 100%;
    height: 58px;
    padding: 5px 7px;
    border-color: var(--line);
    overflow: hidden;
    font-size: 0.88em;
  }
  .next-card img {
    flex: 1;
    min-height: 0;
    width: 100%;
    object-fit: contain;
  }
  .card-text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    height: 2.5em;
    overflow: hidden;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .card-rank {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--quiet);
    font-size: 0.9em;
    line-height: 1;
  }
  .card-rank .icon {
    width: 12px;
    height: 12px;
  }
  @media (max-width: 640px), (max-height: 400px) {
    .canvas {
      flex: none;
    }
    .scrolls {
      max-height: 60vh;
      min-height: 120px;
    }
    nextlabel-image.canvas {
      height: 50vh;
      min-height: 200px;
    }
    .reading {
      padding: 8px 12px 14px;
    }
    .origin {
      padding-inline: 12px;
    }
    .next {
      flex-direction: column;
      gap: 4px;
      padding-inline: 12px;
    }
    .next ol {
      flex: none;
      flex-wrap: nowrap;
      height: auto;
      overflow: auto;
    }
  }
`;

import { css } from 'lit';

/** The frame: header, banners, item beside classes, next items, status line; one column where it is narrow. */
export const layoutStyles = css`
  :host {
    display: block;
    height: 100vh;
  }
  .shell {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
  }
  header {
    display: flex;
    align-items: center;
    gap: 6px 16px;
    flex-wrap: wrap;
    padding: 7px 12px 7px 16px;
    border-bottom: 1px solid var(--line);
  }
  h1 {
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    max-width: 28ch;
  }
  .progress {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 12px;
    flex: 1;
    font-variant-numeric: tabular-nums;
  }
  .progress-bar {
    display: flex;
    width: clamp(80px, 18vw, 220px);
    height: 8px;
    padding: 1px;
    border: 1px solid var(--line);
    border-radius: 4px;
    overflow: hidden;
  }
  .progress-bar .labeled {
    width: var(--labeled);
    background: var(--vscode-progressBar-background);
    transition: width 0.15s;
  }
  .progress-bar .skipped {
    width: var(--skipped);
    background: var(--quiet);
    opacity: 0.5;
  }
  header > .tools {
    display: flex;
    gap: 2px;
  }
  .banner.busy {
    position: relative;
    background: none;
    color: var(--quiet);
    border-inline-start-color: transparent;
  }
  .busy-track {
    position: absolute;
    inset: 0 0 auto;
    height: 2px;
    overflow: hidden;
  }
  .busy-track::before {
    content: '';
    display: block;
    width: 20%;
    height: 100%;
    background: var(--vscode-progressBar-background);
    animation: slide 2s ease-in-out infinite alternate;
  }
  @keyframes slide {
    to {
      transform: translateX(400%);
    }
  }
  .work {
    flex: 1;
    min-height: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr) clamp(220px, 24vw, 300px);
    grid-template-rows: minmax(0, 1fr) auto;
    grid-template-areas: 'stage side' 'next side';
  }
  .stage {
    grid-area: stage;
    container: stage / inline-size;
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .work.grid .stage {
    grid-row: 1 / 3;
  }
  .side {
    grid-area: side;
  }
  .next {
    grid-area: next;
  }
  footer {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 0 10px;
    min-height: 30px;
    padding: 2px 16px;
    border-top: 1px solid var(--line);
    font-size: 0.92em;
    font-variant-numeric: tabular-nums;
  }
  footer .ranking,
  footer .save {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  footer .detail {
    overflow-wrap: anywhere;
  }
  footer .dot {
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--vscode-charts-green, currentColor);
  }
  .ranking.none .dot {
    background: var(--quiet);
  }
  .ranking.stale > .icon,
  .save.retrying > .icon {
    color: var(--vscode-editorWarning-foreground, currentColor);
  }
  .save.saved {
    color: var(--quiet);
  }
  .turning {
    display: inline-flex;
    animation: turn 1.6s linear infinite;
  }
  @media (max-width: 800px) {
    .progress-bar {
      width: 48px;
    }
  }
  /* A narrow panel or a large zoom: everything in one column, and the page scrolls. */
  @media (max-width: 640px), (max-height: 400px) {
    :host,
    .shell {
      height: auto;
      min-height: 100vh;
    }
    .work {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto;
      grid-template-areas: 'stage' 'side' 'next';
    }
    .work.grid .stage {
      grid-row: auto;
      height: 70vh;
      min-height: 260px;
    }
    header,
    footer {
      padding-inline: 12px;
    }
    footer {
      padding-block: 4px;
    }
    h1 {
      flex: 1;
      min-width: 0;
      max-width: none;
    }
    .progress {
      order: 1;
      flex: 1 0 100%;
    }
  }
  @media (max-width: 420px) {
    header {
      column-gap: 8px;
    }
    .progress-bar {
      width: 100%;
    }
    header .switch span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;

import { css } from 'lit';

/** The results view: header, filter, navigation that stays in sight, sections of figures and tables. */
export const resultsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
  }
  header {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 24px;
    padding: 10px 16px;
    border-bottom: 1px solid var(--line);
  }
  .headline {
    flex: 1 1 260px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: 1.35em;
    font-weight: 600;
  }
  .state {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 10px;
    font-variant-numeric: tabular-nums;
  }
  .state strong {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    font-weight: 600;
  }
  .state.complete .icon {
    color: var(--vscode-charts-green, currentColor);
  }
  .state.incomplete .icon {
    color: var(--vscode-editorWarning-foreground, currentColor);
  }
  .turning {
    display: inline-flex;
    animation: turn 1.6s linear infinite;
  }
  .progress-bar {
    width: clamp(80px, 14vw, 180px);
    height: 8px;
    padding: 1px;
    border: 1px solid var(--line);
    border-radius: 4px;
    overflow: hidden;
  }
  .progress-bar span {
    display: block;
    width: var(--done);
    height: 100%;
    border-radius: 2px;
    background: var(--vscode-progressBar-background);
    transition: width 0.15s;
  }
  .filter {
    padding: 6px 16px;
    border-bottom: 1px solid var(--line);
  }
  .unfold {
    display: inline-flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 2px 6px;
    margin-inline-start: -6px;
    padding: 2px 6px;
    border-color: transparent;
  }
  .unfold strong {
    font-weight: 600;
  }
  .arrow {
    display: inline-flex;
  }
  .unfold[aria-expanded='true'] .arrow {
    transform: rotate(90deg);
  }
  #filter-groups {
    padding-block: 4px 2px;
  }
  .group {
    display: flex;
    align-items: flex-start;
    gap: 2px 12px;
    padding-block: 2px;
  }
  .group-name {
    flex: none;
    width: 8ch;
    line-height: 24px;
    color: var(--quiet);
  }
  .ticks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 14px;
    min-width: 0;
  }
  .ticks label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    min-width: 0;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .ticks input {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
    cursor: inherit;
  }
  .all {
    display: inline-flex;
  }
  nav {
    position: sticky;
    top: 0;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    padding: 4px 12px;
    border-bottom: 1px solid var(--line);
    background: var(--vscode-editor-background);
  }
  nav .link {
    min-height: 24px;
  }
  main {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 28px;
    padding: 16px;
    min-width: 0;
  }
  main.opening {
    display: grid;
    height: auto;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-width: 0;
  }
  section > h2 {
    align-self: flex-start;
    font-size: 1.2em;
    font-weight: 600;
    scroll-margin-top: 44px;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr));
    gap: 20px 24px;
  }
  /* Names stand at both sides of the axis and need the room. */
  .figures.ranks {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr));
  }
  .figures > nextlabel-figure {
    max-width: 860px;
  }
  .table {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
  }
  .table-head {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  @media (max-width: 520px), (max-height: 480px) {
    /* Wrapped over several lines it would cover what it leads to. */
    nav {
      position: static;
    }
    section > h2 {
      scroll-margin-top: 8px;
    }
    .group {
      flex-direction: column;
    }
    .group-name {
      width: auto;
    }
    header,
    .filter,
    main {
      padding-inline: 12px;
    }
  }
`;

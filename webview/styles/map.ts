import { css } from 'lit';

/** The map: toolbar, picture beside actions and legend; one column where it is narrow. */
export const mapStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-height: 0;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
  }
  .toolbar label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  select {
    max-width: 24ch;
    min-height: 26px;
    padding: 2px 6px;
    border: 1px solid var(--vscode-dropdown-border, var(--line));
    border-radius: 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
  }
  .zoom {
    display: inline-flex;
    gap: 2px;
  }
  .zoom .tool {
    border-color: var(--line);
  }
  .status {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .status p {
    max-width: 100ch;
    overflow-wrap: anywhere;
  }
  .working {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .failed {
    color: var(--vscode-errorForeground);
  }
  .failed .link {
    color: var(--vscode-textLink-foreground);
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(230px, 300px);
    align-items: start;
    gap: 12px 16px;
  }
  .picture {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  nextlabel-map {
    height: clamp(320px, 62vh, 900px);
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: 14px;
    min-width: 0;
  }
  .side > *,
  .focus-card {
    min-width: 0;
  }
  .actions {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 10px;
    border: 1px solid var(--line);
    border-radius: 4px;
  }
  .selected {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 2px 10px;
    min-height: 24px;
  }
  .label-as {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .label-as > .quiet {
    flex-basis: 100%;
  }
  .label-as button:not(.link) {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-width: 100%;
    border-color: var(--vscode-button-border, var(--line));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
    overflow-wrap: anywhere;
  }
  .label-as form {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .refusal,
  .outcome,
  .queue {
    overflow-wrap: anywhere;
  }
  .legend {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .legend ul {
    max-height: 44vh;
    overflow: auto;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 4px;
    min-height: 26px;
  }
  .legend label {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    cursor: pointer;
  }
  .legend input {
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
  }
  .symbol {
    flex: none;
    shape-rendering: crispEdges;
  }
  .name {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .count {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }
  .note {
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  .hover-card,
  .focus-card {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding: 8px 10px;
    border: 1px solid var(--vscode-editorHoverWidget-border, var(--line));
    border-radius: 4px;
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
  }
  .hover-card {
    position: absolute;
    z-index: 2;
    max-width: min(320px, 70%);
    pointer-events: none;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
  }
  .focus-card {
    position: relative;
    flex-direction: row;
  }
  .focus-card .close {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
  }
  .focus-card strong {
    padding-inline-end: 24px;
  }
  .hover-card img,
  .focus-card img {
    max-width: 96px;
    max-height: 96px;
    object-fit: contain;
  }
  .facts {
    flex: 1 1 160px;
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-width: 0;
  }
  .facts strong {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .excerpt {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 10px;
  }
  dt {
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 8px;
  }
  .class {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    overflow-wrap: anywhere;
  }
  .focus-card .choices {
    flex-basis: 100%;
  }
  @media (max-width: 720px) {
    .body {
      grid-template-columns: minmax(0, 1fr);
    }
    nextlabel-map {
      height: clamp(260px, 50vh, 520px);
    }
  }
`;

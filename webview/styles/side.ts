import { css } from 'lit';

/** The suggestion and the class buttons. */
export const sideStyles = css`
  .side {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-height: 0;
    padding: 10px;
    overflow: auto;
    border-inline-start: 1px solid var(--line);
    background: var(--vscode-sideBar-background, transparent);
  }
  .suggestion {
    min-height: 62px;
    padding-bottom: 10px;
    border-bottom: 1px solid var(--line);
  }
  .suggestion p {
    padding: 4px;
    line-height: 1.45;
  }
  .suggestion-head {
    display: flex;
    justify-content: space-between;
    align-items: center;
    padding-inline: 4px;
    font-size: 0.92em;
  }
  .accept,
  .class {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    min-height: 30px;
    padding: 4px 8px;
  }
  .accept {
    border-color: var(--vscode-button-border, transparent);
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  .accept:hover:not(:disabled) {
    background: var(--vscode-button-hoverBackground, var(--vscode-button-background));
  }
  .accept .chip {
    border-color: currentColor;
  }
  .accept kbd {
    color: inherit;
    border-color: currentColor;
    background: transparent;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .classes {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .class {
    min-height: 34px;
    padding-bottom: 7px;
    overflow: hidden;
  }
  .class.chosen {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-activeSelectionBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .class.suggested:not(.chosen) {
    border: 1px dashed var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
  .class .count,
  .class .probability {
    font-variant-numeric: tabular-nums;
    color: var(--quiet);
  }
  .class.chosen .count,
  .class.chosen .probability {
    color: inherit;
  }
  .class .probability {
    font-size: 0.9em;
  }
  .keyless {
    width: 19px;
  }
  .class .bar {
    position: absolute;
    inset: auto 8px 3px 8px;
    height: 2px;
  }
  .class .bar::after {
    content: '';
    display: block;
    width: var(--fill);
    height: 100%;
    border-radius: 1px;
    background: var(--vscode-progressBar-background);
    transition: width 0.15s;
  }
  .classes.many .class {
    min-height: 30px;
  }
  .find-class {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 28px;
    border-color: var(--vscode-input-border, var(--line));
    background: var(--vscode-input-background, transparent);
    color: var(--vscode-input-placeholderForeground, var(--quiet));
  }
  .find-class span {
    flex: 1;
  }
  .no-classes {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
    padding: 4px;
  }
  .no-classes h2 {
    font-weight: 600;
  }
  .no-classes p {
    color: var(--quiet);
  }
  @media (max-width: 640px), (max-height: 400px) {
    .side {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
      overflow: visible;
    }
    .suggestion {
      min-height: 0;
    }
    /* The name needs the room; the probability stands in the suggestion above. */
    .class .probability {
      display: none;
    }
    .classes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
    }
  }
`;

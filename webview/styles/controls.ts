import { css } from 'lit';

/** Buttons, keycaps, colour chips and words for screen readers, alike in every part of the view. */
export const controlStyles = css`
  :host {
    --line: var(
      --vscode-contrastBorder,
      var(--vscode-panel-border, var(--vscode-widget-border, transparent))
    );
    --edge: var(--vscode-contrastBorder, transparent);
    --hover: var(--vscode-list-hoverBackground);
    --quiet: var(--vscode-descriptionForeground);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    font-weight: inherit;
    font-size: inherit;
    list-style: none;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--edge);
    border-radius: 4px;
    padding: 3px 8px;
    cursor: pointer;
    text-align: start;
  }
  button:hover:not(:disabled) {
    background: var(--hover);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  :focus {
    outline: none;
  }
  :focus-visible,
  button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  button.tool {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-width: 24px;
    min-height: 24px;
    padding: 2px 5px;
    border-color: transparent;
  }
  button.link {
    padding: 2px 4px;
    border-color: transparent;
    color: var(--vscode-textLink-foreground);
  }
  button.link:hover:not(:disabled) {
    color: var(--vscode-textLink-activeForeground, var(--vscode-textLink-foreground));
    text-decoration: underline;
    background: none;
  }
  /* The toolkit falls back on colours of the dark theme where a theme leaves one out; these are the theme's own. */
  vscode-button {
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
    border-radius: 4px;
  }
  vscode-button[appearance='primary'] {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  vscode-button:hover {
    background: var(
      --vscode-button-secondaryHoverBackground,
      var(--vscode-button-secondaryBackground, transparent)
    );
  }
  vscode-button[appearance='primary']:hover {
    background: var(--vscode-button-hoverBackground, var(--vscode-button-background));
  }
  .plain-button {
    padding: 4px 12px;
    border-color: var(--vscode-button-border, transparent);
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
  }
  .plain-button.primary {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  .plain-ring {
    width: 28px;
    height: 28px;
    border: 2px solid var(--vscode-progressBar-background);
    border-inline-start-color: transparent;
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  kbd {
    display: inline-block;
    min-width: 19px;
    padding: 0 4px;
    border: 1px solid var(--vscode-keybindingLabel-border, var(--line));
    border-bottom-color: var(--vscode-keybindingLabel-bottomBorder, var(--line));
    border-radius: 3px;
    background: var(--vscode-keybindingLabel-background, transparent);
    color: var(--vscode-keybindingLabel-foreground, inherit);
    font-family: inherit;
    font-size: 0.85em;
    line-height: 17px;
    text-align: center;
    white-space: nowrap;
  }
  .chip {
    display: inline-block;
    flex: none;
    width: 10px;
    height: 10px;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-foreground));
    border-radius: 3px;
    background: var(--chip);
  }
  .icon {
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -3px;
  }
  .quiet {
    color: var(--quiet);
  }
  .gap {
    flex: 1;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .switch {
    display: inline-flex;
    flex-wrap: wrap;
    border: 1px solid var(--line);
    border-radius: 5px;
    padding: 1px;
  }
  .switch button {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 24px;
    padding: 2px 9px;
    border-color: transparent;
    color: var(--quiet);
  }
  .switch button[aria-pressed='true'] {
    color: var(--vscode-list-activeSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-activeSelectionBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

import { css } from 'lit';

/** The tab "Budget and stopping". */
export const budgetStyles = css`
  fieldset.target {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 6px 18px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset.target legend {
    float: inline-start;
    padding: 0;
    color: var(--quiet);
  }
  fieldset.target label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
  }
  fieldset.target input[type='radio'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
  }
  .forecast,
  .told {
    display: flex;
    flex-direction: column;
    gap: 6px;
    max-width: 80ch;
  }
  .told .answer {
    font-size: 1.15em;
    font-weight: 600;
  }
  .doubts {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 8px 12px;
    border: 1px solid var(--vscode-inputValidation-warningBorder, var(--line));
    border-inline-start-width: 3px;
    border-radius: 4px;
    background: var(--vscode-inputValidation-warningBackground, transparent);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
  }
  .doubts strong {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-weight: 600;
  }
  details summary {
    align-self: flex-start;
    width: fit-content;
    min-height: 24px;
    cursor: pointer;
  }
  .notes {
    display: flex;
    flex-direction: column;
    gap: 6px;
    max-width: 80ch;
    padding-block-start: 6px;
  }
  .criterion {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-width: 0;
    max-width: 860px;
  }
  .criterion > h3 {
    font-weight: 600;
  }
  .criterion .status {
    font-weight: 600;
  }
  .criterion .status.met .icon {
    color: var(--vscode-charts-green, currentColor);
  }
  .criterion p {
    max-width: 80ch;
  }
`;

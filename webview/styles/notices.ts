import { css } from 'lit';

/** What stands above the content (banners) or in its place (opening, empty). */
export const noticeStyles = css`
  .banner {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 5px 12px 5px 16px;
    overflow-wrap: anywhere;
    border-bottom: 1px solid var(--line);
    background: var(--vscode-inputValidation-infoBackground, transparent);
    color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
    border-inline-start: 3px solid var(--vscode-inputValidation-infoBorder, var(--line));
  }
  .banner > span {
    flex: 1 1 auto;
  }
  .banner > :not(span) {
    flex: none;
    white-space: nowrap;
  }
  .banner.warning {
    background: var(--vscode-inputValidation-warningBackground, transparent);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
    border-inline-start-color: var(--vscode-inputValidation-warningBorder, var(--line));
  }
  .banner.error {
    background: var(--vscode-inputValidation-errorBackground, transparent);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    border-inline-start-color: var(--vscode-inputValidation-errorBorder, var(--line));
  }
  .opening {
    display: grid;
    height: 100vh;
  }
  .empty {
    margin: auto;
    padding: 24px;
    max-width: 60ch;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 10px;
    text-align: center;
  }
  .empty h2 {
    font-size: 1.35em;
    font-weight: 600;
  }
  .empty p {
    color: var(--quiet);
  }
  .empty .choices {
    justify-content: center;
    margin-top: 8px;
  }
`;

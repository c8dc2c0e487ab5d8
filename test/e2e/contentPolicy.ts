import type { Page } from 'playwright-core';

/** A message of the browser about a content security policy, with the document or script it is about. */
export interface PolicyViolation {
  readonly message: string;
  readonly source: string;
}

/**
 * Collects what the browser says about content security policies inside webviews; VS Code's own page is left out, its
 * policy is not ours. The browser's console is asked, not the documents: VS Code writes a webview's document anew, and
 * that removes any listener.
 */
export function watchPolicy(page: Page): readonly PolicyViolation[] {
  const violations: PolicyViolation[] = [];
  page.on('console', (message) => {
    const source = message.location().url;
    const isOurs = !source.includes('/out/vs/code/');
    if (isOurs && message.text().includes('Content Security Policy')) {
      violations.push({ message: message.text(), source });
    }
  });
  return violations;
}

import type { BrowserContext } from 'playwright-core';

export interface PolicyViolation {
  readonly directive: string;
  readonly blocked: string;
  readonly sample: string;
  readonly frame: string;
}

/**
 * Collects every violation of a content security policy inside a webview, from before its first script runs. VS Code's
 * own page is left out: its policy is not ours.
 */
export async function watchPolicy(context: BrowserContext): Promise<readonly PolicyViolation[]> {
  const violations: PolicyViolation[] = [];
  await context.exposeBinding(
    'nextlabelPolicyViolation',
    ({ frame }, violation: Omit<PolicyViolation, 'frame'>) => {
      violations.push({ ...violation, frame: frame.url() });
    },
  );
  await context.addInitScript(() => {
    // The document that an extension fills is the innermost frame of a webview.
    if (!location.pathname.endsWith('/fake.html')) return;
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as Record<string, (violation: object) => void>)[
        'nextlabelPolicyViolation'
      ];
      report?.({
        directive: event.effectiveDirective,
        blocked: event.blockedURI,
        sample: `${event.sourceFile}:${event.lineNumber} ${event.sample}`,
      });
    });
  });
  return violations;
}

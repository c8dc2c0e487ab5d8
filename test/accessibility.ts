import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

export interface Finding {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly string[];
}

/**
 * axe-core's serious and critical findings in a webview, or on a page of the harness. Evaluated through the debugger, so
 * its CSP stands. All rules in a dark theme; in the others, since tests go through all themes, those that a theme can
 * break.
 */
export async function seriousFindings(frame: Frame | Page): Promise<readonly Finding[]> {
  // It is half a megabyte of JavaScript, and a document is looked at many times.
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe.source);
  const results = await frame.evaluate(async () => {
    const page = globalThis as unknown as {
      readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
    };
    const isDark = document.body.dataset['vscodeThemeKind'] === 'vscode-dark';
    return page.axe.run(document, {
      // What passed is not written out, which takes longer than to find it.
      resultTypes: ['violations'],
      preload: false,
      ...(!isDark && { runOnly: ['color-contrast', 'link-in-text-block'] }),
    });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
    }));
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

/** What passed is not written out, which takes longer than to find it. */
const allRules = { resultTypes: ['violations'], preload: false };
/** What a theme can break; all else is the same in each. */
const ofColours = { ...allRules, runOnly: ['color-contrast', 'link-in-text-block'] };

/**
 * axe-core's serious and critical findings on a page of the harness, a line each. In themes other than the dark one only
 * rules of colours are asked, since a test goes through all themes.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const isDark = await page.evaluate(() => document.body.dataset['vscodeThemeKind'] === 'vscode-dark');
  const result = await page.evaluate<{ violations: readonly Finding[] }>(
    `axe.run(${JSON.stringify(isDark ? allRules : ofColours)})`,
  );
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]?.target)} ${nodes[0]?.failureSummary ?? ''}`);
}

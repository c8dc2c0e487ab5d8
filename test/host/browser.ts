import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { findBrowser } from '../run/install.mjs';

export interface Browser {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface BrowserOptions {
  /** Folder of the browser's profile. */
  readonly profile: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * A headless browser that can reach 127.0.0.1 and nothing else: every other name fails to resolve at once. The
 * addresses of webview resources are answered by VS Code's service worker before DNS is asked.
 */
export async function openBrowser({ profile, viewport }: BrowserOptions): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium: run `node test/run/install.mjs`.');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: viewport ?? { width: 1280, height: 860 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

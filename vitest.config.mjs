import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const elsewhere = ['test/host/**', 'test/e2e/**', 'node_modules/**'];
const golden = 'test/golden/**/*.test.ts';

/**
 * Tests of small functions that start no process and keep no state. Those that compute much are not among them: where
 * one process has multiplied matrices of single and of double precision, its loops over them are several times slower.
 */
const light = [
  'test/{charts,inspection,protocol}/**/*.test.ts',
  'test/engine/{bandits,generators,inspect,metrics,numeric,projection,statistics,stopping,votes}/**/*.test.ts',
  'test/webview/*/**/*.test.ts',
  'test/webview/!(browser*).test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/bundles.ts'],
    testTimeout: 60_000,
    // Chromium and engine processes take long to start on a busy machine.
    hookTimeout: 60_000,
    // By itself it waits for a second, which a busy machine may take to draw a page.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    // By itself it leaves a core free, which of two is half of them; the tests in a browser mostly wait.
    maxWorkers: Math.max(2, availableParallelism()),
    // Its gradients are only in ES modules that Node cannot load by itself.
    server: { deps: { inline: [/@tensorflow/] } },
    projects: [
      // One process for many files: to load their modules anew for each took longer than the tests themselves.
      { extends: true, test: { name: 'light', include: light, exclude: elsewhere, isolate: false } },
      {
        extends: true,
        test: { name: 'rest', include: ['test/**/*.test.ts'], exclude: [...elsewhere, golden, ...light] },
      },
      { extends: true, test: { name: 'golden', include: [golden], exclude: elsewhere } },
    ],
  },
});

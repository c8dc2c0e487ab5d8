import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/e2e/**', 'node_modules/**'],
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
  },
});

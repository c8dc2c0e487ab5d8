import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/e2e/**', 'node_modules/**'],
    testTimeout: 60_000,
    pool: 'forks',
    // Its gradients are only in ES modules that Node cannot load by itself.
    server: { deps: { inline: [/@tensorflow/] } },
  },
});

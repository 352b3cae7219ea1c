import { defineConfig } from 'vitest/config';

const source = (path: string): string => `${import.meta.dirname}/packages/${path}`;

export default defineConfig({
  resolve: {
    // Exact names: a plain string would also catch `@sluice/core/package.json`.
    alias: [
      { find: /^@sluice\/core$/, replacement: source('core/src/index.ts') },
      { find: /^@sluice\/core\/reports$/, replacement: source('core/src/reports.ts') },
      { find: /^@sluice\/core\/testing$/, replacement: source('core/src/testing/index.ts') },
      { find: /^@sluice\/plugin-docker$/, replacement: source('plugin-docker/src/index.ts') },
      { find: /^@sluice\/plugin-github$/, replacement: source('plugin-github/src/index.ts') },
      {
        find: /^@sluice\/plugin-github\/client$/,
        replacement: source('plugin-github/src/client.ts'),
      },
      { find: /^@sluice\/plugin-health$/, replacement: source('plugin-health/src/index.ts') },
      { find: /^@sluice\/plugin-python$/, replacement: source('plugin-python/src/index.ts') },
      { find: /^@sluice\/plugin-security$/, replacement: source('plugin-security/src/index.ts') },
      {
        find: /^@sluice\/plugin-security\/reports$/,
        replacement: source('plugin-security/src/reports.ts'),
      },
      { find: /^@sluice\/preset-python$/, replacement: source('preset-python/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    setupFiles: [`${import.meta.dirname}/test/no-ci-environment.ts`],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globals: false,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: { lines: 90 },
    },
  },
});

import { command, defineConfig } from '@sluice/core';
// By its path, and not as a package, so that nothing has to be built before the gate can be read.
import { node } from './examples/third-party-plugin/src/index.ts';

/** What every check of the sources depends on: the tools and their settings. */
const settings = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig*.json', 'scripts/**'];
const sources = ['packages/**', 'test/**', 'bench/**', 'examples/**', '*.ts', ...settings];
const vitest = ['node', 'scripts/on-node24.mjs', 'node_modules/vitest/vitest.mjs', 'run'];

/** This repository, gated by itself and by the plugin of its own example. Set up first (`npm run setup`). */
export default defineConfig({
  plugins: [
    node({
      lint: { warnings: true, inputs: [...sources, '.oxlintrc.json'] },
      types: { package: 'typescript7', inputs: sources },
      unused: {
        inputs: [...sources, 'knip.json'],
        args: ['--cache', '--cache-location', 'node_modules/.cache/knip'],
      },
      // Every test of the repository; vitest itself has two workers.
      test: {
        inputs: [...sources, 'docs/**', '*.md', '.changeset/**', 'vitest.config.ts', 'ci.lock.json'],
        timeoutMs: 1_500_000,
      },
      // What is installed comes by pnpm, whose lock file npm does not read.
      audit: false,
    }),
  ],
  checks: [
    // Everything is formatted, not the sources alone.
    command('format', ['node', 'scripts/check.mjs', 'format'], {
      fix: ['node', 'scripts/on-node24.mjs', 'node_modules/oxfmt/bin/oxfmt', '--write', '.'],
    }),
    command('architecture', [...vitest, 'test/architecture.test.ts'], {
      inputs: ['packages/*/src/**', 'packages/*/package.json', 'test/**', ...settings],
    }),
  ],
  policy: { required: ['node/*', 'repo/*'] },
});

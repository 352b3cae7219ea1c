import { command, defineConfig } from '@sluice/core';

/** What every check of the sources depends on: the tools and their settings. */
const settings = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig*.json', 'scripts/**'];
const sources = ['packages/**', 'test/**', 'bench/**', 'examples/**', '*.ts', ...settings];
const vitest = ['node', 'scripts/on-node24.mjs', 'node_modules/vitest/vitest.mjs', 'run'];

/** This repository, gated by itself. Set up first (`npm run setup`); the scripts then bring their own Node. */
export default defineConfig({
  checks: [
    command('types', ['node', 'scripts/check.mjs', 'types'], { inputs: sources }),
    command('unused', ['node', 'scripts/check.mjs', 'unused'], { inputs: [...sources, 'knip.json'] }),
    command('lint', ['node', 'scripts/check.mjs', 'lint'], { inputs: [...sources, '.oxlintrc.json'] }),
    // Everything is formatted, not the sources alone.
    command('format', ['node', 'scripts/check.mjs', 'format'], {
      fix: ['node', 'scripts/on-node24.mjs', 'node_modules/oxfmt/bin/oxfmt', '--write', '.'],
    }),
    command('architecture', [...vitest, 'test/architecture.test.ts'], {
      inputs: ['packages/*/src/**', 'packages/*/package.json', 'test/**', ...settings],
    }),
    command(
      'unit',
      [...vitest, '--reporter=default', '--reporter=junit', '--outputFile.junit=.tmp/unit.xml'],
      {
        title: 'every test of the repository',
        inputs: [...sources, 'docs/**', '*.md', 'vitest.config.ts', 'ci.lock.json'],
        report: { junit: '.tmp/unit.xml' },
        // vitest itself has two workers.
        weight: 2,
        timeoutMs: 1_200_000,
      },
    ),
  ],
  policy: { required: ['repo/*'] },
});

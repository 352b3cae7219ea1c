import { mkdir } from 'node:fs/promises';
import { createHarness, tempWorkspace } from '@sluice/core/testing';
import { command } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { github } from '../../src/index.ts';
import { findWorkflows } from '../../src/preflight/find-workflows.ts';
import { preflightChecks } from '../../src/preflight/preflight-checks.ts';
import { CLEAN, UNREADABLE } from './workflows.ts';

describe('the preflight checks', () => {
  it('are not there where no workflow is', async () => {
    await using workspace = await tempWorkspace({ 'a.txt': '', '.github/workflows/readme.md': '' });
    expect(await preflightChecks(workspace.dir)).toEqual([]);
  });

  it('look in the root of the repository, from a config in a folder of it', async () => {
    await using workspace = await tempWorkspace({
      '.github/workflows/ci.yml': CLEAN,
      '.github/workflows/b.yaml': CLEAN,
      'services/orders/ci.config.json': '{}',
    });
    await mkdir(workspace.path('.git'));
    expect(await findWorkflows(workspace.path('services/orders'))).toEqual({
      toRoot: '../../',
      files: ['../../.github/workflows/b.yaml', '../../.github/workflows/ci.yml'],
    });
  });

  it('block when a workflow is no YAML, and nothing else runs', async () => {
    await using harness = await createHarness({
      files: { '.github/workflows/ci.yml': UNREADABLE },
      git: true,
    });
    await harness.program({ name: 'zizmor', cases: [{ exitCode: 1 }], version: '1.32.0' });
    const { report, exitCode } = await harness.runPipeline({
      plugins: [github()],
      checks: [command('other', ['true'])],
      policy: { required: ['github/*', 'repo/*'] },
    });
    expect(exitCode).toBe(1);
    expect(report.results.map(({ id, conclusion, skip }) => [id, conclusion, skip])).toEqual([
      ['github/actionlint', 'errored', undefined],
      ['github/zizmor', 'errored', undefined],
      ['repo/other', 'skipped', 'upstream-failed'],
    ]);
  });
});

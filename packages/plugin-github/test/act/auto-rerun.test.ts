import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seed } from '../fake/state/seed.ts';
import { LOGS } from '../rerun/logs.ts';
import { fakeProcess } from './fake-process.ts';
import { openStage, type Stage } from './stage.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere)
  console.log('act was not run: its wheel is pinned for Linux on x64, so auto-rerun.yml was not executed.');

const CONFIG = `
import { command, defineConfig } from '@sluice/core';
import { github } from '@sluice/plugin-github';

export default defineConfig({ plugins: [github()], checks: [command('lint', ['true'])] });
`;

const seed: Seed = {
  repository: { owner: 'octo', name: 'demo' },
  pulls: [{ branch: 'feat/x', title: 'Add x', fork: 'mallory/demo', sha: 'a'.repeat(40) }],
  runs: [
    {
      id: 7,
      event: 'pull_request',
      branch: 'feat/x',
      sha: 'a'.repeat(40),
      headRepository: 'mallory/demo',
      jobs: [{ name: 'lint', conclusion: 'failure', log: LOGS.npm }],
    },
  ],
};

/** The event as GitHub sends it when a run has ended; of a fork's it names no pull request. */
const ended = (attempt: number, conclusion: string): object => ({
  action: 'completed',
  repository: { full_name: 'octo/demo', default_branch: 'main' },
  workflow_run: {
    id: 7,
    name: 'CI',
    run_attempt: attempt,
    event: 'pull_request',
    status: 'completed',
    conclusion,
    head_sha: 'a'.repeat(40),
    head_branch: 'feat/x',
    head_repository: { full_name: 'mallory/demo' },
    pull_requests: [],
  },
});

let stage: Stage;

describe.runIf(isHere)('auto-rerun.yml under act', () => {
  beforeAll(async () => {
    stage = await openStage();
    stage.begin({ 'ci.config.ts': CONFIG });
  }, 300_000);
  afterAll(() => stage?.close());

  it('runs a failed run again, keeps the ledger, and leaves its second attempt and a success as they are', async () => {
    const fake = await fakeProcess(seed);
    const kept = join(stage.dir, '../kept');
    mkdirSync(kept);
    const env = { ...fake.env, STANDIN_CACHE: kept };
    const first = stage.act('workflow_run', env, ended(1, 'failure'), 'auto-rerun.yml');
    const passed = stage.act('workflow_run', env, ended(1, 'success'), 'auto-rerun.yml');
    const second = stage.act('workflow_run', env, ended(2, 'failure'), 'auto-rerun.yml');
    const { calls, violations, blobRequests, runs, comments } = await fake.end();
    expect(first.code, first.said).toBe(0);
    expect(first.said).toContain('[auto-rerun] attempt 2');
    expect(passed.said).not.toContain('npx --no-install sluice rerun');
    expect(second.code, second.said).toBe(0);
    expect(violations).toEqual([]);
    expect(blobRequests).toEqual([expect.objectContaining({ hasToken: false })]);
    expect(runs).toEqual([{ id: 7, attempts: 2 }]);
    expect(calls.filter(({ method }) => method === 'POST').map(({ operation }) => operation)).toEqual([
      'actions/re-run-workflow-failed-jobs',
      'issues/create-comment',
    ]);
    expect(comments).toEqual([
      expect.objectContaining({ issue: 1, body: expect.stringContaining('[auto-rerun]') }),
    ]);
    const ledger = JSON.parse(readFileSync(join(kept, '.sluice_github/rerun-ledger.json'), 'utf8'));
    expect(ledger).toMatchObject({ entries: [{ runId: 7, decision: 'rerun' }] });
  }, 500_000);
});

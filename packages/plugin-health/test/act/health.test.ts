import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeProcess } from '../../../plugin-github/test/act/fake-process.ts';
import { openStage, type Stage } from '../../../plugin-github/test/act/stage.ts';
import type { RunSeed, Seed } from '../../../plugin-github/test/fake/state/seed.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere)
  console.log('act was not run: its wheel is pinned for Linux on x64, so health.yml was not executed.');

const HOUR_MS = 3_600_000;
const CONFIG = `
import { command, defineConfig } from '@sluice/core';
import { github } from '@sluice/plugin-github';
import { health } from '@sluice/plugin-health';

export default defineConfig({
  plugins: [github(), health({ alert: { mode: 'threshold' }, commit: {} })],
  checks: [command('lint', ['true'])],
});
`;

/** Twenty runs of the last two days, half of them failures: unwell by the threshold alone. */
function seedOf(): Seed {
  const runs = Array.from({ length: 20 }, (_, index): RunSeed => {
    const at = new Date(Date.now() - (3 + 2 * index) * HOUR_MS).toISOString();
    const conclusion = index % 2 === 0 ? 'failure' : 'success';
    const job = { name: 'test', conclusion, startedAt: at, completedAt: at };
    return { id: 100 + index, createdAt: at, startedAt: at, updatedAt: at, jobs: [job] };
  });
  return {
    repository: { owner: 'octo', name: 'demo' },
    workflows: [{ name: 'CI', path: '.github/workflows/ci.yml' }],
    runs,
  };
}

const repository = { full_name: 'octo/demo', default_branch: 'main' };
const ended = {
  action: 'completed',
  repository,
  workflow_run: {
    id: 100,
    name: 'CI',
    run_attempt: 1,
    event: 'push',
    status: 'completed',
    conclusion: 'failure',
    head_sha: 'a'.repeat(40),
    head_branch: 'main',
    head_repository: repository,
    pull_requests: [],
  },
};

let stage: Stage;

describe.runIf(isHere)('health.yml under act', () => {
  beforeAll(async () => {
    stage = await openStage(['plugin-health']);
    stage.begin({ 'ci.config.ts': CONFIG });
  }, 300_000);
  afterAll(() => stage?.close());

  it('collects, opens one issue and commits the report for each of its triggers, and pays for nothing twice', async () => {
    const fake = await fakeProcess(seedOf());
    const kept = join(stage.dir, '../kept');
    mkdirSync(kept);
    const env = { ...fake.env, STANDIN_CACHE: kept };
    const events = [
      ['schedule', { schedule: '17 */6 * * *', repository }],
      ['workflow_run', ended],
      ['workflow_dispatch', { ref: 'refs/heads/main', inputs: null, repository }],
    ] as const;
    for (const [event, payload] of events) {
      const { code, said } = stage.act(event, env, payload, 'health.yml');
      expect(code, said).toBe(0);
      expect(said).toContain('ALERT');
    }
    const { calls, violations, issues, branches } = await fake.end();
    expect(violations).toEqual([]);
    expect(issues.map(({ state }) => state)).toEqual(['open']);
    expect(branches).toContain('heads/ci-health');
    expect(existsSync(join(kept, '.sluice_health/health.db'))).toBe(true);
    // The jobs of each run are read once, whatever starts the workflow after that.
    const ofJobs = calls.filter(
      ({ operation }) => operation === 'actions/list-jobs-for-workflow-run-attempt',
    );
    expect(ofJobs).toHaveLength(20);
    expect(calls.filter(({ operation }) => operation === 'issues/create')).toHaveLength(1);
  }, 500_000);
});

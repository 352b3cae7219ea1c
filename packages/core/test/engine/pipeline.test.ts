import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPipeline } from '../../src/create-pipeline.ts';
import { assertExecuted } from '../../src/engine/execute.ts';
import type { CheckContext } from '../../src/model/check.ts';
import { hashPlan } from '../../src/plan/hash-plan.ts';
import { command } from '../../src/plugin/command.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { exitCode } from '../../src/report/exit-code.ts';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import { checkOf, hostOf, openRig, rogue, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig[Symbol.asyncDispose]());

describe('a pipeline run from a script', () => {
  it('returns the report it leaves on disk, with plan, logs and deliveries beside it', async () => {
    const { report, events } = await rig.run({
      checks: [checkOf('fine'), command('echo', ['echo', 'hello'])],
    });
    const dir = rig.path('.sluice/runs', report.runId);
    expect(parseRunReport(await readFile(`${dir}/report.json`, 'utf8'), 'report.json')).toEqual(report);
    expect(readdirSync(dir).toSorted()).toEqual(
      expect.arrayContaining([
        'deliveries.json',
        'junit.xml',
        'logs',
        'plan.json',
        'report.json',
        'report.md',
      ]),
    );
    expect(await readFile(`${dir}/logs/repo-echo.1.log`, 'utf8')).toContain('hello');
    expect([report.verdict.level, report.end]).toEqual(['pass', 'completed']);
    expect(
      events.map(({ type }) => type).filter((type) => !type.startsWith('check') && type !== 'attempt-ended'),
    ).toEqual(['run-started', 'plan-ready', 'verdict', 'report-ready']);
  });

  it('freezes the report and keeps a history that the next run reads', async () => {
    const { report } = await rig.run({ checks: [checkOf('fine')] });
    expect(Object.isFrozen(report.results[0]?.attempts)).toBe(true);
    await rig.run({ checks: [checkOf('fine')] });
    const lines = (await readFile(rig.path('.sluice/history.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['repo/fine', 'repo/fine']);
  });

  it('never ends the process, and reads neither its environment nor its folder', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(rig.path('elsewhere'));
    vi.stubEnv('SLUICE_STATE_DIR', rig.path('elsewhere'));
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    vi.stubEnv('CI', 'true');
    vi.stubEnv('LEAKED', 'yes');
    const seen = command('sees', ['sh', '-c', 'test -z "$LEAKED" && pwd']);
    const { report } = await rig.run({
      checks: [seen, checkOf('bad', { run: () => Promise.reject(new Error('x')) })],
    });
    vi.unstubAllEnvs();
    cwd.mockRestore();
    expect(report.results.find(({ id }) => id === 'repo/sees')?.conclusion).toBe('success');
    expect(existsSync(rig.path('elsewhere'))).toBe(false);
    expect([report.trigger.event, report.environment.ci, report.environment.node]).toEqual([
      'local',
      false,
      '24.0.0',
    ]);
    expect(exit).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });

  it('is told by its host what started it and when', async () => {
    const env = {
      ...hostOf().env,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      CI: 'true',
    };
    const now = Date.parse('2031-02-03T04:05:06Z');
    const { report } = await rig.run(
      { checks: [checkOf('fine')] },
      { host: hostOf({ env, now: () => now }) },
    );
    expect(report.trigger).toEqual({ event: 'push', ref: 'refs/heads/main' });
    expect(report.environment.ci).toBe(true);
    expect(report.startedAt).toBe('2031-02-03T04:05:06.000Z');
  });

  it('goes on when the caller’s view of events throws', async () => {
    const { report } = await rig.run(
      { checks: [checkOf('fine')] },
      {
        onEvent: () => {
          throw new Error('view');
        },
      },
    );
    expect(exitCode(report)).toBe(0);
  });

  it('masks secrets of its environment in all that it leaves', async () => {
    const env = { ...hostOf().env, DEPLOY_TOKEN: 'hunter2-hunter2' };
    const leak = checkOf('leak', {
      env: ['DEPLOY_TOKEN'],
      run: async ({ exec }: CheckContext) => {
        const { stdout } = await exec('sh', ['-c', 'echo "$DEPLOY_TOKEN"']);
        return { status: 'errored', reason: `it said ${stdout} hunter2-hunter2` };
      },
    });
    const { report } = await rig.run({ checks: [leak] }, { host: hostOf({ env }) });
    const files = readdirSync(rig.path('.sluice/runs', report.runId), { recursive: true, encoding: 'utf8' });
    const texts = await Promise.all(
      files.map((file) => readFile(rig.path('.sluice/runs', report.runId, file), 'utf8').catch(() => '')),
    );
    expect(`${JSON.stringify(report)}${texts.join('')}`).not.toContain('hunter2');
  });
});

describe('an AbortSignal', () => {
  it('ends running checks, and the report still comes', async () => {
    const controller = new AbortController();
    const { report } = await rig.run(
      { checks: [command('slow', ['sleep', '600']), checkOf('after', { needs: ['repo/slow'] })] },
      {
        signal: controller.signal,
        onEvent: ({ type }) => type === 'check-started' && controller.abort('SIGTERM'),
      },
    );
    expect(report).toMatchObject({ end: 'cancelled', signal: 'SIGTERM', verdict: { level: 'block' } });
    expect(report.results.map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'cancelled']);
    expect(exitCode(report)).toBe(143);
    expect(existsSync(rig.path('.sluice/runs', report.runId, 'report.json'))).toBe(true);
  });

  it('leaves reporters their programs, to tell somebody or to clear away what the run began', async () => {
    const controller = new AbortController();
    const said: string[] = [];
    const cleaner = definePlugin({
      name: 'cleaner',
      version: '1.0.0',
      setup: ({ hooks }) =>
        hooks.report.tapPromise('clear', async ({ exec }) => {
          said.push((await exec('echo', ['cleared'])).stdout.trim());
        }),
    })();
    await rig.run(
      { plugins: [cleaner], checks: [command('slow', ['sleep', '600'])] },
      { signal: controller.signal, onEvent: ({ type }) => type === 'check-started' && controller.abort() },
    );
    expect(said).toEqual(['cleared']);
  });

  it('that is aborted from the start runs nothing', async () => {
    const run = vi.fn();
    const { report } = await rig.run({ checks: [checkOf('fine', { run })] }, { signal: AbortSignal.abort() });
    expect(run).not.toHaveBeenCalled();
    expect(report.end).toBe('cancelled');
    expect(exitCode(report)).toBe(130);
  });

  it('with an error for a reason is a crash, not a wish', async () => {
    const controller = new AbortController();
    const { report } = await rig.run(
      { checks: [command('slow', ['sleep', '600'])] },
      {
        signal: controller.signal,
        onEvent: ({ type }) => type === 'check-started' && controller.abort(new Error('late')),
      },
    );
    expect(report.end).toBe('crashed');
    expect(report.problems).toMatchObject([
      { code: 'ENGINE_CRASHED', message: 'Sluice itself failed: late' },
    ]);
    expect(exitCode(report)).toBe(2);
  });
});

describe('what keeps a run from results', () => {
  it('a crash of the engine becomes a report that blocks, with all that is known', async () => {
    let isFirst = true;
    const host = {
      ...hostOf(),
      get cpus(): number {
        if (!isFirst) return 2;
        isFirst = false;
        throw new Error('no processors');
      },
    };
    const { report, events } = await rig.run({ checks: [checkOf('fine')] }, { host });
    expect(report.end).toBe('crashed');
    expect(report.problems).toMatchObject([
      { code: 'ENGINE_CRASHED', message: expect.stringContaining('no processors (at ') },
    ]);
    expect(report.plan.checks).toHaveLength(1);
    expect(report.verdict.level).toBe('block');
    expect(exitCode(report)).toBe(2);
    expect(events.at(-1)?.type).toBe('report-ready');
  });

  it('problems of one phase come together, and nothing runs', async () => {
    const run = vi.fn();
    const { report } = await rig.run({
      checks: [
        checkOf('a', { needs: ['repo/b'], run }),
        checkOf('b', { needs: ['repo/a'] }),
        checkOf('c', { needs: ['repo/x'] }),
      ],
    });
    expect(report.problems.map(({ code }) => code).toSorted()).toEqual(['NEEDS_CYCLE', 'NEEDS_UNKNOWN']);
    expect(run).not.toHaveBeenCalled();
    expect([report.end, exitCode(report)]).toEqual(['problems', 2]);
  });

  it("a script's own config is looked at as a loaded one is", async () => {
    const { report } = await rig.run({ cheks: [] } as object);
    expect(report.problems).toMatchObject([{ code: 'CONFIG_INVALID' }]);
  });

  it('a lock that differs, waivers that are wrong', async () => {
    await writeFile(
      rig.path('ci.waivers.json'),
      JSON.stringify([{ check: 'repo/fine', reason: 'x', owner: 'o', expires: '2020-01-01' }]),
    );
    const { report } = await rig.run({ checks: [checkOf('fine')] });
    expect(report.problems).toMatchObject([{ code: 'WAIVER_INVALID' }]);
  });

  it('no place for evidence is thrown, for there is nowhere to say it', async () => {
    await writeFile(rig.path('file'), '');
    const env = { ...hostOf().env, SLUICE_STATE_DIR: 'file' };
    await expect(rig.run({ checks: [checkOf('fine')] }, { host: hostOf({ env }) })).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
    });
  });

  it('a plan that is not the one it was told to execute', async () => {
    const { report } = await rig.run(
      { checks: [checkOf('fine')] },
      { expectedPlan: { hash: 'f'.repeat(64), file: 'plan.json' } },
    );
    expect(report.problems).toMatchObject([
      { code: 'PLAN_CHANGED', message: expect.stringContaining('plan.json (hash ffffffffffff)') },
    ]);
  });
});

describe('the promise that the plan is the run', () => {
  it('is held against what ran: missing, unplanned and changed entries are PLAN_NOT_EXECUTED', async () => {
    const { report } = await rig.run({ checks: [checkOf('a'), checkOf('b')] }, { ids: ['repo/a'] });
    const { plan, results } = report;
    const faultsOf = (runs: typeof results, checks = plan.checks): string => {
      try {
        assertExecuted({ plan: { ...plan, checks } }, runs);
        return 'none';
      } catch (error) {
        expect((error as { code: string }).code).toBe('PLAN_NOT_EXECUTED');
        return (error as Error).message;
      }
    };
    const byPlan = plan.checks.map(({ id }) => results.find((result) => result.id === id)!);
    expect(hashPlan(plan.checks)).toBe(plan.hash);
    expect(faultsOf(byPlan)).toBe('none');
    expect(faultsOf(byPlan.slice(0, 1))).toContain('2 checks planned, 1 accounted for');
    expect(faultsOf(byPlan.toReversed())).toContain('is not accounted for');
    expect(
      faultsOf(
        byPlan,
        plan.checks.map((check) => ({ ...check, level: 'optional' as const })),
      ),
    ).toContain('the plan changed');
    const [ran] = byPlan.filter(({ attempts }) => attempts.length > 0);
    expect(faultsOf(byPlan.map((one) => ({ ...one, attempts: ran!.attempts })))).toContain(
      'ran although skipped',
    );
    expect(faultsOf(byPlan.map((one) => ({ ...one, attempts: [], skip: undefined })))).toContain('never ran');
  });
});

describe('a pipeline that plans', () => {
  it('starts no check, and says what is there and what is wrong', async () => {
    const run = vi.fn();
    const plugin = rogue(({ hooks }) =>
      hooks.check.tap('adds', ({ add }) => add({ id: 'rogue/x', title: 'x', run })),
    );
    const outcome = await createPipeline({ plugins: [plugin] }).plan({ cwd: rig.dir, host: hostOf() });
    expect(outcome.plan.checks.map(({ id, decision }) => [id, decision])).toEqual([['rogue/x', 'run']]);
    expect(outcome.taps).toMatchObject([{ plugin: 'rogue', hook: 'check', tap: 'adds' }]);
    expect(outcome.currentLock.checks).toHaveLength(1);
    expect(run).not.toHaveBeenCalled();
  });

  it('takes the host of this process when none is given', async () => {
    await mkdir(rig.path('own'));
    const report = await createPipeline({ checks: [checkOf('fine')] }).run({ cwd: rig.path('own') });
    expect(report.environment.node).toBe(process.versions.node);
    const outcome = await createPipeline({ checks: [checkOf('fine')] }).plan({ cwd: rig.path('own') });
    expect(outcome.problems).toEqual([]);
  });
});

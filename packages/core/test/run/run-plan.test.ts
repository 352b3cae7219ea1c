import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/model/check.ts';
import { failure, judge, openRig, success, until, type PartialCheck, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.remove());

const started = () => rig.events.flatMap((event) => (event.type === 'check-started' ? [event.id] : []));
const past = (id: string, durationMs: number): HistoryEntry => ({
  runId: 'r',
  id,
  startedAt: '',
  durationMs,
  conclusion: 'success',
  metrics: {},
});

describe('a plan', () => {
  it('gives one run for each check, in its order', async () => {
    const { runs } = await rig.run([
      { id: 'a/two' },
      { id: 'a/one', skip: 'not-affected' },
      { id: 'a/three', cell: { python: '3.12' } },
    ]);
    expect(runs.map(({ id, skip, attempts }) => [id, skip, attempts.map(({ status }) => status)])).toEqual([
      ['a/two', undefined, ['completed']],
      ['a/one', 'not-affected', []],
      ['a/three@3.12', undefined, ['completed']],
    ]);
  });

  it('tells of every check that it started and ended', async () => {
    await rig.run([{ id: 'a/one' }, { id: 'a/two', skip: 'disabled' }], { jobs: 1 });
    expect(
      rig.events.map(
        (event) =>
          `${event.type} ${'id' in event ? event.id : event.type === 'check-ended' ? event.result.id : ''}`,
      ),
    ).toEqual(['check-ended a/two', 'check-started a/one', 'attempt-ended a/one', 'check-ended a/one']);
    const ended = rig.events.at(-1)!;
    expect(ended.type === 'check-ended' && ended.logs).toEqual([join(rig.runDir, 'logs', 'a-one.1.log')]);
  });

  it('is run to its end whatever a listener throws', async () => {
    const { of } = await rig.run([{ id: 'a/one' }], {
      emit: () => {
        throw new Error('a view that fails');
      },
    });
    expect(of('a/one').attempts).toHaveLength(1);
  });

  it('that names a check nobody added has an errored one', async () => {
    const { of, results } = await rig.run([{ id: 'a/one' }], { checks: new Map() });
    expect(of('a/one').attempts[0]).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('no such check'),
    });
    expect(results.get('a/one')?.conclusion).toBe('errored');
  });

  it('needs a run folder that can be written', async () => {
    await writeFile(join(rig.runDir, 'logs'), '');
    await expect(rig.run([{ id: 'a/one' }])).rejects.toThrow(/STATE_UNWRITABLE/u);
  });

  it('that crashes waits for what it had started', async () => {
    const ended: string[] = [];
    const slow: PartialCheck = {
      id: 'a/slow',
      run: async ({ signal }) => {
        await until(() => signal.aborted);
        ended.push('slow');
        return success;
      },
    };
    const crashing = (planned: Parameters<typeof judge>[0], run: Parameters<typeof judge>[1]) => {
      if (planned.id === 'a/one') throw new Error('judge fell over');
      return judge(planned, run);
    };
    await expect(rig.run([slow, { id: 'a/one' }, { id: 'a/two' }], { judge: crashing })).rejects.toThrow(
      'judge fell over',
    );
    expect(ended).toEqual(['slow']);
    expect(started()).toEqual(['a/slow', 'a/one']);
    expect(rig.time.waiting()).toEqual([]);
  });
});

describe('the order', () => {
  it('is longest first, unknown before all, ties as planned', async () => {
    const ids = ['a/short', 'a/new', 'a/long', 'a/also-short', 'a/other-new'];
    const history = [past('a/short', 10), past('a/long', 900), past('a/also-short', 10)];
    await rig.run(
      ids.map((id) => ({ id })),
      { jobs: 1, history },
    );
    expect(started()).toEqual(['a/new', 'a/other-new', 'a/long', 'a/short', 'a/also-short']);
  });

  it('counts the time of what waits for a check', async () => {
    const history = [past('a/lint', 500), past('a/env', 10), past('a/test', 1000)];
    await rig.run([{ id: 'a/lint' }, { id: 'a/env' }, { id: 'a/test', needs: ['a/env'] }], {
      jobs: 1,
      history,
    });
    expect(started()).toEqual(['a/env', 'a/test', 'a/lint']);
  });

  it('begins with what most others wait for when no time is known', async () => {
    await rig.run([{ id: 'a/lint' }, { id: 'a/env' }, { id: 'a/test', needs: ['a/env'] }], { jobs: 1 });
    expect(started()).toEqual(['a/env', 'a/lint', 'a/test']);
  });

  it('lets a check start only when all it needs has ended', async () => {
    await rig.run([{ id: 'a/c', needs: ['a/b', 'a/a'] }, { id: 'a/b', needs: ['a/a'] }, { id: 'a/a' }], {
      jobs: 4,
    });
    expect(started()).toEqual(['a/a', 'a/b', 'a/c']);
  });
});

describe('a need', () => {
  it.each([
    ['a failure', { run: () => failure }, 'needs a/need, which was failure'],
    [
      'errored',
      { run: () => ({ status: 'errored', reason: 'no tool' }) as const },
      'needs a/need, which was errored',
    ],
    [
      'not permitted',
      { run: () => ({ status: 'skipped', reason: 'fork' }) as const },
      'needs a/need, which was skipped',
    ],
    ['left out', { skip: 'not-selected' as const }, 'needs a/need, which was skipped (not-selected)'],
  ])('that was %s keeps others from running, at any level', async (_name, need, reason) => {
    let ran = 0;
    const { of } = await rig.run([
      { id: 'a/need', level: 'informational', ...need },
      { id: 'a/mid', needs: ['a/need'], run: () => ((ran += 1), success) },
      { id: 'a/end', needs: ['a/mid'], run: () => ((ran += 1), success) },
    ]);
    expect(of('a/mid')).toMatchObject({ skip: 'upstream-failed', attempts: [] });
    expect(of('a/mid').reason).toContain(reason);
    expect(of('a/end')).toMatchObject({
      skip: 'upstream-failed',
      reason: 'needs a/mid, which was skipped (upstream-failed)',
    });
    expect(ran).toBe(0);
  });

  it.each(['not-affected', 'disabled'] as const)('that was skipped as %s does not', async (skip) => {
    const { of } = await rig.run([
      { id: 'a/need', skip },
      { id: 'a/one', needs: ['a/need'] },
    ]);
    expect(of('a/one').attempts[0]?.status).toBe('completed');
  });

  it('that failed and is waived does not', async () => {
    const waiver = { reason: 'known', owner: 'me', expires: '2026-12-31' };
    const waiving: typeof judge = (planned, run) => {
      const result = judge(planned, run);
      return result.conclusion === 'failure' ? { ...result, waiver } : result;
    };
    const { of } = await rig.run(
      [
        { id: 'a/need', run: () => failure, retry: { max: 2, on: ['failure'] } },
        { id: 'a/one', needs: ['a/need'] },
      ],
      { judge: waiving },
    );
    expect(of('a/one').attempts[0]?.status).toBe('completed');
    expect(of('a/need').attempts).toHaveLength(1);
  });

  it('that is not in the plan, or needs its needer, is never taken for done', async () => {
    const { of } = await rig.run([
      { id: 'a/lost', needs: ['a/nowhere'] },
      { id: 'a/b', needs: ['a/c'] },
      { id: 'a/c', needs: ['a/b'] },
    ]);
    expect(of('a/lost')).toMatchObject({
      skip: 'upstream-failed',
      reason: 'needs a/nowhere, which is not in the plan',
    });
    expect(of('a/b').reason).toContain('in a circle');
    expect(of('a/c').skip).toBe('upstream-failed');
  });

  it('hands over its folders and variables, the nearest first, through others', async () => {
    const folders = await Promise.all(
      ['far', 'near'].map(async (name) => {
        await mkdir(join(rig.cwd, name));
        return join(rig.cwd, name);
      }),
    );
    const [far = '', near = ''] = folders;
    const outputs: string[] = [];
    const { of } = await rig.run([
      {
        id: 'a/far',
        run: () => ({ ...success, provides: { path: [far], env: { WHO: 'far', ONLY: 'far' } } }),
      },
      {
        id: 'a/near',
        needs: ['a/far'],
        run: () => ({ ...success, provides: { path: [near], env: { WHO: 'near' } } }),
      },
      { id: 'a/between', needs: ['a/near'] },
      {
        id: 'a/user',
        needs: ['a/between'],
        run: async ({ exec }) => {
          outputs.push((await exec('sh', ['-c', 'echo $WHO $ONLY $PATH'])).stdout);
          return success;
        },
      },
    ]);
    expect(outputs[0]).toMatch(new RegExp(`^near far ${near}:${far}:`, 'u'));
    expect(of('a/near').attempts[0]?.provides).toEqual({ path: [near], env: { WHO: 'near' } });
  });
});

describe('preflight', () => {
  it('is over before anything else starts', async () => {
    const { of } = await rig.run([
      { id: 'a/one' },
      { id: 'a/pre', phase: 'preflight' },
      { id: 'a/pre2', phase: 'preflight', needs: ['a/pre'] },
    ]);
    expect(started()).toEqual(['a/pre', 'a/pre2', 'a/one']);
    expect(of('a/one').attempts).toHaveLength(1);
  });

  it('that is required and no success skips everything else', async () => {
    const { runs } = await rig.run([
      { id: 'a/one' },
      { id: 'a/pre', phase: 'preflight', run: () => failure },
      { id: 'a/two', level: 'optional' },
    ]);
    expect(runs.map(({ skip, reason }) => [skip, reason])).toEqual([
      ['upstream-failed', 'preflight check a/pre was failure'],
      [undefined, undefined],
      ['upstream-failed', 'preflight check a/pre was failure'],
    ]);
  });

  it.each([
    ['is optional', { level: 'optional', run: () => failure } as const],
    ['was not selected', { skip: 'not-selected' } as const],
  ])('that %s does not', async (_name, more) => {
    const { of } = await rig.run([{ id: 'a/pre', phase: 'preflight', ...more }, { id: 'a/one' }]);
    expect(of('a/one').attempts[0]?.status).toBe('completed');
  });

  it('that needs an ordinary check takes it along instead of waiting for ever', async () => {
    await rig.run([
      { id: 'a/one' },
      { id: 'a/need' },
      { id: 'a/pre', phase: 'preflight', needs: ['a/need'] },
    ]);
    expect(started()).toEqual(['a/need', 'a/pre', 'a/one']);
  });
});

describe('fail-fast', () => {
  const hanging: PartialCheck = {
    id: 'a/hanging',
    run: async ({ signal }) => {
      await until(() => signal.aborted);
      return success;
    },
  };

  it('cancels what runs and what waits, and says why', async () => {
    const { of, results } = await rig.run(
      [hanging, { id: 'a/bad', run: () => failure }, { id: 'a/waiting', needs: ['a/hanging'] }],
      { failFast: true },
    );
    expect([...results.values()].map(({ id, conclusion }) => [id, conclusion])).toEqual([
      ['a/bad', 'failure'],
      ['a/hanging', 'cancelled'],
      ['a/waiting', 'cancelled'],
    ]);
    expect(of('a/waiting').attempts).toMatchObject([
      { status: 'cancelled', reason: 'fail-fast: a/bad was failure' },
    ]);
  });

  it('is off when it is not asked for, and does not mind what is optional or planned away', async () => {
    const bad: PartialCheck = { id: 'a/bad', run: () => failure };
    const last = { id: 'a/last' };
    const { of } = await rig.run([bad, last], { jobs: 1 });
    expect(of('a/last').attempts[0]?.status).toBe('completed');
    const other = await rig.run([{ ...bad, level: 'optional' }, { id: 'a/off', skip: 'disabled' }, last], {
      jobs: 1,
      failFast: true,
    });
    expect(other.of('a/last').attempts[0]?.status).toBe('completed');
  });
});

describe('cancellation', () => {
  it('ends what runs, never starts what waits, and records all', async () => {
    const abort = new AbortController();
    const order: string[] = [];
    const check: PartialCheck = {
      id: 'a/running',
      run: async ({ signal, finding }) => {
        finding({ ruleId: 'x/y', message: 'seen before' });
        await until(() => signal.aborted);
        order.push('ended');
        return success;
      },
    };
    const run = rig.run([check, { id: 'a/waiting', run: () => (order.push('waiting ran'), success) }], {
      jobs: 1,
      signal: abort.signal,
    });
    await until(() => started().length > 0);
    abort.abort('SIGINT');
    const { of, results } = await run;
    expect(order).toEqual(['ended']);
    expect(of('a/running').attempts).toMatchObject([
      { status: 'cancelled', reason: 'the run was cancelled: SIGINT' },
    ]);
    expect(of('a/running').attempts[0]?.findings).toHaveLength(1);
    expect(results.get('a/waiting')).toMatchObject({ conclusion: 'cancelled' });
    expect(rig.time.waiting()).toEqual([]);
  });

  it('before the start runs nothing', async () => {
    const { runs } = await rig.run([{ id: 'a/one' }, { id: 'a/two', needs: ['a/one'] }], {
      signal: AbortSignal.abort(),
    });
    expect(runs.map(({ attempts }) => attempts[0]?.reason)).toEqual([
      'the run was cancelled',
      'the run was cancelled',
    ]);
    expect(started()).toEqual([]);
  });

  it('leaves no process behind, not even one that will not end', async () => {
    const abort = new AbortController();
    const pidFile = join(rig.cwd, 'pid');
    // The shell ignores the signal, and what it started inherits that.
    const script = 'trap "" TERM INT; sleep 1000 & echo $! > pid.part; mv pid.part pid; wait';
    const run = rig.run(
      [{ id: 'a/one', run: async ({ exec }) => (await exec('sh', ['-c', script]), success) }],
      { signal: abort.signal },
    );
    await until(() => existsSync(pidFile));
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(process.kill(pid, 0)).toBe(true);
    abort.abort('SIGINT');
    const { of } = await run;
    expect(of('a/one').attempts).toMatchObject([
      { status: 'cancelled', commands: [{ exitCode: null, signal: 'SIGKILL' }] },
    ]);
    expect(await isGone(pid)).toBe(true);
  });
});

/** True when the process has ended, also where nobody has taken notice of its end yet. */
async function isGone(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) return /\) [ZX] /u.test(stat);
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

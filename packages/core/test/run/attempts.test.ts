import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckContext, CheckOutcome } from '../../src/model/check.ts';
import type { TriageEntry } from '../../src/model/report.ts';
import { failure, finding, masking, openRig, success, until, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.remove());

const errored = (reason: string): CheckOutcome => ({ status: 'errored', reason });
const statuses = async (run: Parameters<Rig['run']>[0][number]) => {
  const { of } = await rig.run([run]);
  return of(run.id).attempts.map(({ status, retriedBecause }) =>
    retriedBecause === undefined ? status : `${status} (${retriedBecause})`,
  );
};

describe('a retry', () => {
  it('follows a failure until there is none, at most max times', async () => {
    const outcomes: CheckOutcome[] = [failure, errored('crash'), success];
    const on = ['failure', 'errored'] as const;
    const run = () => outcomes.shift() ?? failure;
    expect(await statuses({ id: 'a/one', retry: { max: 2, on }, run })).toEqual([
      'completed (failure)',
      'errored (errored)',
      'completed',
    ]);
    expect(await statuses({ id: 'a/one', retry: { max: 2, on }, run: () => failure })).toHaveLength(3);
  });

  it('gets the number of the attempt and the outcome before it, findings recorded on the way included', async () => {
    const seen: unknown[] = [];
    const run = ({ attempt, previous, finding: record }: CheckContext): CheckOutcome => {
      seen.push([attempt, previous]);
      if (attempt === 2) throw new Error('fell over');
      if (attempt === 3) return success;
      record({ ruleId: 'x/y', message: 'first' });
      return { ...failure, noRetry: undefined };
    };
    await rig.run([{ id: 'a/one', retry: { max: 2, on: ['failure', 'errored'] }, run }]);
    const first = { ruleId: 'x/y', tool: 'one', kind: 'code', severity: 'medium', message: 'first' };
    expect(seen).toEqual([
      [1, undefined],
      [2, { status: 'completed', findings: [first, finding('bad')] }],
      [3, { status: 'errored', reason: 'fell over', findings: [], metrics: {} }],
    ]);
  });

  it('does not follow where the check says that it would not help', async () => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        retry: { max: 2, on: ['failure'] },
        run: () => ({ ...failure, noRetry: '30 of 40 tests failed' }),
      },
    ]);
    expect(of('a/one').attempts).toMatchObject([
      { status: 'completed', reason: 'not tried again: 30 of 40 tests failed' },
    ]);
  });

  it('waits, and twice as long the next time', async () => {
    const waits: number[] = [];
    const run = rig.run([
      { id: 'a/one', retry: { max: 2, on: ['failure'], backOffMs: 700 }, run: () => failure },
    ]);
    const ended = () => rig.events.filter(({ type }) => type === 'attempt-ended').length;
    for (const attempt of [1, 2]) {
      await until(() => ended() === attempt && rig.time.waiting().some((ms) => ms < 10_000));
      const [ms = 0] = rig.time.waiting().filter((left) => left < 10_000);
      waits.push(ms);
      rig.time.advance(ms);
    }
    expect((await run).of('a/one').attempts).toHaveLength(3);
    expect(waits).toEqual([700, 1400]);
  });

  it('is not waited for when the run is cancelled meanwhile', async () => {
    const abort = new AbortController();
    const retry = { max: 2, on: ['failure'] as const, backOffMs: 700 };
    const run = rig.run([{ id: 'a/one', retry, run: () => failure }], { signal: abort.signal });
    await until(() => rig.events.some(({ type }) => type === 'attempt-ended'));
    abort.abort();
    const { attempts } = (await run).of('a/one');
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).not.toHaveProperty('retriedBecause');
  });

  describe('on what is transient', () => {
    type Cause = Pick<TriageEntry, 'verdict' | 'category'>;
    const entry = (verdict: Cause['verdict']): Cause => ({ verdict, category: 'network' });
    const check = {
      id: 'a/one',
      retry: { max: 1, on: ['transient'] as const },
      run: () => errored('ECONNRESET'),
    };
    const attempts = async (triage?: () => Cause) =>
      (await rig.run([check], { triage })).of('a/one').attempts;

    it('asks triage, and believes only a clear answer', async () => {
      expect((await attempts(() => entry('transient')))[0]?.retriedBecause).toBe('transient: network');
      expect(await attempts(() => entry('unknown'))).toHaveLength(1);
      expect(await attempts(() => entry('persistent'))).toHaveLength(1);
      expect(await attempts()).toHaveLength(1);
    });

    it('does without one that throws', async () => {
      const thrower = () => {
        throw new Error('no rules');
      };
      expect(await attempts(thrower)).toHaveLength(1);
      expect(rig.events).toContainEqual({
        type: 'check-progress',
        id: 'a/one',
        message: 'triage failed: no rules',
      });
    });
  });
});

describe('a deadline', () => {
  it('stops an attempt, and another may follow', async () => {
    const hang = async ({ signal, attempt, log }: CheckContext) => {
      if (attempt === 2) return success;
      log('waiting');
      await until(() => signal.aborted);
      return success;
    };
    const run = rig.run([{ id: 'a/one', timeoutMs: 5000, retry: { max: 1, on: ['timed_out'] }, run: hang }]);
    await until(() => existsSync(join(rig.runDir, 'logs/a-one.1.log')));
    rig.time.advance(5000);
    const { attempts } = (await run).of('a/one');
    expect(attempts).toMatchObject([
      { status: 'timed_out', reason: 'timed out after 5 s', durationMs: 5000, retriedBecause: 'timed_out' },
      { status: 'completed' },
    ]);
    expect(await readFile(join(rig.runDir, attempts[0]!.log), 'utf8')).toBe(
      'waiting\ntimed_out: timed out after 5 s\n',
    );
  });

  it('is ten minutes where none is given', async () => {
    const run = rig.run([{ id: 'a/one', run: () => new Promise<never>(() => undefined) }]);
    await until(() => rig.time.waiting().includes(600_000));
    rig.time.advance(600_000);
    rig.time.advance(2100);
    expect((await run).of('a/one').attempts[0]).toMatchObject({
      status: 'timed_out',
      reason: 'timed out after 600 s; it did not end when asked and was given up',
    });
    expect(rig.time.waiting()).toEqual([]);
  });

  it('keeps what was found, and what a given-up check does later is nobody’s', async () => {
    let later: CheckContext | undefined;
    const { promise, reject } = Promise.withResolvers<never>();
    const run = rig.run([
      {
        id: 'a/one',
        timeoutMs: 10,
        run: (ctx) => {
          later = ctx;
          ctx.finding({ ruleId: 'x/y', message: 'before' });
          return promise;
        },
      },
    ]);
    await until(() => later !== undefined);
    rig.time.advance(10);
    rig.time.advance(2100);
    const { attempts } = (await run).of('a/one');
    later!.finding({ ruleId: 'x/y', message: 'belated' });
    later!.log('belated');
    later!.artifact('after', 'after');
    expect((await later!.exec('sh', ['-c', 'echo belated'])).missing).toBe('the attempt has ended');
    reject(new Error('observed'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(attempts[0]?.findings.map(({ message }) => message)).toEqual(['before']);
    expect(await readFile(join(rig.runDir, attempts[0]!.log), 'utf8')).not.toContain('belated');
  });

  it('counts what a stopped check still said as evidence, never as its outcome', async () => {
    const run = rig.run([
      {
        id: 'a/one',
        timeoutMs: 10,
        run: async ({ signal }) => {
          await until(() => signal.aborted);
          return { ...failure, metrics: { seen: 3 } };
        },
      },
    ]);
    await until(() => rig.time.waiting().includes(10));
    rig.time.advance(10);
    expect((await run).of('a/one').attempts[0]).toMatchObject({
      status: 'timed_out',
      metrics: { seen: 3 },
      findings: [finding('bad')],
    });
  });
});

describe('a slow check', () => {
  it.each([
    ['twice its usual time', 4000, [8000, 16_000]],
    ['three seconds, when it is usually quick', 10, [3000, 6000]],
    ['a minute, when nothing is known', undefined, [60_000, 120_000]],
  ])('is announced after %s, and each time that has doubled', async (_name, usualMs, expected) => {
    const entry = {
      runId: 'r',
      id: 'a/one',
      startedAt: '',
      durationMs: usualMs ?? 0,
      conclusion: 'success',
      metrics: {},
    };
    const { promise, resolve } = Promise.withResolvers<CheckOutcome>();
    const run = rig.run([{ id: 'a/one', run: () => promise }], {
      history: usualMs === undefined ? [] : [entry],
    });
    await until(() => rig.time.waiting().includes(600_000));
    for (const ms of expected) rig.time.advance(ms - (expected[expected.indexOf(ms) - 1] ?? 0));
    resolve(success);
    await run;
    expect(rig.events.flatMap((event) => (event.type === 'check-slow' ? [event.forMs] : []))).toEqual(
      expected,
    );
    expect(rig.time.waiting()).toEqual([]);
  });
});

describe('a run that goes wrong', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      'boom',
    ],
    [
      'throws nothing much',
      () => {
        throw undefined;
      },
      'a rejection with undefined',
    ],
    ['rejects', () => Promise.reject(new Error('boom')), 'boom'],
    ['returns nothing', () => undefined, 'it is undefined, not an object'],
    [
      'records a finding that is none',
      (ctx: CheckContext) => {
        ctx.finding({ ruleId: '', message: 'x' });
      },
      'ruleId is an empty text',
    ],
  ])('because it %s is errored, and says how', async (_name, run, reason) => {
    const { of } = await rig.run([{ id: 'a/one', run: run as () => CheckOutcome }]);
    expect(of('a/one').attempts).toMatchObject([
      { status: 'errored', reason: expect.stringContaining(reason) },
    ]);
    expect(of('a/one').reason).toContain(reason);
  });

  it('keeps the findings recorded before', async () => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: ({ finding: record }) => {
          record({ ruleId: 'x/y', message: 'seen', severity: 'high', kind: undefined, tool: undefined });
          throw new Error('boom');
        },
      },
    ]);
    expect(of('a/one').attempts[0]?.findings).toEqual([
      { ruleId: 'x/y', message: 'seen', severity: 'high', tool: 'one', kind: 'code' },
    ]);
  });

  it('has its secrets masked wherever it is told', async () => {
    const run = ({ log, attempt }: CheckContext): CheckOutcome => {
      log('with hunter2');
      if (attempt === 1) throw new Error('bad hunter2');
      return {
        status: 'completed',
        findings: [finding('hunter2')],
        summary: 'hunter2',
        provides: { env: { A: 'hunter2' } },
      };
    };
    const { of } = await rig.run([{ id: 'a/one', retry: { max: 1, on: ['errored'] }, run }], {
      redactor: masking('hunter2'),
    });
    expect(JSON.stringify(of('a/one'))).not.toContain('hunter2');
    expect(await readFile(join(rig.runDir, 'logs/a-one.1.log'), 'utf8')).toBe('with ***\nerrored: bad ***\n');
  });

  it('has what it came upon masked from then on, in programs, artifacts and other checks too', async () => {
    const token = `ghp_${'made'.repeat(9)}`;
    const run = async ({ cwd, secret, log, exec, artifact }: CheckContext): Promise<CheckOutcome> => {
      secret(token);
      secret('abcd');
      log(`with ${token}, abcd`);
      await exec('printf', ['%s', encodeURIComponent(`to ${token}`)]);
      const binary = Buffer.from(`\0${token}`);
      await writeFile(join(cwd, 'report.txt'), `ü ${token}\n${'x'.repeat(70_000)}${token} é`, 'utf8');
      await writeFile(join(cwd, 'image.bin'), binary);
      artifact('report.txt', 'report.txt');
      artifact('image.bin', 'image.bin');
      return { status: 'completed', findings: [], summary: `at ${token}` };
    };
    const log = ({ log: say }: CheckContext): CheckOutcome => (say(token), success);
    const checks = [
      { id: 'a/one', run },
      { id: 'b/two', needs: ['a/one'], limits: [], run: log },
    ];
    const { of } = await rig.run([{ ...checks[0]!, limits: [] }, checks[1]!], { redactor: masking() });
    const read = (path: string): Promise<string> => readFile(join(rig.runDir, path), 'utf8');
    expect(JSON.stringify([of('a/one'), of('b/two')])).not.toContain(token);
    expect(await read('logs/a-one.1.log')).toContain('with ***, abcd');
    expect(await read('logs/a-one.1.log')).not.toContain(token);
    expect(await read('logs/b-two.1.log')).toBe('***\n');
    const text = await read('artifacts/a-one/report.txt');
    expect(text).toBe(`ü ***\n${'x'.repeat(70_000)}*** é`);
    const kept = of('a/one').artifacts.find(({ name }) => name === 'report.txt');
    expect(kept?.bytes).toBe(Buffer.byteLength(text));
    expect(await readFile(join(rig.runDir, 'artifacts/a-one/image.bin'))).toEqual(Buffer.from(`\0${token}`));
  });

  it('that cannot write its log is no success', async () => {
    await mkdir(join(rig.runDir, 'logs/a-one.1.log'), { recursive: true });
    const { of } = await rig.run([{ id: 'a/one', run: ({ log }) => (log('x'), success) }, { id: 'a/two' }]);
    expect(of('a/one').attempts[0]).toMatchObject({
      status: 'errored',
      reason: expect.stringContaining('STATE_UNWRITABLE'),
    });
    expect(of('a/two').attempts[0]?.status).toBe('completed');
  });
});

describe('an attempt', () => {
  it('counts a finding that was recorded and returned once', async () => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: ({ finding: record }) => {
          const first = record({ ruleId: 'x/y', message: 'first' });
          record({ ruleId: 'x/y', message: 'second' });
          return { status: 'completed', findings: [finding('third'), first] };
        },
      },
    ]);
    expect(of('a/one').attempts[0]?.findings.map(({ message }) => message)).toEqual([
      'first',
      'second',
      'third',
    ]);
  });

  it('records its commands, scope, summary, metrics and tools', async () => {
    const facts = {
      metrics: { coverage: 80 },
      scope: { unit: 'files', seen: 2, missed: 0, detail: [] },
      summary: '2 files',
    };
    const tools = [{ name: 'ruff', version: '1', path: '/bin/ruff' }];
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: async ({ exec }) => {
          await exec('sh', ['-c', 'exit 3']);
          return { ...success, ...facts, tools };
        },
      },
    ]);
    expect(of('a/one').attempts[0]).toMatchObject({
      ...facts,
      tools,
      commands: [{ exitCode: 3, cwd: rig.cwd }],
    });
  });

  it('may say that it is not allowed to look', async () => {
    const { of } = await rig.run([
      { id: 'a/one', run: () => ({ status: 'skipped', reason: 'a fork has no token' }) },
    ]);
    expect(of('a/one')).toMatchObject({
      skip: 'no-permission',
      reason: 'a fork has no token',
      attempts: [{ status: 'skipped' }],
    });
  });

  it('leaves a log, though it printed nothing', async () => {
    const { of } = await rig.run([{ id: 'a/one', cell: { python: '3.12', os: 'a/b' } }]);
    expect(of('a/one@3.12,a/b').attempts[0]?.log).toBe('logs/a-one-3.12,a-b.1.log');
    expect(await readFile(join(rig.runDir, 'logs/a-one-3.12,a-b.1.log'), 'utf8')).toBe('');
  });

  it('ends the programs it did not wait for', async () => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: ({ exec }) => {
          void exec('sleep', ['1000']);
          return success;
        },
      },
    ]);
    const [attempt] = of('a/one').attempts;
    expect(attempt).toMatchObject({ status: 'completed', commands: [{ exitCode: null }] });
  });

  it('sees its own history alone, and the versions of the lock', async () => {
    const entry = (id: string, runId: string) => ({
      id,
      runId,
      startedAt: '',
      durationMs: 1,
      conclusion: 'success',
      metrics: {},
    });
    const seen: unknown[] = [];
    const run = ({ history, lockedTools }: CheckContext) => (
      seen.push(
        history.map(({ runId }) => runId),
        lockedTools,
      ),
      success
    );
    await rig.run(
      [
        { id: 'a/one', run },
        { id: 'a/two', run },
      ],
      {
        jobs: 1,
        history: [entry('a/one', 'r3'), entry('a/other', 'r2'), entry('a/one', 'r1')],
        lockedTools: { ruff: '1.2.3' },
      },
    );
    expect(seen).toEqual([[], { ruff: '1.2.3' }, ['r3', 'r1'], { ruff: '1.2.3' }]);
  });

  it('has a temporary folder that lasts over its retries and is gone afterwards', async () => {
    const contents: string[][] = [];
    let tempDir = '';
    const run = async (ctx: CheckContext) => {
      ({ tempDir } = ctx);
      contents.push(await readdir(tempDir));
      await writeFile(join(tempDir, `attempt-${ctx.attempt}`), '');
      return failure;
    };
    await rig.run([{ id: 'a/one', retry: { max: 1, on: ['failure'] }, run }, { id: 'a/two' }]);
    expect(contents).toEqual([[], ['attempt-1']]);
    expect(existsSync(tempDir)).toBe(false);
  });

  it('has its plugin’s folder in the state folder', async () => {
    const seen: string[] = [];
    await rig.run([{ id: 'a/one', run: ({ stateDir }) => (seen.push(stateDir), success) }]);
    expect(seen).toEqual([join(rig.state.dir, 'a')]);
    expect(existsSync(seen[0]!)).toBe(true);
  });
});

describe('an artifact', () => {
  const keep = async (...files: [name: string, path: string][]) => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: ({ artifact }) => {
          for (const [name, path] of files) artifact(name, path);
          return success;
        },
      },
    ]);
    return of('a/one');
  };

  it('is copied with its size and checksum', async () => {
    await writeFile(join(rig.cwd, 'out.xml'), 'content');
    const { artifacts, attempts } = await keep(
      ['report/junit.xml', 'out.xml'],
      ['absolute', join(rig.cwd, 'out.xml')],
    );
    expect(attempts[0]?.status).toBe('completed');
    const sha256 = createHash('sha256').update('content').digest('hex');
    expect(artifacts).toEqual([
      { name: 'report/junit.xml', path: 'artifacts/a-one/report/junit.xml', bytes: 7, sha256 },
      { name: 'absolute', path: 'artifacts/a-one/absolute', bytes: 7, sha256 },
    ]);
    expect(await readFile(join(rig.runDir, artifacts[0]!.path), 'utf8')).toBe('content');
  });

  it('may come from the temporary folder and the plugin’s, and is taken of the last attempt', async () => {
    const run = async ({ artifact, tempDir, stateDir, attempt }: CheckContext) => {
      await writeFile(join(tempDir, 'a'), `attempt ${attempt}`);
      await writeFile(join(stateDir, 'b'), 'b');
      artifact('a', join(tempDir, 'a'));
      artifact('b', join(stateDir, 'b'));
      return failure;
    };
    const { of } = await rig.run([{ id: 'a/one', retry: { max: 1, on: ['failure'] }, run }]);
    const { artifacts } = of('a/one');
    expect(artifacts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await readFile(join(rig.runDir, artifacts[0]!.path), 'utf8')).toBe('attempt 2');
  });

  it.each([
    ['is missing', 'kept', 'nowhere.xml', 'there is no file nowhere.xml'],
    ['is a folder', 'kept', 'folder', 'it is not a file'],
    ['lies outside', 'kept', '/etc/hostname', 'is outside of the project'],
    ['lies outside by a link', 'kept', 'link', 'is outside of the project'],
    ['goes outside by its name', '../kept', 'out.xml', 'its name is no relative path'],
    ['has no name', '', 'out.xml', 'its name is no relative path'],
    ['is no path', 'kept', 7 as unknown as string, 'was not kept'],
  ])('that %s leaves no success behind', async (_name, name, path, reason) => {
    await writeFile(join(rig.cwd, 'out.xml'), '');
    await mkdir(join(rig.cwd, 'folder'));
    await symlink('/etc/hostname', join(rig.cwd, 'link'));
    const { artifacts, attempts } = await keep([name, path]);
    expect(artifacts).toEqual([]);
    expect(attempts[0]).toMatchObject({ status: 'errored', reason: expect.stringContaining(reason) });
  });

  it('that is missing is a remark where the check did not succeed anyhow', async () => {
    const { of } = await rig.run([
      {
        id: 'a/one',
        run: ({ artifact }) => (artifact('x', 'nowhere'), { status: 'skipped', reason: 'fork' }),
      },
    ]);
    expect(of('a/one').attempts[0]).toMatchObject({
      status: 'skipped',
      reason: expect.stringMatching(/^fork; artifact x/u),
    });
  });
});

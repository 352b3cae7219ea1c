import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PipelineOptions } from '../../../src/create-pipeline.ts';
import type { Check, CheckOutcome } from '../../../src/model/check.ts';
import type { FindingInput } from '../../../src/model/finding.ts';
import type { CheckResult } from '../../../src/model/result.ts';
import { command } from '../../../src/plugin/command.ts';
import { checkOf, hostOf, openRig, type Rig } from '../rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
  write('ci.config.mjs', 'export default {};\n');
  write('src/a.py', 'a = 1\n');
});
afterEach(() => rig[Symbol.asyncDispose]());

function write(path: string, text: string): void {
  mkdirSync(dirname(rig.path(path)), { recursive: true });
  writeFileSync(rig.path(path), text);
}

/** Runs these checks as a config of this folder would be, and gives the results by id. */
async function run(
  checks: readonly Check[],
  options: Partial<PipelineOptions> = {},
): Promise<Readonly<Record<string, CheckResult>> & { readonly notes: readonly string[] }> {
  const { report } = await rig.run({ checks }, { configFile: rig.path('ci.config.mjs'), ...options });
  const results = Object.fromEntries(report.results.map((result) => [result.id.slice(5), result]));
  return Object.assign(results, { notes: report.notes.map(({ message }) => message) }) as never;
}

/** A check that counts how often it ran. */
function counting(
  name: string,
  more: Partial<Check> = {},
): { readonly check: Check; readonly ran: () => number } {
  let times = 0;
  const check = checkOf(name, { inputs: ['src/**'], cache: true, ...more });
  const counted = (ctx: Parameters<Check['run']>[0]): ReturnType<Check['run']> => {
    times += 1;
    return check.run(ctx);
  };
  return { check: { ...check, run: counted }, ran: () => times };
}

const finding = (more: Partial<FindingInput> = {}): FindingInput => ({
  ruleId: 'repo/x',
  tool: 'x',
  kind: 'code',
  severity: 'high',
  message: 'bad',
  ...more,
});

describe('a check that allows a cache', () => {
  it('runs once while nothing it depends on changes, and is shown as what it was', async () => {
    const { check, ran } = counting('lint', {
      limits: [],
      run: async (ctx): Promise<CheckOutcome> => {
        ctx.log('looked at it');
        write('.sluice/repo/report.txt', 'the report');
        ctx.artifact('report.txt', rig.path('.sluice/repo/report.txt'));
        await ctx.exec('true', ['x']);
        return {
          status: 'completed',
          findings: [],
          metrics: { files: 3 },
          scope: { unit: 'files', seen: 3, missed: 0, detail: ['as configured'] },
          summary: '3 files',
        };
      },
    });
    const first = (await run([check]))['lint'] as CheckResult;
    const second = (await run([check]))['lint'] as CheckResult;
    expect(ran()).toBe(1);
    expect(first.cache).toMatchObject({ outcome: 'miss', reason: 'no earlier result of it is known here' });
    expect(second.cache).toMatchObject({ outcome: 'hit', key: first.cache?.key });
    const { cached, cache: _c, startedAt: _s, durationMs: _d, ...shown } = second;
    const { cache: _c1, startedAt: _s1, durationMs: _d1, ...before } = first;
    expect(cached).toBe(true);
    expect(shown).toEqual(before);
    const dir = rig.path('.sluice/runs', readdirSync(rig.path('.sluice/runs')).toSorted().at(-1) ?? '');
    expect(readFileSync(`${dir}/${second.artifacts[0]?.path}`, 'utf8')).toBe('the report');
    expect(readFileSync(`${dir}/${second.attempts[0]?.log}`, 'utf8')).toContain('looked at it');
  });

  it('runs again when an input changed, and says which', async () => {
    const { check, ran } = counting('lint');
    await run([check]);
    write('src/a.py', 'a = 2\n');
    write('src/b.py', '');
    expect((await run([check]))['lint']?.cache?.reason).toBe('src/a.py changed, src/b.py is new');
    write('README.md', 'no input');
    expect((await run([check]))['lint']?.cached).toBe(true);
    write('src/a.py', 'a = 1\n');
    rmSync(rig.path('src/b.py'));
    expect((await run([check]))['lint']?.cached).toBe(true);
    expect(ran()).toBe(2);
  });

  it('runs again when the config, or a file that it imports, changed', async () => {
    write('ci.config.mjs', "import './shared.mjs';\nexport default {};\n");
    write('shared.mjs', 'export const a = 1;\n');
    const { check, ran } = counting('lint');
    await run([check]);
    write('shared.mjs', 'export const a = 2;\n');
    expect((await run([check]))['lint']?.cache?.reason).toBe('the code of the config differs');
    expect(ran()).toBe(2);
  });

  it('runs every time where what decides about it cannot be known', async () => {
    const { check } = counting('lint');
    const reason = async (options: Partial<PipelineOptions>): Promise<string | undefined> => {
      await run([check], options);
      return (await run([check], options))['lint']?.cache?.reason;
    };
    expect(await reason({ configFile: undefined })).toContain('made by a script');
    write('ci.config.mjs', 'await import(`./${"x"}.mjs`);\n');
    expect(await reason({})).toContain('what the config imports is not known');
    write('ci.config.mjs', "import 'no-such-package-here';\n");
    expect(await reason({})).toContain('no-such-package-here');
  });

  it('runs again for another value of a variable that it names, which is stored nowhere', async () => {
    const { check, ran } = counting('lint', { env: ['MODE'] });
    const withMode = (mode: string) => ({ host: hostOf({ env: { ...hostOf().env, MODE: mode } }) });
    await run([check], withMode('a-very-secret-mode'));
    expect((await run([check], withMode('a-very-secret-mode')))['lint']?.cached).toBe(true);
    expect((await run([check], withMode('other')))['lint']?.cache?.reason).toBe('the variable MODE differs');
    expect(ran()).toBe(2);
    const search = spawnSync('grep', ['-r', 'a-very-secret-mode', rig.path('.sluice/cache')]);
    // 1 is grep's word for nothing found.
    expect(search.status).toBe(1);
  });

  it('is judged anew by limits and waivers, for they are no part of its key', async () => {
    const found = counting('lint', {
      run: async (ctx) => ({ status: 'completed', findings: [ctx.finding(finding({ kind: 'format' }))] }),
    });
    const limited = (max: number): Check => ({
      ...found.check,
      limits: [{ rule: 'repo/lint', count: {}, max }],
    });
    // A check of the config with findings runs again, so this one stands for a plugin's.
    const results = [await run([limited(0)]), await run([limited(1)])];
    expect(results.map((one) => one['lint']?.conclusion)).toEqual(['failure', 'success']);
  });

  it.each<[string, Partial<Check>]>([
    ['errored', { run: () => ({ status: 'errored', reason: 'no' }) }],
    ['throws', { run: () => Promise.reject(new Error('no')) }],
    [
      'looked at nothing',
      {
        run: () => ({
          status: 'completed',
          findings: [],
          scope: { unit: 'files', seen: 0, missed: 0, detail: [] },
        }),
      },
    ],
    [
      'has a failed test',
      { run: (ctx) => ({ status: 'completed', findings: [ctx.finding(finding({ kind: 'test' }))] }) },
    ],
    [
      'provides something',
      { run: () => ({ status: 'completed', findings: [], provides: { env: { A: '1' } } }) },
    ],
    ['changes files', { writes: true }],
    ['makes files', { outputs: ['dist/**'] }],
    ['names no inputs', { inputs: undefined }],
    ['does not ask for it', { cache: false }],
    ['is needed by another check', { id: 'repo/needed' }],
  ])('is not reused when it %s', async (_what, more) => {
    const { check, ran } = counting('lint', more);
    const other = checkOf('other', { needs: check.id === 'repo/needed' ? ['repo/needed'] : [] });
    const env = { ...hostOf().env };
    delete (env as Record<string, unknown>)['CI'];
    await run([check, other], { host: hostOf({ env }) });
    await run([check, other], { host: hostOf({ env }) });
    expect(ran()).toBe(2);
  });

  it('is not reused after a retry, whatever it ended as', async () => {
    let attempts = 0;
    const check = checkOf('flaky', {
      inputs: ['src/**'],
      cache: true,
      retry: { max: 1, on: ['failure'] },
      run: async (ctx) => {
        attempts += 1;
        const findings = ctx.attempt === 1 ? [ctx.finding(finding())] : [];
        return { status: 'completed', findings };
      },
    });
    await run([check]);
    await run([check]);
    expect(attempts).toBe(4);
  });

  it('is not kept when a file changed while it ran, also when it was changed back', async () => {
    const { check, ran } = counting('lint', {
      run: async () => {
        write('src/a.py', 'a = 2\n');
        write('src/a.py', 'a = 1\n');
        return { status: 'completed', findings: [] };
      },
    });
    await run([check]);
    await run([check]);
    expect(ran()).toBe(2);
  });

  it('is reused no longer than it stays fresh, nor when a clock went back', async () => {
    const { check, ran } = counting('audit', { freshForMs: 60_000 });
    const at = (ms: number) => ({ host: hostOf({ now: () => Date.now() + ms }) });
    await run([check], at(0));
    expect((await run([check], at(50_000)))['audit']?.cached).toBe(true);
    expect((await run([check], at(120_000)))['audit']?.cache?.reason).toContain('older than the 0 h');
    expect((await run([check], at(-3_600_000)))['audit']?.cache?.reason).toContain('still to come');
    expect(ran()).toBe(3);
  });

  it('depends on what it needs, by the key that this gives of what it provides', async () => {
    let version = '1';
    const environment = checkOf('env', {
      run: async () => ({
        status: 'completed',
        findings: [],
        provides: { env: { FOLDER: `/random/${Math.random()}` }, key: `packages ${version}` },
      }),
    });
    const { check, ran } = counting('tests', { needs: ['repo/env'] });
    await run([environment, check]);
    expect((await run([environment, check]))['tests']?.cached).toBe(true);
    version = '2';
    expect((await run([environment, check]))['tests']?.cache?.reason).toBe('what repo/env provides differs');
    expect(ran()).toBe(2);
  });

  it('is not reused when it needs a check of which nothing is known', async () => {
    const { check, ran } = counting('tests', { needs: ['repo/build'] });
    await run([checkOf('build'), check]);
    const again = await run([checkOf('build'), check]);
    expect(again['tests']?.cache).toMatchObject({ outcome: 'off' });
    expect(again['tests']?.cache?.reason).toContain('it needs repo/build');
    expect(ran()).toBe(2);
  });

  it('runs with --no-cache, and what it says then is kept', async () => {
    const { check, ran } = counting('lint');
    await run([check], { noCache: true });
    expect((await run([check], { noCache: true }))['lint']?.cache).toMatchObject({
      outcome: 'off',
      reason: '--no-cache',
    });
    expect((await run([check]))['lint']?.cached).toBe(true);
    expect(ran()).toBe(2);
  });

  it('adds nothing to the history when it is reused', async () => {
    const { check } = counting('lint');
    await run([check]);
    await run([check]);
    expect(readFileSync(rig.path('.sluice/history.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
  });

  it('runs, with a message, where the cache folder cannot be used', async () => {
    const { check, ran } = counting('lint');
    await run([check]);
    chmodSync(rig.path('.sluice/cache'), 0o777);
    const { notes } = await run([check]);
    expect(notes.join()).toMatch(/no local cache: .* can be written by every user/u);
    expect(ran()).toBe(2);
  });
});

describe('a result of another run', () => {
  const repository = { default_branch: 'main', full_name: 'acme/orders' };
  const inActions = (event: string, ref: string, payload: object) => {
    write('.sluice/event.json', JSON.stringify({ repository, ...payload }));
    const env = {
      ...hostOf().env,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: event,
      GITHUB_REF: ref,
      GITHUB_EVENT_PATH: rig.path('.sluice/event.json'),
    };
    return { host: hostOf({ env }), all: true };
  };
  const onMain = () => inActions('push', 'refs/heads/main', {});
  const inPull = (from: string) =>
    inActions('pull_request', 'refs/pull/7/merge', {
      number: 7,
      pull_request: { number: 7, head: { repo: { full_name: from } } },
    });

  it('counts where it is trusted: never that of a pull request on the default branch, nor that of a laptop in CI', async () => {
    const { check } = counting('lint');
    const cached = async (options: Partial<PipelineOptions>): Promise<boolean> =>
      (await run([check], options))['lint']?.cached === true;
    expect(await cached({})).toBe(false);
    expect(await cached({})).toBe(true);
    expect(await cached(inPull('mallory/orders'))).toBe(false);
    expect(await cached(inPull('mallory/orders'))).toBe(false);
    expect(await cached(inPull('acme/orders'))).toBe(false);
    expect(await cached(inPull('acme/orders'))).toBe(true);
    expect(await cached(onMain())).toBe(false);
    expect(await cached(onMain())).toBe(true);
    expect(await cached(inPull('mallory/orders'))).toBe(true);
  });
});

describe('a command', () => {
  const script = (text: string): void => {
    write('check.sh', `#!/bin/sh\necho run >> ${rig.path('count')}\n${text}\n`);
    chmodSync(rig.path('check.sh'), 0o755);
  };
  const count = (): number => readFileSync(rig.path('count'), 'utf8').trim().split('\n').length;

  it('that names its inputs is run once while it succeeds', async () => {
    script('exit 0');
    const check = command('docs', ['./check.sh'], { inputs: ['src/**'] });
    await run([check]);
    expect((await run([check]))['docs']?.cached).toBe(true);
    expect(count()).toBe(1);
  });

  it('is run again when it failed, when its program changed, and when a lock file did', async () => {
    const check = command('docs', ['./check.sh'], { inputs: ['src/**'] });
    script('exit 3');
    await run([check]);
    await run([check]);
    expect(count()).toBe(2);
    script('exit 0');
    expect((await run([check]))['docs']?.cached).toBeUndefined();
    write('package-lock.json', '{}');
    expect((await run([check]))['docs']?.cache?.reason).toContain('package-lock.json is new');
    expect((await run([check]))['docs']?.cached).toBe(true);
    expect(count()).toBe(4);
  });

  it('is run every time without inputs, and with cache: false', async () => {
    script('exit 0');
    const checks = [
      command('free', ['./check.sh']),
      command('never', ['./check.sh'], { inputs: ['src/**'], cache: false }),
    ];
    await run(checks);
    await run(checks);
    expect(count()).toBe(4);
  });
});

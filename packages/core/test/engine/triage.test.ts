import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { partsTriage } from '../../src/engine/parts-triage.ts';
import type { FailureArgument } from '../../src/hooks/arguments.ts';
import type { CheckContext, CheckOutcome, Retry } from '../../src/model/check.ts';
import type { PlannedCheck } from '../../src/model/plan.ts';
import { command } from '../../src/plugin/command.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { checkOf, openRig, rogue, type Rig } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig[Symbol.asyncDispose]());

/** A name that no resolver knows (RFC 6761): curl says so, and ends with 6. */
const FETCH = ['-sS', 'https://nowhere.invalid/a'] as const;
const SAID = 'curl: (6) Could not resolve host: nowhere.invalid';

/** Fetches as long as `fails`, by a program that is not the project's. */
const fetching =
  (fails: (attempt: number) => boolean) =>
  async ({ exec, attempt }: CheckContext): Promise<CheckOutcome> => {
    if (!fails(attempt)) return { status: 'completed', findings: [] };
    const { exitCode } = await exec('curl', FETCH);
    return { status: 'errored', reason: `curl ended with ${exitCode}` };
  };

const script = async (name: string, lines: readonly string[]): Promise<void> =>
  writeFile(rig.path(name), `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 });

describe('the triage of a run', () => {
  it('says of a command why it failed, with the line of its log, in every report', async () => {
    const { report } = await rig.run({ checks: [command('fetch', ['curl', ...FETCH])] });
    const log = 'logs/repo-fetch.1.log';
    expect(report.triage).toEqual([
      {
        id: 'repo/fetch',
        attempt: 1,
        verdict: 'transient',
        category: 'dns',
        confidence: expect.any(Number),
        why: 'a host name could not be resolved',
        advice: 'rerun once; when it fails the same way again, it is not this',
        isOutside: true,
        log,
        evidence: [{ line: 2, text: SAID, rule: 'curl-dns' }],
      },
    ]);
    const dir = rig.path('.sluice/runs', report.runId);
    expect((await readFile(`${dir}/${log}`, 'utf8')).split('\n')[1]).toBe(SAID);
    const markdown = await readFile(`${dir}/report.md`, 'utf8');
    expect(markdown).toContain('transient, not your code: a host name could not be resolved');
    expect(markdown).toContain(`${log}:2`);
  });

  it('goes to the taps of onFailure', async () => {
    const seen: FailureArgument['triage'][number][] = [];
    const plugin = rogue(({ hooks }) =>
      hooks.onFailure.tapPromise('see', async ({ triage }) => void seen.push(...triage)),
    );
    await rig.run({ plugins: [plugin], checks: [command('fetch', ['curl', ...FETCH])] });
    expect(seen).toMatchObject([{ id: 'repo/fetch', verdict: 'transient' }]);
  });

  it('says nothing where nothing failed, or something only was skipped', async () => {
    const skipped = checkOf('skipped', { run: async () => ({ status: 'skipped', reason: 'no secret' }) });
    const { report } = await rig.run({
      checks: [checkOf('fine'), skipped],
      policy: { optional: ['repo/skipped'] },
    });
    expect(report).not.toHaveProperty('triage');
  });

  it('believes no text of a check that found failing tests', async () => {
    const run = async ({ exec, finding }: CheckContext): Promise<CheckOutcome> => {
      await exec('curl', FETCH);
      const found = finding({
        ruleId: 'pytest/failed',
        tool: 'pytest',
        kind: 'test',
        severity: 'high',
        message: 'ConnectionResetError: ECONNRESET',
        region: 'tests/test_a.py::test_a',
      });
      return { status: 'completed', findings: [found] };
    };
    const { report } = await rig.run({ checks: [checkOf('tests', { run })] });
    expect(report.triage).toMatchObject([
      { verdict: 'persistent', category: 'test', why: 'a test failed', isOutside: false },
    ]);
  });

  it('believes no text of the project’s own programs, whatever their name', async () => {
    await script('own', [`echo '${SAID}'`, 'exit 6']);
    await script('curl', [`echo '${SAID}'`, 'exit 6']);
    const { report } = await rig.run({
      checks: [
        command('own', ['./own']),
        command('named', ['./curl', ...FETCH]),
        command('whole', [rig.path('curl'), ...FETCH]),
        command('shell', ['sh', '-c', `./own; curl ${FETCH.join(' ')}`]),
      ],
    });
    expect(report.triage?.map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 4 }, () => 'persistent'),
    );
  });

  it('reads the script of a shell as it reads that of a step', async () => {
    const { report } = await rig.run({
      checks: [command('shell', ['sh', '-ec', `echo fetching; curl ${FETCH.join(' ')}`])],
    });
    expect(report.triage).toMatchObject([{ verdict: 'transient', category: 'dns' }]);
  });

  it('is not led by a program that prints the line by which the next one is opened', async () => {
    await script('own', [`echo '$ curl -f file:///nowhere/a'`, `echo '${SAID}'`]);
    const run = async ({ exec }: CheckContext): Promise<CheckOutcome> => {
      await exec('./own', []);
      const { exitCode } = await exec('curl', ['-f', 'file:///nowhere/a']);
      return { status: 'errored', reason: `ended with ${exitCode}` };
    };
    const { report } = await rig.run({ checks: [checkOf('two', { run })] });
    expect(report.triage).toMatchObject([{ verdict: 'persistent' }]);
    expect(JSON.stringify(report.triage)).not.toContain('resolve host');
  });

  it('hides the value of a secret in the lines it quotes', async () => {
    const run = async ({ exec, secret }: CheckContext): Promise<CheckOutcome> => {
      await exec('curl', ['-sS', 'https://hush-hush-value.invalid/a']);
      secret('hush-hush-value');
      return { status: 'errored', reason: 'no answer' };
    };
    const { report } = await rig.run({ checks: [checkOf('secret', { run })] });
    expect(report.triage).toMatchObject([{ category: 'dns' }]);
    expect(JSON.stringify(report)).not.toContain('hush-hush-value');
  });

  it('is what the machines said, where a gate decides over their results', () => {
    const planned = { id: 'repo/a' } as PlannedCheck;
    const run = { id: 'repo/a' };
    const entry = { id: 'repo/a', attempt: 1 };
    const part = { results: [run], triage: [entry, { id: 'repo/b', attempt: 1 }] };
    const other = { results: [{ id: 'repo/a' }], triage: [{ id: 'repo/a', attempt: 9 }] };
    expect(partsTriage([{ planned, run }] as never, [other, part] as never)).toEqual([entry]);
    expect(partsTriage([{ planned, run }] as never, [{ results: [run] }] as never)).toBeUndefined();
  });
});

describe('a check that is retried on what is transient', () => {
  const retry: Retry = { max: 1, on: ['transient'] };

  it('passes by its second attempt, and the report keeps why there was one', async () => {
    const check = checkOf('fetch', { retry, run: fetching((attempt) => attempt === 1) });
    const { report } = await rig.run({ checks: [check] });
    const [result] = report.results;
    expect([result?.conclusion, result?.flaky]).toEqual(['success', true]);
    expect(result?.attempts.map(({ retriedBecause }) => retriedBecause)).toEqual([
      'transient: dns',
      undefined,
    ]);
    expect(report.triage).toMatchObject([{ id: 'repo/fetch', attempt: 1, category: 'dns' }]);
  });

  it('has an answer for each attempt, the newest first, when it fails again', async () => {
    const { report } = await rig.run({ checks: [checkOf('fetch', { retry, run: fetching(() => true) })] });
    expect(report.results[0]?.attempts).toHaveLength(2);
    expect(report.triage?.map(({ attempt, log }) => [attempt, log])).toEqual([
      [2, 'logs/repo-fetch.2.log'],
      [1, 'logs/repo-fetch.1.log'],
    ]);
  });

  it('is not tried again for anything else', async () => {
    await script('own', [`echo '${SAID}'`, 'exit 1']);
    const { report } = await rig.run({ checks: [command('own', ['./own'], { retry })] });
    expect(report.results[0]?.attempts).toHaveLength(1);
  });
});

describe('the rules of a project', () => {
  const rule = {
    id: 'grid-lost',
    verdict: 'transient',
    category: 'connection-reset',
    pattern: '^grid: session \\w{1,40} lost',
    source: 'the manual of the grid',
    mustMatch: ['grid: session a1 lost'],
    mustNotMatch: ['grid: session a1 refused'],
  } as const;

  it('are those of its config and of its plugins, whose words for their own checks count', async () => {
    const run = async (): Promise<CheckOutcome> => ({ status: 'errored', reason: 'grid: session a1 lost' });
    const plugin = definePlugin({
      name: 'grid',
      version: '1.0.0',
      failureRules: [rule],
      setup: ({ hooks }) =>
        hooks.check.tap('add', ({ add }) => {
          for (const name of ['one', 'two']) add({ ...checkOf(name, { run }), id: `grid/${name}` });
        }),
    })();
    await script('own', ["echo 'grid: session a1 lost'", 'exit 1']);
    const { report } = await rig.run({
      plugins: [plugin],
      checks: [command('own', ['./own']), checkOf('other', { run })],
      triage: { rules: [{ ...rule, programs: ['own'] }] },
    });
    const said = Object.fromEntries((report.triage ?? []).map((one) => [one.id, one]));
    expect(said['grid/one']).toMatchObject({
      verdict: 'transient',
      evidence: [{ line: 1, text: 'errored: grid: session a1 lost', rule: 'grid/grid-lost' }],
    });
    expect(said['repo/own']).toMatchObject({ verdict: 'transient', evidence: [{ rule: 'repo/grid-lost' }] });
    expect(said['repo/other']).toMatchObject({ evidence: [{ rule: 'repo/grid-lost' }] });
  });

  it('can be disabled', async () => {
    const { report } = await rig.run({
      checks: [command('fetch', ['curl', ...FETCH])],
      triage: { disable: ['curl-dns', 'dns-lookup'] },
    });
    expect(report.triage).toMatchObject([{ verdict: 'persistent', category: 'unclassified' }]);
  });

  it('are all held to their examples before a check starts', async () => {
    const plugin = definePlugin({
      name: 'grid',
      version: '1.0.0',
      failureRules: [{ ...rule, pattern: 'grid.*' }],
      setup: () => {},
    })();
    const { report } = await rig.run({
      plugins: [plugin],
      checks: [checkOf('fine')],
      triage: { rules: [{ ...rule, mustMatch: ['nothing'] }], disable: ['nope'] },
    });
    expect(report.end).toBe('problems');
    expect(report.problems.map(({ code, message }) => [code, message.split(' cannot')[0]])).toEqual([
      ['TRIAGE_RULE_INVALID', 'The triage rule grid-lost of the config'],
      ['TRIAGE_RULE_INVALID', 'The triage rule grid-lost of plugin grid'],
      ['TRIAGE_RULE_INVALID', 'The triage rule nope of the config'],
    ]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/commands/run.ts';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import type { Invocation } from '../../src/cli/verb.ts';
import { commands, openDoor, reportOf, resultOf, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': commands({
      fine: ['true'],
      bad: ['sh', '-c', 'echo nope >&2; exit 3'],
      after: `['true'], { needs: ['repo/bad'] }`,
      gone: ['no-such-program'],
      wish: `['false'], { level: 'optional' }`,
      hint: `['false'], { level: 'informational' }`,
    }),
  });
});
afterAll(() => door[Symbol.asyncDispose]());

/** The verb in this process: its exit code, and the report on its stdout. */
async function runHere(flags: Invocation['flags'], ids: string[] = []) {
  const { invocation, out, err } = invocationIn(door.dir, {
    flags: { json: true, ...flags },
    positionals: ids,
  });
  const code = await run(invocation);
  return { code, out: out(), err: err(), report: () => parseRunReport(out(), 'stdout') };
}

describe('sluice run', () => {
  it('blocks with 1, says why and where, and ends with something to paste', async () => {
    const { code, stdout, stderr } = await door.sluice(['run']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/✗ repo\/bad .*exit code 3/u);
    expect(stdout).toContain('BLOCK   2 reasons');
    expect(stdout).toMatch(/repo\/gone {3}errored, so not clean: no-such-program could not be started/u);
    expect(stdout).toContain('not run because of it: repo/after');
    expect(stdout).toContain("again:  sh -c 'echo nope >&2; exit 3'");
    expect(stdout).toMatch(/sluice waive repo\/bad --until \d{4}-\d\d-\d\d --owner @owner/u);
    expect(stdout).toMatch(/exit 1\n$/u);
  });

  it('with --json prints one document that holds to the schema, and the story on stderr', async () => {
    const ended = await door.sluice(['run', '--json']);
    const report = reportOf(ended);
    expect(ended.code).toBe(1);
    expect(report.results.map(({ id, conclusion }) => [id, conclusion]).toSorted()).toEqual([
      ['repo/after', 'skipped'],
      ['repo/bad', 'failure'],
      ['repo/fine', 'success'],
      ['repo/gone', 'errored'],
      ['repo/hint', 'failure'],
      ['repo/wish', 'failure'],
    ]);
    expect(resultOf(report, 'repo/after').skip).toBe('upstream-failed');
    expect(ended.stderr).toContain('BLOCK   2 reasons');
    const kept = door.path('.sluice/runs', report.runId, 'report.json');
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(JSON.parse(ended.stdout));
  });

  it('of some ids is partial, runs what they need, and exits by those alone', async () => {
    const { code, report } = await runHere({}, ['repo/fine', 'repo/wish']);
    expect(code).toBe(0);
    expect(report().verdict).toMatchObject({ level: 'warn', partial: true });
    expect(resultOf(report(), 'repo/gone').skip).toBe('not-selected');
    const upstream = await runHere({}, ['repo/after']);
    expect(upstream.code).toBe(1);
    expect(resultOf(upstream.report(), 'repo/bad').conclusion).toBe('failure');
  });

  it('says that a partial run is no gate verdict', async () => {
    const { code, stdout } = await door.sluice(['run', 'repo/fine']);
    expect(code).toBe(0);
    expect(stdout).toContain('partial: 1 of 6 checks, not a gate verdict');
  });

  it('leaves out what --skip names, by id and by glob', async () => {
    const { code, report } = await runHere({ skip: ['repo/*a*', 'repo/go*', 'repo/wish'] });
    expect(report().verdict).toMatchObject({ level: 'pass', partial: true });
    expect(code).toBe(0);
  });

  it('takes globs, and passes with a warning where only an optional check failed', async () => {
    const { code, report } = await runHere({}, ['repo/*i*']);
    expect(report().verdict.level).toBe('warn');
    expect(code).toBe(0);
  });

  it('refuses ids that it does not know before anything runs, in the document too', async () => {
    const ended = await door.sluice(['run', 'repo/fien', '--skip', 'repo/bda', '--json']);
    expect(ended.code).toBe(2);
    const { problems, results } = reportOf(ended);
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['CHECK_UNKNOWN', expect.stringContaining('repo/fine')],
      ['CHECK_UNKNOWN', expect.stringContaining('repo/bad')],
    ]);
    expect(results).toEqual([]);
  });

  it('runs as many at once as -j says', async () => {
    const { err } = await runHere({ jobs: '1' }, ['repo/fine']);
    expect(err).toContain('1 at a time');
  });
});

describe('sluice run --profile', () => {
  it('writes where the time went, with the command lines of each attempt', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands({ bad: ['false'] }) });
    expect((await own.sluice(['run', '--profile', 'out/trace.json'])).code).toBe(1);
    const { traceEvents } = JSON.parse(await own.read('out/trace.json')) as {
      readonly traceEvents: readonly { readonly ph: string; readonly name: string; readonly args: object }[];
    };
    const names = traceEvents.filter(({ ph }) => ph === 'X').map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['load the config', 'plan', 'report', 'attempt 1: completed']),
    );
    expect(traceEvents.find(({ name }) => name === 'attempt 1: completed')?.args).toEqual({
      commands: [expect.stringMatching(/ \(\d+ ms\)$/u)],
    });
  });

  it('changes no verdict when it cannot be written, and says so', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands({ bad: ['false'] }), out: 'a file' });
    const { code, stderr } = await own.sluice(['run', '--profile', 'out/trace.json']);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_UNWRITABLE');
  });
});

describe('sluice run --fail-fast', () => {
  it('cancels the rest at the first required check that is no success, and blocks with 1', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({
        bad: `['false'], { exclusive: true }`,
        slow: `['sleep', '600'], { needs: ['repo/fine'] }`,
        fine: ['true'],
      }),
    });
    const ended = await own.sluice(['run', '--fail-fast', '-j', '1', '--json']);
    expect(ended.code).toBe(1);
    expect(reportOf(ended).end).toBe('completed');
    const conclusions = reportOf(ended).results.map(({ conclusion }) => conclusion);
    expect(conclusions).toContain('failure');
    expect(conclusions).toContain('cancelled');
  });
});

describe('sluice run --plan', () => {
  it('executes the plan that `sluice plan --out` wrote, and refuses one of another checkout', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands({ fine: ['true'] }) });
    expect((await own.sluice(['plan', '--out', 'planned'])).code).toBe(0);
    expect((await own.sluice(['run', '--plan', 'planned/plan.json'])).code).toBe(0);
    await own.write({ 'ci.config.mjs': commands({ fine: ['true'], more: ['touch', 'ran'] }) });
    const ended = await own.sluice(['run', '--plan', 'planned/plan.json', '--json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems).toMatchObject([{ code: 'PLAN_CHANGED' }]);
    expect(ended.stderr).toContain('sluice plan --out DIR');
    expect(existsSync(own.path('ran'))).toBe(false);
  });

  it.each([
    ['no JSON', '{'],
    ['no hash', '{"checks":[]}'],
    ['null', 'null'],
  ])('refuses a file that is %s', async (_, text) => {
    await door.write({ 'odd.json': text });
    const { code, out, err } = await runHere({ plan: 'odd.json' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/--plan .*odd\.json cannot be used: [^]*sluice plan --out DIR/u);
  });
});

describe('what a run leaves', () => {
  it('copies its folder to --out, logs included, and writes every --format', async () => {
    const { code, report } = await runHere(
      {
        out: 'kept/run',
        format: ['junit=kept/junit.xml', 'markdown=kept/a/b/report.md', 'json=kept/r.json'],
      },
      ['repo/bad'],
    );
    expect(code).toBe(1);
    expect(parseRunReport(await door.read('kept/run/report.json'), 'out')).toEqual(report());
    expect(await door.read('kept/run/logs/repo-bad.1.log')).toContain('nope');
    expect(await door.read('kept/junit.xml')).toContain('<testsuites');
    expect(await door.read('kept/a/b/report.md')).toContain('repo/bad');
    expect(JSON.parse(await door.read('kept/r.json'))).toEqual(report());
  });

  it('says that a --format file could not be written, and keeps the verdict', async () => {
    const { code, err } = await runHere({ format: ['junit=ci.config.mjs/junit.xml'] }, ['repo/fine']);
    expect(code).toBe(0);
    expect(err).toMatch(/reporting degraded: junit: [^]*a file of that name is in the way/u);
  });

  it('is no success when --out cannot be filled, and stays a block when it was one', async () => {
    const passed = await runHere({ out: 'ci.config.mjs/out' }, ['repo/fine']);
    expect(passed.err).toContain('FILE_UNWRITABLE');
    expect(passed.report().verdict.level).toBe('pass');
    expect(passed.code).toBe(2);
    expect((await runHere({ out: 'ci.config.mjs/out' }, ['repo/bad'])).code).toBe(1);
  });

  it('fills --out and --format when the config cannot be loaded', async () => {
    await using own = await openDoor({});
    const ended = await own.sluice(['run', '--json', '--out', 'o', '--format', 'json=f.json']);
    expect(ended.code).toBe(2);
    expect(reportOf(ended).problems).toMatchObject([{ code: 'CONFIG_NOT_FOUND' }]);
    for (const file of ['o/report.json', 'f.json'])
      expect(JSON.parse(await own.read(file))).toEqual(JSON.parse(ended.stdout));
    expect(await own.read('o/junit.xml')).toContain('CONFIG_NOT_FOUND');
    expect(await own.read('o/report.md')).toContain('sluice init');
  });
});

describe('who reads the document', () => {
  it('may stop reading without a stack trace on stderr', async () => {
    const line = `${process.execPath} ${door.bin} run --json repo/fine; echo "exit $?" >&2`;
    const { stderr } = spawnSync('sh', ['-c', `( ${line} ) | true`], { cwd: door.dir, encoding: 'utf8' });
    expect(stderr).toMatch(/exit 0\n$/u);
    expect(stderr).not.toMatch(/EPIPE|\n +at /u);
  });

  it.runIf(existsSync('/dev/full'))('is told when it is not whole, and never with 0', () => {
    const line = `${process.execPath} ${door.bin} run --json repo/fine >/dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: door.dir, encoding: 'utf8' });
    expect(stderr).toMatch(/stdout could not be written: .*ENOSPC/u);
    expect(status).toBe(2);
  });
});

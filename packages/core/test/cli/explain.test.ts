import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/commands/explain.ts';
import type { Invocation } from '../../src/cli/verb.ts';
import { commands, openDoor, reportOf, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

let door: Door;
let blocked = '';
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': commands({
      fine: ['true'],
      bad: ['sh', '-c', 'exit 3'],
      after: `['true'], { needs: ['repo/bad'] }`,
    }),
  });
  blocked = reportOf(await door.sluice(['run', '--json'])).runId;
});
afterAll(() => door[Symbol.asyncDispose]());

async function explainHere(flags: Invocation['flags'], ids: string[] = [], cwd = door.dir) {
  const { invocation, out, err } = invocationIn(cwd, { flags, positionals: ids });
  return { code: await explain(invocation), out: out(), err: err() };
}

describe('sluice explain', () => {
  it('says why it blocks, and the smallest change that flips it', async () => {
    const { code, stdout, stderr } = await door.sluice(['explain']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^run \w+, plan [0-9a-f]{6}, verdict BLOCK\n/u);
    expect(stdout).toContain('It blocks for 2 reasons');
    expect(stdout).toMatch(/Flips to PASS \(checked\) when\n {2}- /u);
    expect(stdout).toMatch(/cannot wait: sluice waive repo\/bad --until DAY/u);
  });

  it('tells all of one check: level, plan, end, limit, attempts with their command lines', async () => {
    const { code, out } = await explainHere({}, ['repo/bad']);
    expect(code).toBe(0);
    expect(out).toMatch(/level {5}required, from default/u);
    expect(out).toMatch(/planned {3}run: /u);
    expect(out).toMatch(/limit {5}repo\/bad\/findings is 1, limit 0/u);
    expect(out).toMatch(/attempt 1 completed.*log logs\/repo-bad\.1\.log\n {4}\$ sh -c 'exit 3'/u);
    expect(out).toContain('It blocks for 1 reason\n');
    expect(out).not.toContain('repo/fine');
  });

  it('answers by the name of a limit', async () => {
    const { code, out } = await explainHere({}, ['repo/bad/findings']);
    expect(code).toBe(0);
    expect(out).toContain('repo/bad/findings is 1, limit 0');
  });

  it('says what a check needed that did not pass', async () => {
    const { out } = await explainHere({}, ['repo/after']);
    expect(out).toContain('needs     repo/bad');
    expect(out).toMatch(/ended {5}skipped: upstream-failed/u);
  });

  it('prints one document with --json, for one id or all', async () => {
    const { code, out, err } = await explainHere({ json: true }, ['repo/bad']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      runId: blocked,
      checks: [{ id: 'repo/bad' }],
      flip: { isChecked: true },
    });
    expect(document.blocks).toHaveLength(1);
  });

  it('takes an earlier run by --run, and gives a reason for what was skipped once', async () => {
    expect((await door.sluice(['run', 'repo/fine'])).code).toBe(0);
    const { out } = await explainHere({});
    const [line = ''] = out.split('\n').filter((one) => one.startsWith('repo/bad'));
    expect(line.match(/not among the ids/gu)).toHaveLength(1);
    expect((await explainHere({ run: blocked })).out).toContain('verdict BLOCK');
  });

  it.each([[false], [true]])('suggests the id that was meant, with --json %s', async (json) => {
    const { code, out, err } = await explainHere({ json }, ['repo/bda']);
    expect(code).toBe(2);
    expect(err).toMatch(/There is no check repo\/bda\.[^]*Did you mean repo\/bad\?/u);
    if (json) expect(JSON.parse(out)).toMatchObject({ problems: [{ code: 'CHECK_UNKNOWN' }] });
    else expect(out).toBe('');
  });

  it('says to run first where nothing was recorded', async () => {
    await using empty = await openDoor({ 'ci.config.mjs': commands({ fine: ['true'] }) });
    const { code, out, err } = await explainHere({ json: true }, [], empty.dir);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: 'RUN_NOT_FOUND' }] });
    expect(err).toContain('Run `sluice run` first');
  });

  it('takes a damaged run for no evidence', async () => {
    await door.write({ 'torn/report.json': '{"schemaVersion":1' });
    const { code, err } = await explainHere({ run: 'torn' });
    expect(code).toBe(2);
    expect(err).toMatch(/^RUN_UNREADABLE: .*torn\/report\.json cannot be read/u);
  });
});

describe('sluice explain of a check that was skipped as not affected', () => {
  it('answers with the proof: the base, how many files were looked at, and for which globs', async () => {
    await using there = await openDoor({
      'ci.config.mjs': commands({
        lint: `['true'], { inputs: ['src/**', '!src/gen/**'] }`,
        docs: `['true'], { inputs: ['docs/**'] }`,
      }),
      '.gitignore': 'node_modules\n.sluice\n',
      'docs/b.txt': 'b',
    });
    there.git('init', '-q');
    there.git('add', '.');
    there.git('commit', '-qm', 'first');
    const base = there.git('rev-parse', 'HEAD').trim();
    await there.write({ 'docs/b.txt': 'changed', 'README.md': '' });
    expect((await there.sluice(['run'])).code).toBe(0);
    const { out } = await explainHere({}, ['repo/lint'], there.dir);
    expect(out).toContain(
      `planned   skip: none of 2 changed files since ${base.slice(0, 7)} matches src/**, !src/gen/**`,
    );
    expect(out).toContain(`base      ${base}\n`);
    expect(out).toContain('looked at 2 changed files, none of which matches\n    src/**\n    !src/gen/**\n');
    const { out: json } = await explainHere({ json: true }, ['repo/lint'], there.dir);
    expect(JSON.parse(json)).toMatchObject({
      checks: [{ id: 'repo/lint', proof: { base, files: 2, inputs: ['src/**', '!src/gen/**'] } }],
    });
  });
});

describe('sluice explain of a check that is retried for its cause', () => {
  it('says when it is, that it was, and why it failed with the line of its log', async () => {
    await using there = await openDoor({
      'ci.config.mjs': commands({
        fetch: `['curl', '-sS', 'https://nowhere.invalid/a'], { retry: { max: 1, on: ['transient'] } }`,
      }),
    });
    const planned = await there.sluice(['plan']);
    expect(planned.stdout).toMatch(/→ repo\/fetch .*; 1 more attempt after a transient cause\n/u);
    expect((await there.sluice(['run'])).stdout).toContain('transient, not your code: a host name could not');
    const { out } = await explainHere({}, ['repo/fetch'], there.dir);
    expect(out).toContain('  retry     1 more attempt after a transient cause\n');
    expect(out).toContain('    again, for transient: dns\n');
    expect(out).toContain('  why       transient, not your code: a host name could not be resolved');
    expect(out).toContain('    logs/repo-fetch.2.log:2  curl: (6) Could not resolve host: nowhere.invalid\n');
  });
});

import { cp, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gate } from '../../src/cli/commands/gate.ts';
import { parseRunReport } from '../../src/report/run-report-schema.ts';
import type { Invocation } from '../../src/cli/verb.ts';
import { commands, openDoor, reportOf, resultOf, tapping, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

const checks = { lint: ['true'], unit: ['true'], wish: `['false'], { level: 'optional' }` } as const;

let door: Door;
beforeAll(async () => {
  door = await openDoor({ 'ci.config.mjs': commands(checks) });
  expect((await door.sluice(['plan', '--out', 'parts/plan'])).code).toBe(0);
  expect((await door.sluice(['run', 'repo/lint', '--out', 'parts/leg-1'])).code).toBe(0);
  expect((await door.sluice(['run', 'repo/unit', 'repo/wish', '--out', 'parts/leg-2'])).code).toBe(0);
});
afterAll(() => door[Symbol.asyncDispose]());

async function gateHere(from: readonly string[], flags: Invocation['flags'] = {}, cwd = door.dir) {
  const { invocation, out, err } = invocationIn(cwd, { flags: { json: true, from, ...flags } });
  const code = await gate(invocation);
  return { code, out: out(), err: err(), report: () => parseRunReport(out(), 'stdout') };
}

describe('sluice gate', () => {
  it('decides from a complete set of parts, as one document', async () => {
    const ended = await door.sluice(['gate', '--from', 'parts', '--json']);
    expect(ended.code).toBe(0);
    const report = reportOf(ended);
    expect(report.verdict.level).toBe('warn');
    expect(report.verdict.partial).toBeUndefined();
    expect(report.results.map(({ id }) => id).toSorted()).toEqual(['repo/lint', 'repo/unit', 'repo/wish']);
  });

  it('reads of a part what its machine was told to run, and holds nothing else of it to the schema', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands(checks) });
    await cp(door.path('parts'), own.path('parts'), { recursive: true });
    const file = own.path('parts/leg-1/report.json');
    const report = JSON.parse(await readFile(file, 'utf8'));
    const broken = (level: string) => ({
      id: 7,
      skip: 'not-selected',
      conclusion: 'skipped',
      attempts: [],
      level,
    });
    await writeFile(file, JSON.stringify({ ...report, results: [...report.results, broken('no level')] }));
    expect((await gateHere(['parts'], {}, own.dir)).code).toBe(0);
    // What is not selected and was run all the same, or planned to, is not left out.
    for (const claim of [
      { skip: undefined, conclusion: 'success' },
      { conclusion: 'failure' },
      { attempts: [{}] },
      { attempts: 1 },
    ]) {
      const claiming = { ...broken('required'), ...claim };
      await writeFile(file, JSON.stringify({ ...report, results: [...report.results, claiming] }));
      expect((await gateHere(['parts'], {}, own.dir)).out).toContain('RUN_UNREADABLE');
    }
    const [planned] = report.plan.checks.filter(({ decision }: { decision: string }) => decision === 'skip');
    const looser = { ...planned, level: 'informational', decision: 'run' };
    const plan = { ...report.plan, checks: [...report.plan.checks, looser] };
    await writeFile(file, JSON.stringify({ ...report, plan }));
    const gated = await gateHere(['parts'], {}, own.dir);
    expect(gated.code).toBe(1);
    expect(gated.out).toContain('was planned there with another level');
  });

  it('shows what reporters said, and what they could not deliver', async () => {
    await using own = await openDoor({
      'ci.config.mjs': tapping('report', "argument.log('sent\\n it'); throw new Error('no network')"),
    });
    await own.sluice(['plan', '--out', 'all/plan']);
    const run = await own.sluice(['run', '--out', 'all/run']);
    const gated = await own.sluice(['gate', '--from', 'all']);
    expect([run.code, gated.code]).toEqual([0, 0]);
    for (const { stdout } of [run, gated]) {
      expect(stdout).toContain('told      rogue: sent it');
      expect(stdout).toMatch(/warning +reporting degraded: rogue misbehave: no network/u);
    }
  });

  it('calls onFailure once when it blocks, which the legs of a fan-out cannot do for the whole', async () => {
    await using own = await openDoor({
      'ci.config.mjs': tapping(
        'onFailure',
        'argument.note(`blocked by ${argument.results.map(({ id }) => id)}`)',
      ).replace("['true']", "['false']"),
    });
    await own.sluice(['plan', '--out', 'all/plan']);
    await own.sluice(['run', '--out', 'all/run']);
    const report = reportOf(await own.sluice(['gate', '--from', 'all', '--json']));
    expect(report.verdict.level).toBe('block');
    expect(report.notes).toEqual([{ source: 'rogue', message: 'blocked by repo/fine' }]);
  });

  it('agrees with one run when the plan was shared out over machines by its matrix', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands(checks) });
    const { stdout } = await own.sluice(['plan', '--out', 'all/plan', '--github-matrix']);
    const { include } = JSON.parse(/^matrix=(.*)$/mu.exec(stdout)?.[1] ?? '') as {
      include: readonly { readonly slug: string; readonly checks: string }[];
    };
    expect(include.map(({ checks: ids }) => ids)).toEqual(['repo/lint', 'repo/unit', 'repo/wish']);
    for (const { slug, checks: ids } of include) {
      const leg = await own.sluice([
        'run',
        '--plan',
        'all/plan/plan.json',
        '--out',
        `all/${slug}`,
        ...ids.split(' '),
      ]);
      expect(leg.code).toBe(0);
    }
    const gated = reportOf(await own.sluice(['gate', '--from', 'all', '--json']));
    const alone = reportOf(await own.sluice(['run', '--json']));
    expect(gated.plan).toEqual(alone.plan);
    expect(gated.verdict).toEqual(alone.verdict);
    await own.write({ 'ci.config.mjs': commands({ ...checks, more: ['true'] }) });
    const stale = await own.sluice(['run', '--plan', 'all/plan/plan.json', '--json', 'repo/lint']);
    expect(stale.code).toBe(2);
    expect(reportOf(stale).problems).toMatchObject([{ code: 'PLAN_CHANGED' }]);
  });

  it('passes a plan in which nothing is affected, by the proof of its own plan', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({
        lint: `['true'], { inputs: ['src/**'] }`,
        docs: `['true'], { inputs: ['docs/**'] }`,
      }),
      '.gitignore': 'node_modules\n.sluice\nall\n',
      'src/a.txt': 'a',
      'docs/b.txt': 'b',
    });
    const commit = (...files: readonly string[]): void => {
      own.git('add', ...files);
      own.git('commit', '-qm', 'more');
    };
    own.git('init', '-q');
    commit('.');
    own.git('checkout', '-qb', 'topic');
    await own.write({ 'README.md': 'more' });
    commit('README.md');
    const base = ['--base', 'main'];
    await own.sluice(['plan', '--out', 'all/plan', ...base]);
    const none = reportOf(await own.sluice(['gate', '--from', 'all/plan', '--json', ...base]));
    expect(none.verdict).toMatchObject({ level: 'pass' });
    expect(none.verdict.partial).toBeUndefined();
    expect(none.results.map(({ skip }) => skip)).toEqual(['not-affected', 'not-affected']);

    await own.write({ 'docs/b.txt': 'changed' });
    commit('docs/b.txt');
    await own.sluice(['plan', '--out', 'all/plan', ...base]);
    expect((await own.sluice(['gate', '--from', 'all/plan', ...base])).code).toBe(1);
    const leg = ['run', 'repo/docs', '--plan', 'all/plan/plan.json', '--out', 'all/docs', ...base];
    expect((await own.sluice(leg)).code).toBe(0);
    const some = reportOf(await own.sluice(['gate', '--from', 'all', '--json', ...base]));
    expect(some.verdict).toMatchObject({ level: 'pass' });
    expect(some.verdict.partial).toBeUndefined();
    expect(resultOf(some, 'repo/lint').skip).toBe('not-affected');
  });

  it('draws the same for people', async () => {
    const { code, out } = await gateHere(['parts'], { json: false });
    expect(code).toBe(0);
    expect(out).toMatch(/✓ repo\/lint[^]*PASS with 1 warning/u);
  });

  it('blocks when a part is missing: no evidence is never a pass', async () => {
    const { code, report } = await gateHere(['parts/leg-1']);
    expect(code).toBe(1);
    expect(report().verdict.objections).toContainEqual(
      expect.objectContaining({ level: 'block', checkId: 'repo/unit' }),
    );
  });

  it('takes the worse of two results for one check', async () => {
    await cp(door.path('parts'), door.path('twice'), { recursive: true });
    const file = door.path('twice/leg-1/report.json');
    const report = JSON.parse(await readFile(file, 'utf8'));
    const lint = report.results.find(({ id }: { id: string }) => id === 'repo/lint');
    Object.assign(lint, { conclusion: 'errored', reason: 'it crashed' });
    Object.assign(lint.attempts[0], { status: 'errored', reason: 'it crashed' });
    await cp(door.path('parts/leg-1'), door.path('twice/leg-3'), { recursive: true });
    await writeFile(file, JSON.stringify(report));
    const decided = await gateHere(['twice']);
    expect(decided.code).toBe(1);
    expect(resultOf(decided.report(), 'repo/lint').conclusion).toBe('errored');
  });

  describe('over the attempts of one CI run', () => {
    const leg = async (name: string, changes: { crashed?: boolean; trigger?: object; end?: string }) => {
      const report = JSON.parse(await readFile(door.path('parts/leg-1/report.json'), 'utf8'));
      const lint = report.results.find(({ id }: { id: string }) => id === 'repo/lint');
      if (changes.crashed === true) {
        Object.assign(lint, { conclusion: 'errored', reason: 'it crashed' });
        Object.assign(lint.attempts[0], { status: 'errored', reason: 'it crashed' });
      }
      Object.assign(report.trigger, { run: '77' }, changes.trigger);
      if (changes.end !== undefined) report.end = changes.end;
      await door.write({ [`${name}/report.json`]: JSON.stringify(report) });
      return name;
    };
    it('takes the result of the newest attempt, whatever an older one says', async () => {
      const first = await leg('attempts/1', { crashed: true, trigger: { attempt: 1 }, end: 'cancelled' });
      const second = await leg('attempts/2', { trigger: { attempt: 2 } });
      const decided = await gateHere([first, second, 'parts/leg-2']);
      expect(resultOf(decided.report(), 'repo/lint').conclusion).toBe('success');
      expect(decided.code).toBe(0);
    });

    it('takes it when it is the worse one, too', async () => {
      const first = await leg('worse/1', { trigger: { attempt: 1 } });
      const second = await leg('worse/2', { crashed: true, trigger: { attempt: 2 } });
      expect((await gateHere([first, second, 'parts/leg-2'])).code).toBe(1);
    });

    it('lets a part that names no attempt count with the newest', async () => {
      const unnamed = await leg('unnamed/1', { crashed: true });
      const second = await leg('unnamed/2', { trigger: { attempt: 2 } });
      expect((await gateHere([unnamed, second, 'parts/leg-2'])).code).toBe(1);
    });

    it('blocks an attempt that was cut short and that no newer one replaces', async () => {
      const second = await leg('cut/2', { trigger: { attempt: 2 }, end: 'cancelled' });
      const decided = await gateHere([second, 'parts/leg-2']);
      expect(decided.report().verdict.objections).toContainEqual(
        expect.objectContaining({ rule: 'part', message: expect.stringContaining('was cancelled') }),
      );
    });

    it('blocks a part of another run', async () => {
      const own = await leg('runs/own', { trigger: { attempt: 1 } });
      const other = await leg('runs/other', { trigger: { run: '78', attempt: 1 } });
      const decided = await gateHere([own, other, 'parts/leg-2']);
      expect(decided.code).toBe(1);
      expect(decided.report().verdict.objections).toContainEqual(
        expect.objectContaining({ rule: 'part', message: expect.stringContaining('it is of run 78') }),
      );
    });

    it('knows run and attempt from the environment of Actions', async () => {
      const env = {
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: 'push',
        GITHUB_RUN_ID: '4242',
        GITHUB_RUN_ATTEMPT: '3',
      };
      const ended = await door.sluice(['run', 'repo/lint', '--json'], env);
      expect(reportOf(ended).trigger).toEqual({ event: 'push', run: '4242', attempt: 3 });
      const odd = await door.sluice(['run', 'repo/lint', '--json'], { ...env, GITHUB_RUN_ID: '1;x' });
      expect(reportOf(odd).trigger).toEqual({ event: 'push', attempt: 3 });
    });
  });

  it('refuses the plan of another checkout', async () => {
    await using own = await openDoor({ 'ci.config.mjs': commands({ ...checks, more: ['true'] }) });
    const { code, report } = await gateHere([door.path('parts')], {}, own.dir);
    expect(code).toBe(2);
    expect(report().problems).toMatchObject([{ code: 'PLAN_CHANGED' }]);
  });

  it('blocks a part whose check had another gate there', async () => {
    await using own = await openDoor({
      'ci.config.mjs': commands({ ...checks, unit: `['true'], { level: 'optional' }` }),
    });
    const { code, report } = await gateHere(
      [door.path('parts/leg-1'), door.path('parts/leg-2')],
      {},
      own.dir,
    );
    expect(code).toBe(1);
    expect(report().verdict.objections).toContainEqual(
      expect.objectContaining({
        rule: 'part',
        message: expect.stringContaining('repo/unit was planned there'),
      }),
    );
  });

  it.each([
    ['a folder that is not there', ['nowhere'], 'FOLDER_NOT_FOUND'],
    ['a folder without runs', ['node_modules'], 'RUN_NOT_FOUND'],
    ['a damaged report', ['torn'], 'RUN_UNREADABLE'],
    ['a damaged plan', ['torn-plan'], 'RUN_UNREADABLE'],
  ])('refuses %s, in the document too', async (_, from, problem) => {
    await door.write({ 'torn/a/report.json': '{', 'torn-plan/plan.json': '{"hash":7}' });
    const { code, out, err } = await gateHere(from);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: problem }] });
    expect(err).toContain(problem);
  });

  it('takes another day for now by --at', async () => {
    const { code, report } = await gateHere(['parts'], { at: '2031-02-03' });
    expect({ code, startedAt: report().startedAt }).toEqual({
      code: 0,
      startedAt: '2031-02-03T00:00:00.000Z',
    });
  });
});

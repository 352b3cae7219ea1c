import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { resolvePolicy } from '../../../src/engine/read-committed.ts';
import { openPolicy } from '../../../src/engine/simulate/other-policy.ts';
import { simulateRun, type SimulatedRun } from '../../../src/engine/simulate/simulate-run.ts';
import type { Check } from '../../../src/model/check.ts';
import type { RunReport } from '../../../src/model/report.ts';
import { checkOf, openRig, rogue, type Rig } from '../rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig[Symbol.asyncDispose]());

async function simulated(report: RunReport, config: Config): Promise<SimulatedRun> {
  const policy = resolvePolicy(config.policy ?? {}, config.waivers ?? []);
  const other = await openPolicy(config, { cwd: tmpdir(), env: {}, policy });
  return (await simulateRun(report, other)).run;
}

const finding = { ruleId: 'x/high', message: 'grave', severity: 'high', kind: 'code' } as const;

/** Finds so many grave things, and measures what it is told. */
function finds(name: string, count: number, more: Partial<Check> = {}, metrics = {}): Check {
  return checkOf(name, {
    run: (ctx) => {
      for (let index = 0; index < count; index += 1)
        ctx.finding({ ...finding, location: { path: `src/${index}.ts`, line: 1 } });
      return { status: 'completed', findings: [], metrics };
    },
    ...more,
  });
}

const passing = checkOf('fine');
const failing = finds('bad', 1);

describe('the same policy', () => {
  it.each<[string, Config]>([
    ['a pass', { checks: [passing] }],
    ['a block', { checks: [passing, failing] }],
    ['a need that failed', { checks: [failing, checkOf('after', { needs: ['repo/bad'] })] }],
    ['a preflight check that failed', { checks: [finds('first', 1, { phase: 'preflight' }), passing] }],
    [
      'a limit over several checks, one of which crashed',
      {
        checks: [finds('a', 1, { limits: [] }), checkOf('b', { run: () => Promise.reject(new Error('x')) })],
        policy: { limits: [{ rule: 'repo/all', count: {}, max: 5, over: ['repo/*'] }] },
      },
    ],
    [
      'a metric that was never measured',
      { checks: [checkOf('m', { limits: [{ rule: 'repo/m', metric: 'm', max: 1 }] })] },
    ],
    [
      'an objection of a plugin',
      {
        plugins: [
          rogue(({ hooks }) => hooks.gate.tap('x', ({ block }) => block({ rule: 'r', message: 'm' }))),
        ],
        checks: [passing],
      },
    ],
    ['a check that is disabled', { checks: [passing, checkOf('off', { disabled: 'by hand' })] }],
  ])('changes nothing about %s', async (_what, config) => {
    const { report } = await rig.run(config);
    expect(await simulated(report, config)).toMatchObject({
      outcome: 'unchanged',
      recorded: { level: report.verdict.level },
      simulated: { level: report.verdict.level },
      gained: [],
      lost: [],
      because: [],
      notRecorded: [],
      notInConfig: [],
    });
  });

  it('changes nothing about what fail-fast cancelled', async () => {
    const waits = checkOf('waits', {
      run: async ({ signal }) => {
        await new Promise((done) => signal.addEventListener('abort', done));
        return { status: 'completed', findings: [] };
      },
    });
    const config = { checks: [waits, failing] };
    const { report } = await rig.run(config, { failFast: true });
    expect(report.results.map(({ conclusion }) => conclusion).toSorted()).toEqual(['cancelled', 'failure']);
    expect(await simulated(report, config)).toMatchObject({ outcome: 'unchanged', because: [] });
    // Without the failure nothing would have been cancelled, and nobody knows what it would have found.
    const eased = await simulated(report, { ...config, policy: { optional: ['repo/bad'] } });
    expect(eased).toMatchObject({ outcome: 'undecided', because: ['repo/waits did not run (cancelled)'] });
  });
});

describe('a stricter policy', () => {
  it('blocks for a limit of one check, and says by how much', async () => {
    const { report } = await rig.run({
      checks: [finds('scan', 3, { limits: [{ rule: 'repo/high', count: {}, max: 5 }] })],
    });
    const run = await simulated(report, {
      checks: [finds('scan', 3, { limits: [{ rule: 'repo/high', count: {}, max: 5 }] })],
      policy: { limits: [{ rule: 'repo/high', count: {}, max: 2 }] },
    });
    expect(run).toMatchObject({
      outcome: 'to-block',
      gained: [{ rule: 'required-check', checkId: 'repo/scan', measured: 3, limit: 2 }],
    });
  });

  it('blocks for a limit over several checks, for a level, and for what a plugin objects now', async () => {
    const checks = [finds('a', 2, { limits: [] }), finds('b', 2, { level: 'optional' })];
    const { report } = await rig.run({ checks });
    expect(report.verdict.level).toBe('warn');
    const run = await simulated(report, {
      checks,
      plugins: [
        rogue(({ hooks }) =>
          hooks.gate.tap('x', ({ results, policy, block }) =>
            block({
              rule: 'rogue/size',
              message: `${results.length} results, ${policy.limits.length} limit`,
            }),
          ),
        ),
      ],
      policy: { required: ['repo/b'], limits: [{ rule: 'repo/all', count: {}, max: 1, over: ['repo/*'] }] },
    });
    expect(run.outcome).toBe('to-block');
    expect(run.gained.map(({ source, rule, measured }) => [source, rule, measured])).toEqual([
      ['gate', 'repo/all', 2],
      ['rogue', 'rogue/size', undefined],
      ['gate', 'required-check', 2],
    ]);
    expect(run.gained[1]?.message).toBe('2 results, 1 limit');
  });

  it('blocks where it has no waiver of what was waived, and only from the day on that it ended', async () => {
    const waiver = { check: 'repo/bad', reason: 'until it is mended', owner: '@ann' };
    const today = new Date().toISOString().slice(0, 10);
    const config = { checks: [failing], waivers: [{ ...waiver, expires: today }] };
    const { report } = await rig.run(config);
    expect((await simulated(report, config)).outcome).toBe('unchanged');
    expect((await simulated(report, { checks: [failing] })).outcome).toBe('to-block');
    const later = { ...report, startedAt: new Date(Date.now() + 86_400_000).toISOString() };
    expect((await simulated(later, config)).gained.map(({ rule }) => rule)).toEqual(['required-check']);
  });

  it('blocks for what a change loosened, where that was only a warning', async () => {
    const { report } = await rig.run({ checks: [passing] });
    const lock = {
      schemaVersion: 1,
      checks: [{ id: 'repo/gone', level: 'required' }],
      limits: [],
      waivers: [],
      baseline: { findings: 0 },
      tools: {},
    } as const;
    const loosened = { ...report, lock: { ...lock, checks: [] }, lockAtBase: { base: 'a'.repeat(40), lock } };
    const run = await simulated(loosened, { checks: [passing], policy: { weakening: 'block' } });
    expect(run).toMatchObject({
      outcome: 'to-block',
      gained: [{ rule: 'policy-weakened', message: 'check repo/gone (required) is gone' }],
    });
  });
});

describe('a looser policy', () => {
  it('lets through by a level, and says what is said instead', async () => {
    const { report } = await rig.run({ checks: [passing, failing] });
    const run = await simulated(report, { checks: [passing, failing], policy: { optional: ['repo/bad'] } });
    expect(run).toMatchObject({
      outcome: 'to-pass',
      simulated: { level: 'warn' },
      lost: [{ objection: { rule: 'required-check', checkId: 'repo/bad' }, now: { level: 'warn' } }],
    });
  });

  it('lets through by a waiver, and as advice until a day', async () => {
    const { report } = await rig.run({ checks: [failing] });
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const waivers = [{ check: 'repo/bad', reason: 'until it is mended', owner: '@ann', expires: day(40) }];
    expect(await simulated(report, { checks: [failing], waivers })).toMatchObject({
      outcome: 'to-pass',
      lost: [{ now: { rule: 'waived', level: 'note' } }],
    });
    expect(await simulated(report, { checks: [failing], policy: { enforceFrom: day(20) } })).toMatchObject({
      outcome: 'to-pass',
      simulated: { level: 'block', enforcedFrom: day(20) },
    });
  });

  it('decides with no check of its own: what it names of the run is its, and the rest counts as recorded', async () => {
    const { report } = await rig.run({
      checks: [failing, finds('wish', 1, { level: 'optional' }), passing],
      policy: { informational: ['repo/fine'] },
    });
    const eased = await simulated(report, { policy: { optional: ['repo/b*'], required: ['repo/fine'] } });
    expect(eased).toMatchObject({
      outcome: 'to-pass',
      notInConfig: ['repo/bad', 'repo/fine', 'repo/wish'],
    });
    // As a config with these checks would have it: a glob raises no check above what its plugin says.
    const raised = await simulated(report, {
      policy: { required: ['repo/*'], limits: [{ rule: 'repo/bad/findings', count: {}, max: 1 }] },
    });
    expect([raised.outcome, raised.simulated.level]).toEqual(['to-pass', 'warn']);
    const silent = await simulated(report, {});
    expect([silent.outcome, silent.simulated.level]).toEqual(['unchanged', 'block']);
  });
});

describe('a run that cannot be decided', () => {
  it('has no result for a check that is required now, unless it blocks anyway', async () => {
    const { report } = await rig.run({ checks: [passing, failing] });
    const config = { checks: [passing, failing, checkOf('new')] };
    expect(await simulated(report, config)).toMatchObject({
      outcome: 'unchanged',
      notRecorded: ['repo/new'],
    });
    const eased = await simulated(report, { ...config, policy: { optional: ['repo/bad'] } });
    expect(eased).toMatchObject({ outcome: 'undecided', because: ['repo/new was not recorded'] });
    const wish = await simulated(report, { ...config, policy: { optional: ['repo/bad', 'repo/new'] } });
    expect(wish).toMatchObject({ outcome: 'to-pass', notRecorded: ['repo/new'] });
  });

  it('was kept from running a check by what blocks no longer', async () => {
    const limits = [{ rule: 'repo/first', count: {}, max: 0 }];
    const checks = [finds('first', 1, { phase: 'preflight', limits }), passing];
    const { report } = await rig.run({ checks });
    const loose = { checks, policy: { limits: [{ rule: 'repo/first', count: {}, max: 1 }] } };
    expect(await simulated(report, loose)).toMatchObject({
      outcome: 'undecided',
      because: ['repo/fine did not run (upstream-failed)'],
    });
  });

  it('did not measure what a limit asks for now, of one check or over several', async () => {
    const { report } = await rig.run({ checks: [passing] });
    const own = await simulated(report, {
      checks: [checkOf('fine', { limits: [{ rule: 'repo/m', metric: 'm', max: 1 }] })],
    });
    expect(own).toMatchObject({ outcome: 'undecided', because: ['repo/m was not measured by repo/fine'] });
    const over = { rule: 'repo/all', metric: 'm', max: 1, over: ['repo/*'] };
    expect(await simulated(report, { checks: [passing], policy: { limits: [over] } })).toMatchObject({
      outcome: 'undecided',
      because: ['repo/all was not measured'],
    });
  });

  it('has not looked at one of the checks that a limit counts now, and too little to break it without', async () => {
    const limits = [{ rule: 'repo/all', count: {}, max: 2, over: ['repo/*'] }];
    const scan = finds('scan', 2, { limits: [] });
    const config = (max: number): Config => ({
      checks: [scan, checkOf('new', { level: 'optional' })],
      policy: { limits: [{ ...limits[0], rule: 'repo/all', max }] },
    });
    const { report } = await rig.run({ checks: [scan] });
    expect(await simulated(report, config(2))).toMatchObject({
      outcome: 'undecided',
      because: ['repo/all counts repo/new, of which the run says nothing'],
    });
    expect(await simulated(report, config(1))).toMatchObject({ outcome: 'to-block' });
  });

  it('never got to results, or has nothing that is required', async () => {
    const boom = rogue(({ hooks }) =>
      hooks.preflight.tap('x', ({ problem }) => problem({ message: 'no', hint: 'yes' })),
    );
    const { report } = await rig.run({ plugins: [boom], checks: [passing] });
    expect(await simulated(report, { checks: [passing] })).toMatchObject({ outcome: 'undecided' });
    const { report: fine } = await rig.run({ checks: [passing] });
    expect(await simulated(fine, { policy: { optional: ['repo/fine'] } })).toMatchObject({
      outcome: 'undecided',
      because: ['no check of the run is required under this policy'],
    });
  });
});

it('says where the recorded verdict is not what its own evidence gives', async () => {
  const { report } = await rig.run({ checks: [failing] });
  const edited: RunReport = { ...report, verdict: { level: 'pass', objections: [] } };
  expect(await simulated(edited, { checks: [failing] })).toMatchObject({
    outcome: 'to-block',
    doubt: 'pass is recorded, and its own policy gives block',
  });
});

it('keeps the objection of a plugin that the config has not, and asks one that it has again', async () => {
  const objects = rogue(({ hooks }) =>
    hooks.gate.tap('x', ({ block }) => block({ rule: 'r', message: 'm' })),
  );
  const { report } = await rig.run({ plugins: [objects], checks: [passing] });
  expect((await simulated(report, { checks: [passing] })).outcome).toBe('unchanged');
  expect((await simulated(report, { plugins: [rogue(() => {})], checks: [passing] })).outcome).toBe(
    'to-pass',
  );
  const crashes = rogue(({ hooks }) =>
    hooks.gate.tap('x', () => {
      throw new Error('boom');
    }),
  );
  expect(await simulated(report, { plugins: [crashes], checks: [passing] })).toMatchObject({
    outcome: 'unchanged',
    gained: [{ rule: 'plugin-crashed' }],
  });
});

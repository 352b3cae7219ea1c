import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/cli/commands/simulate.ts';
import type { Simulation } from '../../src/cli/simulate/simulation.ts';
import { finishFindings } from '../../src/findings/finish-findings.ts';
import { decideAgain } from '../../src/gate/decide-again.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { RunReport } from '../../src/model/report.ts';
import { reportJson } from '../../src/report/json.ts';
import { openDoor, reportOf, type Door } from './door.ts';
import { invocationIn } from './invocation.ts';

/** Three checks of a plugin: grave findings, coverage, and a linter that finds or does not. */
const config = (policy: string, more = ''): string => `
import { defineConfig, definePlugin } from '@sluice/core';
const never = () => { throw new Error('nothing may run'); };
const demo = definePlugin({
  name: 'demo', version: '1.0.0',
  setup({ hooks }) {
    hooks.preflight.tap('never', () => { if (process.env.SIMULATES) never(); });
    hooks.check.tap('demo', ({ add }) => {
      add({ id: 'demo/scan', title: 'Scan', limits: [{ rule: 'demo/max-high', count: { severityAtLeast: 'high' }, max: 15 }], run: () => ({ status: 'completed', findings: [] }) });
      add({ id: 'demo/cover', title: 'Cover', limits: [{ rule: 'demo/coverage', metric: 'coverage', min: 30 }], run: () => ({ status: 'completed', findings: [], metrics: { coverage: 60 } }) });
      add({ id: 'demo/lint', title: 'Lint', run: () => ({ status: 'completed', findings: [] }) });
      ${more}
    });
  },
});
export default defineConfig({ plugins: [demo()], policy: ${policy} });
`;

const STRICT = `{ optional: ['demo/lint'], limits: [
  { rule: 'demo/max-high', count: { severityAtLeast: 'high' }, max: 10 },
  { rule: 'demo/coverage', metric: 'coverage', min: 50 },
] }`;

let door: Door;
let base: RunReport;
beforeAll(async () => {
  door = await openDoor({
    'ci.config.mjs': config('{}'),
    'strict.config.mjs': config(STRICT),
    'more.config.mjs': config(STRICT, "add({ id: 'demo/new', title: 'New', run: never });"),
    'policy.json': '{ "policy": { "optional": ["demo/*"], "required": ["demo/scan"] } }',
  });
  base = reportOf(await door.sluice(['run', '--json']));
});
afterAll(() => door[Symbol.asyncDispose]());

interface Seen {
  readonly high: number;
  readonly coverage: number;
  readonly lints: number;
}

/** A run in which the checks saw this, concluded and decided by its own policy. */
function runThat(runId: string, { high, coverage, lints }: Seen): RunReport {
  const found = (id: string): readonly Finding[] => {
    const count = id === 'demo/scan' ? high : id === 'demo/lint' ? lints : 0;
    return Array.from({ length: count }, (_, index) => ({
      ruleId: 'demo/rule',
      tool: 'demo',
      kind: 'code',
      severity: 'high',
      message: `no ${index}`,
      location: { path: `src/${index}.ts`, line: 1 },
    }));
  };
  const results = base.results.map((result) => {
    const findings = finishFindings(found(result.id), {
      waivers: [],
      now: base.startedAt,
      checkId: result.id,
    });
    const metrics: Record<string, number> = result.id === 'demo/cover' ? { coverage } : {};
    const attempts = result.attempts.map((attempt) => ({ ...attempt, findings, metrics }));
    return { ...result, attempts, findings, metrics };
  });
  const report = { ...base, runId, results };
  return { ...report, ...decideAgain(report) };
}

/** Numbers that are the same in every run of the test. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Two hundred runs, laid down as run folders, as downloaded artifacts and as plain files. */
function record(folder: string): ReadonlyMap<string, Seen> {
  const draw = numbers(20261129);
  const runs = new Map<string, Seen>();
  for (let index = 0; index < 200; index += 1) {
    const runId = `run${String(index).padStart(5, '0')}`;
    const seen = { high: draw(21), coverage: 20 + draw(50), lints: draw(3) === 0 ? 1 : 0 };
    const place = [
      `${runId}/report.json`,
      `downloads/gate-${index}/${runId}/report.json`,
      `flat/${runId}.json`,
    ];
    const file = door.path(folder, place[index % 3] ?? '');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, reportJson(runThat(runId, seen)));
    runs.set(runId, seen);
  }
  return runs;
}

async function simulated(flags: Readonly<Record<string, string>>) {
  const { invocation, out, err } = invocationIn(door.dir, { flags: { json: true, ...flags } });
  const code = await simulate(invocation);
  return { code, err: err(), simulation: JSON.parse(out()) as Simulation };
}

describe('two hundred recorded runs', () => {
  let runs: ReadonlyMap<string, Seen>;
  beforeAll(() => {
    runs = record('many');
  });
  const was = ({ high, coverage, lints }: Seen): boolean => high > 15 || coverage < 30 || lints > 0;
  const is = ({ high, coverage }: Seen): boolean => high > 10 || coverage < 50;

  it('flip exactly where the arithmetic says so, each for exactly its reasons', async () => {
    const { code, simulation } = await simulated({ config: 'strict.config.mjs', runs: 'many' });
    expect(code).toBe(0);
    expect(simulation.runs.map(({ runId }) => runId)).toEqual([...runs.keys()]);
    const told = simulation.runs.map(({ runId, outcome, gained, lost }) => ({
      runId,
      outcome,
      gained: gained.map(({ checkId, measured, limit }) => [checkId, measured, limit]),
      lost: lost.map(({ objection }) => objection.checkId),
    }));
    const expected = [...runs].map(([runId, seen]) => ({
      runId,
      outcome: was(seen) === is(seen) ? 'unchanged' : is(seen) ? 'to-block' : 'to-pass',
      gained: [
        ...(seen.coverage < 50 && seen.coverage >= 30 ? [['demo/cover', seen.coverage, 50]] : []),
        ...(seen.high > 10 && seen.high <= 15 ? [['demo/scan', seen.high, 10]] : []),
      ],
      lost: seen.lints > 0 ? ['demo/lint'] : [],
    }));
    expect(told).toEqual(expected);
    const count = (outcome: string): number => expected.filter((one) => one.outcome === outcome).length;
    expect(simulation.summary).toEqual({
      runs: 200,
      toBlock: count('to-block'),
      toPass: count('to-pass'),
      unchanged: count('unchanged'),
      undecided: 0,
      unreadable: 0,
    });
    // So that the test shows something of each kind.
    expect(Math.min(count('to-block'), count('to-pass'), count('unchanged'))).toBeGreaterThan(10);
  });

  it('change nothing under the policy that they were decided by', async () => {
    const { simulation } = await simulated({ config: 'ci.config.mjs', runs: 'many' });
    expect(simulation.summary).toMatchObject({ runs: 200, unchanged: 200 });
    expect(simulation.runs.flatMap(({ gained, lost }) => [...gained, ...lost])).toEqual([]);
  });

  it('cannot be decided where a new required check would have had to pass, and block where they block anyway', async () => {
    const { simulation } = await simulated({ config: 'more.config.mjs', runs: 'many' });
    const expected = [...runs.values()].map((seen) =>
      is(seen) ? (was(seen) ? 'unchanged' : 'to-block') : 'undecided',
    );
    expect(simulation.runs.map(({ outcome }) => outcome)).toEqual(expected);
    expect(new Set(simulation.runs.flatMap(({ because }) => because))).toEqual(
      new Set(['demo/new was not recorded']),
    );
  });

  it('are decided by a policy alone, which has no checks', async () => {
    const { simulation } = await simulated({ config: 'policy.json', runs: 'many' });
    const expected = [...runs.values()].map((seen) =>
      was(seen) === seen.high > 15 ? 'unchanged' : seen.high > 15 ? 'to-block' : 'to-pass',
    );
    expect(simulation.runs.map(({ outcome }) => outcome)).toEqual(expected);
    expect(simulation.runs[0]?.notInConfig).toEqual(['demo/cover', 'demo/lint', 'demo/scan']);
  });
});

describe('sluice simulate', () => {
  it('tells each flip with its reasons, from the runs recorded here, and runs nothing', async () => {
    writeFileSync(
      door.path('.sluice/runs', base.runId, 'report.json'),
      reportJson(runThat('flips', { high: 12, coverage: 40, lints: 0 })),
    );
    const { code, stdout, stderr } = await door.sluice(['simulate', '--config', 'strict.config.mjs'], {
      SIMULATES: '1',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('policy  strict.config.mjs    runs  .sluice/runs');
    expect(stdout).toMatch(/^→ BLOCK flips {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}local {2}pass was recorded$/mu);
    expect(stdout).toContain(
      '    + required-check demo/cover: demo/cover failed: demo/coverage is 40, limit at least 50\n',
    );
    expect(stdout).toContain(
      '    + required-check demo/scan: demo/scan failed: demo/max-high is 12, limit 10\n',
    );
    expect(stdout).toMatch(/^1 run: 1 flips to block, 0 to pass, 0 unchanged, 0 not decidable$/mu);
  });

  it('names what it cannot read, counts it, and says of the rest what there is to say', async () => {
    const good = reportJson(runThat('good0001', { high: 0, coverage: 60, lints: 1 }));
    await door.write({
      'mixed/good/report.json': good,
      'mixed/again/report.json': good,
      'mixed/cut/report.json': good.slice(0, 900),
      'mixed/newer/report.json': good.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      'mixed/half.json': good.slice(0, 700),
      'mixed/package.json': '{ "name": "no report" }',
      'mixed/notes.txt': 'x',
    });
    const { code, stdout } = await door.sluice([
      'simulate',
      '--config',
      'strict.config.mjs',
      '--runs',
      'mixed',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('→ PASS  good0001');
    expect(stdout).toContain(
      '- required-check demo/lint: demo/lint failed: demo/lint/findings is 1, limit 0; now warn: ',
    );
    expect(stdout.match(/^unreadable /gmu)).toHaveLength(3);
    expect(stdout).toContain('schemaVersion');
    expect(stdout).toContain(
      '1 run: 0 flip to block, 1 to pass, 0 unchanged, 0 not decidable, 3 files not readable',
    );
  });

  it('exits 2 when there is no run, none that can be read, or no config that holds', async () => {
    await door.write({
      'damaged/report.json': '{',
      'empty/x': '',
      'wrong.config.mjs': config("{ limits: [{ rule: 'x' }] }", "add({ id: 'demo/lint' });"),
    });
    const codes: (readonly [number, string])[] = [];
    for (const [file, runs] of [
      ['strict.config.mjs', 'damaged'],
      ['strict.config.mjs', 'empty'],
      ['strict.config.mjs', 'nowhere'],
      ['wrong.config.mjs', 'many'],
      ['none.config.mjs', 'many'],
    ] as const) {
      const { code, simulation } = await simulated({ config: file, runs });
      const { problems = [], unreadable = [] } = simulation as Partial<Simulation>;
      codes.push([code, problems[0]?.code ?? unreadable[0]?.problem.code ?? '']);
    }
    expect(codes).toEqual([
      [2, 'RUN_UNREADABLE'],
      [2, 'RUN_NOT_FOUND'],
      [2, 'FOLDER_NOT_FOUND'],
      [2, 'CONFIG_INVALID'],
      [2, 'CONFIG_UNREADABLE'],
    ]);
    expect((await door.sluice(['simulate'])).stderr).toContain('USAGE: sluice simulate needs --config FILE.');
  });

  it('says which patterns of the policy protect nothing, and shows hostile words as they are', async () => {
    await door.write({
      'odd.config.mjs': config("{ optional: ['demo/lnt'] }"),
      'odd/report.json': reportJson({
        ...runThat('x\u001B[2J::error::', { high: 0, coverage: 60, lints: 1 }),
        runId: '::error::\u001B[2J',
      }),
    });
    const { stdout } = await door.sluice(['simulate', '--config', 'odd.config.mjs', '--runs', 'odd']);
    expect(stdout).toContain('policy.optional names demo/lnt, which matches no check.');
    expect(stdout).not.toContain('\u001B');
  });
});

it('says nothing of half of the runs when it is stopped', async () => {
  record('stopped');
  const { invocation, out, err } = invocationIn(door.dir, {
    flags: { json: true, config: 'strict.config.mjs', runs: 'stopped' },
  });
  const code = await simulate({ ...invocation, signal: AbortSignal.abort('SIGINT') });
  expect([code, out(), err()]).toEqual([2, '', '']);
});

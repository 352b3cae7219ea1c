import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRedactor, type Redactor } from '../../src/exec/redact.ts';
import type { Check } from '../../src/model/check.ts';
import type { RunEvent } from '../../src/model/event.ts';
import type { FindingInput } from '../../src/model/finding.ts';
import type { PlannedCheck } from '../../src/model/plan.ts';
import type { CheckResult, CheckRun } from '../../src/model/result.ts';
import { runPlan, type RunPlanInput } from '../../src/run/run-plan.ts';
import type { Timers } from '../../src/run/timers.ts';
import { createRunFolder } from '../../src/state/run-folder.ts';
import { openStateDir, type StateDir } from '../../src/state/state-dir.ts';

/** Time that stands still until it is moved. */
export interface FakeTime {
  readonly now: () => number;
  readonly timers: Timers;
  /** Moves on, firing what falls due in order. */
  readonly advance: (ms: number) => void;
  /** How many timers wait: the delays left of each. */
  readonly waiting: () => readonly number[];
}

export function fakeTime(): FakeTime {
  let now = Date.parse('2026-06-01T12:00:00Z');
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  return {
    now: () => now,
    timers: {
      start: (afterMs, call) => {
        const timer = { at: now + afterMs, call };
        timers.add(timer);
        return () => timers.delete(timer);
      },
    },
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = end;
    },
    waiting: () => [...timers].map(({ at }) => at - now),
  };
}

/** Waits for something that will be so without time passing, turn by turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

export type PartialCheck = Partial<Check> & { readonly id: string } & Partial<
    Pick<PlannedCheck, 'cell' | 'skip' | 'level'>
  >;

export interface Rig {
  readonly cwd: string;
  readonly state: StateDir;
  readonly runDir: string;
  readonly time: FakeTime;
  readonly events: RunEvent[];
  readonly run: (checks: readonly PartialCheck[], more?: Partial<RunPlanInput>) => Promise<Ran>;
  readonly remove: () => Promise<void>;
}

export interface Ran {
  readonly runs: readonly CheckRun[];
  /** By id with cell. */
  readonly of: (id: string) => CheckRun;
  readonly results: ReadonlyMap<string, CheckResult>;
}

/** A state folder and a run folder of a test's own, and a way to run checks in it. */
export async function openRig(): Promise<Rig> {
  const cwd = await mkdtemp(join(tmpdir(), 'sluice-run-'));
  const state = await openStateDir({ cwd, env: {} });
  const { dir: runDir } = await createRunFolder(state, 0);
  const time = fakeTime();
  const events: RunEvent[] = [];
  return {
    cwd,
    state,
    runDir,
    time,
    events,
    remove: () => rm(cwd, { recursive: true, force: true }),
    run: async (checks, more = {}) => {
      const runs = await runPlan({
        ...inputFor(checks),
        cwd,
        runDir,
        state,
        ...clock(time),
        emit: (event) => events.push(event),
        ...more,
      });
      const results = new Map(
        events.flatMap((event) => (event.type === 'check-ended' ? [[event.result.id, event.result]] : [])),
      );
      return { runs, results, of: (id) => runs.find((run) => run.id === id)! };
    },
  };
}

const clock = (time: FakeTime) => ({
  timers: time.timers,
  host: {
    env: { PATH: process.env.PATH },
    now: time.now,
    cpus: 2,
    platform: 'linux',
    arch: 'x64',
    nodeVersion: '24',
    pid: 1,
  },
});

export const success = { status: 'completed', findings: [] } as const;

export const finding = (message: string): FindingInput & { tool: string; kind: 'code'; severity: 'low' } => ({
  ruleId: 'tool/rule',
  tool: 'tool',
  kind: 'code',
  severity: 'low',
  message,
});

export const failure = { status: 'completed', findings: [finding('bad')] } as const;

/** Masks one word, if one is given. */
export function masking(secret?: string): Redactor {
  const redactor = createRedactor({});
  if (secret !== undefined) redactor.learn(secret);
  return redactor;
}

export function inputFor(
  partials: readonly PartialCheck[],
): Omit<RunPlanInput, 'cwd' | 'runDir' | 'state' | 'host' | 'emit'> {
  const checks = new Map<string, Check>();
  for (const partial of partials) {
    const { cell: _cell, skip: _skip, level: _level, ...check } = partial;
    checks.set(planned(partial).id, { title: check.id, run: () => success, ...check });
  }
  return {
    plan: { schemaVersion: 1, hash: '', partial: false, checks: partials.map(planned) },
    checks,
    jobs: 2,
    failFast: false,
    signal: new AbortController().signal,
    judge,
    history: [],
    lockedTools: {},
    configuredTools: {},
    redactor: masking(),
    graceMs: 100,
  };
}

function planned({
  id,
  title = id,
  level = 'required',
  phase = 'check',
  needs = [],
  cell = {},
  skip,
}: PartialCheck): PlannedCheck {
  const values = Object.values(cell);
  return {
    id: values.length === 0 ? id : `${id}@${values.join(',')}`,
    checkId: id,
    cell,
    title,
    phase,
    level,
    levelFrom: 'default',
    limits: [],
    needs,
    decision: skip === undefined ? 'run' : 'skip',
    ...(skip === undefined ? {} : { skip }),
    reasonCode: skip ?? 'all',
    reason: skip === undefined ? 'all' : `planned as ${skip}`,
  };
}

/** The gate's rule in short: the last attempt decides, and a finding is a failure. */
export function judge(planned: PlannedCheck, run: CheckRun): CheckResult {
  const last = run.attempts.at(-1);
  const completed = (last?.findings.length ?? 0) === 0 ? 'success' : 'failure';
  const ended = last?.status === 'completed' ? completed : (last?.status ?? 'skipped');
  return {
    id: planned.id,
    checkId: planned.checkId,
    cell: planned.cell,
    title: planned.title,
    phase: planned.phase,
    level: planned.level,
    conclusion: ended,
    ...(run.skip === undefined ? {} : { skip: run.skip }),
    ...(run.reason === undefined ? {} : { reason: run.reason }),
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    attempts: run.attempts,
    findings: last?.findings ?? [],
    metrics: last?.metrics ?? {},
    tools: last?.tools ?? [],
    artifacts: run.artifacts,
    limits: [],
  };
}

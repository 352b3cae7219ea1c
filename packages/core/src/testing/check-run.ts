import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createJudge } from '../engine/judge.ts';
import { resolvePolicy } from '../engine/read-committed.ts';
import { createRedactor } from '../exec/redact.ts';
import type { Cell, Check, CheckContext, HistoryEntry, Provides } from '../model/check.ts';
import type { RunEvent } from '../model/event.ts';
import type { Policy } from '../model/policy.ts';
import type { Attempt, CheckResult, CheckRun } from '../model/result.ts';
import { runPlan } from '../run/run-plan.ts';
import { createRunFolder } from '../state/run-folder.ts';
import { openStateDir } from '../state/state-dir.ts';
import { planOne } from './plan-one.ts';
import type { ProgramScript, ScriptedProgram } from './script-program.ts';
import { testHost } from './test-host.ts';

/** What a check is run with. Everything has a default. */
export interface CheckRunOptions {
  /** Files written into the folder first, by relative path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Added to the environment. `PATH: ''` leaves no program but the scripted ones. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Paths of tools by name, as `tools` in a config. */
  readonly tools?: Readonly<Record<string, string>>;
  /** Scripted programs, first on PATH. One that is among the check's `tools` also has the version that is wanted. */
  readonly programs?: readonly ProgramScript[];
  /** What the checks that it needs would hand over. */
  readonly provides?: Provides;
  /** Which cell of its matrix. Default: the first. */
  readonly cell?: Cell;
  readonly policy?: Policy;
  readonly history?: readonly HistoryEntry[];
  readonly lockedTools?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How long it may take to end after it was asked to. Default 5 s. */
  readonly graceMs?: number;
  readonly onEvent?: (event: RunEvent) => void;
  /** Told of the scripted programs before the check starts, to wait for one or to release it. */
  readonly onPrograms?: (programs: readonly ScriptedProgram[]) => void;
}

/** What came of a check: concluded as the engine does it, and what it did on the way. */
export interface CheckRunOutput {
  readonly conclusion: CheckResult['conclusion'];
  readonly result: CheckResult;
  readonly attempts: readonly Attempt[];
  /** What each attempt's `run` returned, unread; shorter than `attempts` where one threw or never ended. */
  readonly returned: readonly unknown[];
  /** Command lines of all attempts, in order. */
  readonly commands: readonly string[];
  /** The log of each attempt. */
  readonly logs: readonly string[];
  /** The text of each artifact, by name. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly programs: readonly ScriptedProgram[];
}

/** The place of a run: where, with which variables, and which programs were written for it. */
export interface CheckRunPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly tools: Readonly<Record<string, string>>;
  readonly programs: readonly ScriptedProgram[];
}

/** Runs one check in a place. */
export async function checkRun(
  check: Check,
  options: CheckRunOptions,
  place: CheckRunPlace,
): Promise<CheckRunOutput> {
  const { cwd, env, tools, programs } = place;
  const host = testHost(env);
  const state = await openStateDir({ cwd, env: host.env });
  const { dir: runDir } = await createRunFolder(state, host.now());
  const returned: unknown[] = [];
  const { plan, planned, checks } = planOne(recording(check, returned), options);
  const policy = resolvePolicy(options.policy ?? {}, []);
  const judge = createJudge({ policy, now: new Date(host.now()).toISOString(), event: 'local' }).one;
  options.onPrograms?.(programs);
  const runs = await runPlan({
    plan,
    checks,
    cwd,
    runDir,
    state,
    host,
    jobs: 1,
    failFast: false,
    signal: options.signal ?? new AbortController().signal,
    emit: (event) => options.onEvent?.(event),
    judge,
    history: options.history ?? [],
    lockedTools: options.lockedTools ?? {},
    configuredTools: tools,
    redactor: createRedactor(host.env),
    graceMs: options.graceMs ?? 5000,
  });
  const run = runs.find(({ id }) => id === planned.id);
  if (run === undefined) throw new Error(`${planned.id} did not run`);
  const result = judge(planned, run);
  return { conclusion: result.conclusion, result, returned, programs, ...(await evidence(run, runDir)) };
}

function recording(check: Check, returned: unknown[]): Check {
  const run = async (ctx: CheckContext) => {
    const outcome = await check.run(ctx);
    returned.push(outcome);
    return outcome;
  };
  return { ...check, run };
}

type Evidence = Pick<CheckRunOutput, 'attempts' | 'commands' | 'logs' | 'artifacts'>;

async function evidence({ attempts, artifacts }: CheckRun, runDir: string): Promise<Evidence> {
  const text = (path: string): Promise<string> => readFile(join(runDir, path), 'utf8').catch(() => '');
  const texts = artifacts.map(async ({ name, path }) => [name, await text(path)] as const);
  return {
    attempts,
    commands: attempts.flatMap(({ commands }) => commands.map(({ line }) => line)),
    logs: await Promise.all(attempts.map(({ log }) => text(log))),
    artifacts: Object.fromEntries(await Promise.all(texts)),
  };
}

import type { Commit } from '../changes/commit.ts';
import { resolveChanges, type ResolvedChanges } from '../changes/resolve-changes.ts';
import { checkConfig } from '../config/check-config.ts';
import type { Config } from '../config/config.ts';
import { configSources } from '../config/config-sources.ts';
import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Baseline } from '../findings/baseline.ts';
import type { HookArguments } from '../hooks/arguments.ts';
import type { EngineHooks, TapFailure } from '../hooks/hooks.ts';
import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { Exec } from '../model/exec.ts';
import type { Lock, LockAtBase } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { ConfigSources } from '../plan/affected.ts';
import { assemble } from '../plugin/assemble.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { childEnv } from '../exec/child-env.ts';
import { isCi } from './describe.ts';
import { lockAtBase } from './lock-at-base.ts';
import { NO_PLAN, planChecks } from './plan-checks.ts';
import { problemFrom } from './problem-from.ts';
import { ruleProblems } from './project-rules.ts';
import { readCommitted } from './read-committed.ts';
import type { EngineOptions } from './run-options.ts';
import { tapObjection } from './tap-objection.ts';
import type { Objection } from '../model/verdict.ts';

/** All that is known before the first check starts. */
export interface Prepared {
  readonly hooks: EngineHooks;
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** The same, whole. */
  readonly assembled: readonly Plugin[];
  readonly changes: Changes;
  readonly commit?: Commit;
  readonly filesSince: ResolvedChanges['filesSince'];
  readonly sources?: ConfigSources;
  readonly plan: Plan;
  /** By id with cell. */
  readonly checks: ReadonlyMap<string, Check>;
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  readonly lockAtBase?: LockAtBase;
  readonly baseline?: Baseline;
  /** Any of these: no check starts. */
  readonly problems: readonly Problem[];
  /** What failing `check` taps bring before the gate. */
  readonly objections: readonly Objection[];
}

interface PrepareInput {
  readonly config: Config;
  readonly options: EngineOptions;
  readonly startedAt: string;
  readonly exec: (name: string) => Exec;
  readonly onTapFailed: (failure: TapFailure) => void;
  readonly onTapSlow: (tap: { plugin: string; hook: string; tap: string; forMs: number }) => void;
}

// Consequences of a `check` tap that failed: its checks are missing, so every pattern and need that names them
// would be reported too, and bury the one message that matters.
const CONSEQUENCES = new Set([
  'POLICY_PATTERN_UNUSED',
  'POLICY_NOTHING_REQUIRED',
  'NEEDS_UNKNOWN',
  'LOCK_DIFFERS',
  'CHECK_UNKNOWN',
]);

/** Assembles the plugins, finds out what changed, asks for problems and checks, and plans. Starts nothing. */
export async function prepare(input: PrepareInput): Promise<Prepared> {
  const { options, startedAt } = input;
  const { cwd, host } = options;
  // A script's own config was loaded by nobody, so nobody has looked at it yet.
  const shape = await checkConfig(input.config);
  const config = shape.length > 0 ? { plugins: input.config.plugins } : input.config;
  const assembly = assemble(config, {
    onTapFailed: input.onTapFailed,
    onTapSlow: input.onTapSlow,
    timeoutMs: options.hookTimeoutMs ?? 60_000,
  });
  const [{ changes, commit, filesSince }, committed] = await Promise.all([
    resolveChanges({
      cwd,
      env: host.env,
      isCi: isCi(host.env),
      all: options.all,
      base: options.base,
    }),
    readCommitted(cwd, config, startedAt),
  ]);
  // Only where something can be skipped: reading what the config imports takes time.
  const [sources, atBase] = await Promise.all([
    changes.scope === 'files' ? configSources(cwd) : undefined,
    lockAtBase(changes, committed.lock !== undefined, options),
  ]);
  // For `sluice lock`, a lock that cannot be read is one more to be written anew.
  const ofFiles = committed.problems.filter(
    ({ code }) => !(code === 'LOCK_UNREADABLE' && options.ignoreLock === true),
  );
  const ofRules = await ruleProblems({ config, plugins: assembly.plugins });
  const problems: Problem[] = [...shape, ...assembly.problems, ...ofRules, ...ofFiles];
  const env = Object.freeze(childEnv(host.env, []));
  if (problems.length === 0)
    problems.push(
      ...(await callPreflight(assembly.hooks, { cwd, env, changes, exec: input.exec }, options.signal)),
    );
  const collected: { check: Check; plugin: string }[] = (config.checks ?? []).map((check) => ({
    check,
    plugin: 'repo',
  }));
  const isHalted = problems.length > 0;
  const failures = isHalted
    ? []
    : await assembly.hooks.call(
        'check',
        (plugin) => ({
          cwd,
          env,
          changes,
          add: (check) => void collected.push({ check, plugin }),
          // Copies: what one plugin reads of another's checks is not its to change.
          added: () => collected.map(({ check }) => ({ ...check })),
        }),
        options.signal,
      );
  const planned = isHalted
    ? { plan: NO_PLAN, checks: new Map<string, Check>(), problems: [] }
    : planChecks({ collected, ...committed, changes, sources, options });
  const kept =
    failures.length === 0
      ? planned.problems
      : planned.problems.filter((problem) => !CONSEQUENCES.has(problem.code));
  return {
    hooks: assembly.hooks,
    assembled: assembly.plugins,
    plugins: assembly.plugins.map(({ name, version }) => ({ name, version })),
    changes,
    commit,
    filesSince,
    ...(sources === undefined ? {} : { sources }),
    plan: planned.plan,
    checks: planned.checks,
    policy: committed.policy,
    lock: committed.lock,
    ...(atBase === undefined ? {} : { lockAtBase: atBase }),
    ...(committed.baseline === undefined ? {} : { baseline: committed.baseline }),
    problems: [...problems, ...kept],
    objections: failures.map((failure) => tapObjection(failure)),
  };
}

async function callPreflight(
  hooks: EngineHooks,
  given: Pick<HookArguments['preflight'], 'cwd' | 'env' | 'changes'> & {
    readonly exec: (name: string) => Exec;
  },
  signal: AbortSignal | undefined,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const failures = await hooks.call(
    'preflight',
    (plugin, tap) => ({
      ...given,
      exec: given.exec(`preflight.${plugin}`),
      problem: (input) => void problems.push(problemFrom(input, { plugin, tap })),
    }),
    signal,
  );
  return [...problems, ...failures.map(tapProblem)];
}

/** A failed tap as a problem, for the hooks in which it is one. */
export function tapProblem({ plugin, hook, tap, error, timedOut, afterMs }: TapFailure): Problem {
  const place = { plugin, hook, tap };
  return timedOut
    ? problemOf('TAP_TIMED_OUT', { plugin, hook, tap, seconds: Math.round((afterMs ?? 0) / 100) / 10 }, place)
    : problemOf('TAP_FAILED', { plugin, hook, tap, detail: messageOf(error) }, place);
}

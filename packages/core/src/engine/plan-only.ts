import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { childEnv } from '../exec/child-env.ts';
import { createExec } from '../exec/exec.ts';
import { createRedactor } from '../exec/redact.ts';
import type { Changes } from '../model/changes.ts';
import type { Check } from '../model/check.ts';
import type { Lock } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Objection } from '../model/verdict.ts';
import type { TapInfo } from '../hooks/hooks.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { openStateDir } from '../state/state-dir.ts';
import { currentLock } from './plan-checks.ts';
import { prepare } from './prepare.ts';
import type { EngineOptions } from './run-options.ts';

/** What `plan`, `list`, `lock` and `doctor` work from: the plan and what is wrong with it. */
export interface PlanOutcome {
  readonly plan: Plan;
  readonly changes: Changes;
  readonly policy: ResolvedPolicy;
  /** The lock as committed, and as it would be written now. */
  readonly lock?: Lock;
  readonly currentLock: Lock;
  readonly checks: readonly Check[];
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** The same, whole. */
  readonly assembled: readonly Plugin[];
  readonly taps: readonly TapInfo[];
  readonly problems: readonly Problem[];
  /** What taps of `check` that failed will object at the gate. */
  readonly objections: readonly Objection[];
}

/** Does what a run does before its first check, and stops there. */
export async function planOnly(config: Config, options: EngineOptions): Promise<PlanOutcome> {
  const { cwd, host } = options;
  const state = await openStateDir({ cwd, env: host.env });
  const redactor = createRedactor(host.env);
  const prepared = await prepare({
    config,
    options,
    startedAt: new Date(host.now()).toISOString(),
    exec: (name) =>
      createExec({
        cwd,
        env: childEnv(host.env, []),
        path: [],
        logPath: join(state.dir, 'plan', `${name}.log`),
        signal: options.signal ?? new AbortController().signal,
        redactor,
        graceMs: options.graceMs ?? 5000,
        onCommand: () => {},
      }),
    // Failures come back as problems and objections; nobody watches a plan live.
    onTapFailed: () => {},
    onTapSlow: () => {},
  });
  const checks = [...new Set(prepared.checks.values())];
  const { plan, changes, policy, lock, baseline, plugins, problems, objections } = prepared;
  return {
    plan,
    changes,
    policy,
    lock,
    currentLock: currentLock({ plan, policy, checks, lock, baseline }),
    checks,
    plugins,
    assembled: prepared.assembled,
    taps: prepared.hooks.taps(),
    problems,
    objections,
  };
}

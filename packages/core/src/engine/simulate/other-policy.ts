import { checkConfig } from '../../config/check-config.ts';
import type { Config } from '../../config/config.ts';
import { CiError } from '../../errors/ci-error.ts';
import { childEnv } from '../../exec/child-env.ts';
import type { EngineHooks } from '../../hooks/hooks.ts';
import type { Changes } from '../../model/changes.ts';
import type { Check } from '../../model/check.ts';
import type { PlannedCheck } from '../../model/plan.ts';
import type { ResolvedPolicy } from '../../model/policy.ts';
import type { Problem } from '../../model/problem.ts';
import { collectChecks } from '../../plan/collect.ts';
import { expandMatrix, type ExpandedCheck } from '../../plan/expand-matrix.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { assemble } from '../../plugin/assemble.ts';
import { tapProblem } from '../prepare.ts';

/** Another config, as far as it decides: its policy, its checks with their levels and limits, its gate taps. */
export interface OtherPolicy {
  readonly policy: ResolvedPolicy;
  readonly checks: readonly ExpandedCheck[];
  /** As they would be planned with everything changed, by id with cell. */
  readonly planned: ReadonlyMap<string, PlannedCheck>;
  readonly hooks: EngineHooks;
  /** Names of its plugins. */
  readonly plugins: ReadonlySet<string>;
}

interface OtherPolicyInput {
  /** The folder that its checks would run in, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly policy: ResolvedPolicy;
  /** What is wrong with the files beside the config. */
  readonly problems?: readonly Problem[];
  readonly signal?: AbortSignal;
  readonly hookTimeoutMs?: number;
}

const ALL: Changes = { scope: 'all', method: 'all-requested', reason: 'nothing is run', files: [] };

/** Whether these are mistakes is for the recorded runs to say: a policy may be about checks that only they have. */
const OF_RUNS = new Set(['POLICY_PATTERN_UNUSED', 'POLICY_NOTHING_REQUIRED']);

/**
 * Makes of a config what recorded runs are decided by: assembles its plugins and asks them for their checks. Runs no
 * check and no program, so `preflight` is not called. Throws a CiError with all mistakes of the config.
 */
export async function openPolicy(config: Config, input: OtherPolicyInput): Promise<OtherPolicy> {
  const shape = await checkConfig(config);
  const assembly = assemble(config, {
    onTapFailed: () => {},
    onTapSlow: () => {},
    timeoutMs: input.hookTimeoutMs ?? 60_000,
  });
  const before = [...shape, ...assembly.problems, ...(input.problems ?? [])];
  if (before.length > 0) throw new CiError(before);
  const collected = await collect(config, assembly.hooks, input);
  const { checks, problems: invalid } = collectChecks(collected);
  const { plan, problems } = makePlan({
    checks,
    policy: input.policy,
    selection: { ids: [], skip: [] },
    changes: ALL,
  });
  const found = [...invalid, ...problems.filter(({ code }) => !OF_RUNS.has(code))];
  if (found.length > 0) throw new CiError(found);
  return {
    policy: input.policy,
    checks: checks.flatMap(expandMatrix),
    planned: new Map(plan.checks.map((check) => [check.id, check])),
    hooks: assembly.hooks,
    plugins: new Set(assembly.plugins.map(({ name }) => name)),
  };
}

async function collect(
  config: Config,
  hooks: EngineHooks,
  { cwd, env, signal }: OtherPolicyInput,
): Promise<readonly { readonly check: Check; readonly plugin: string }[]> {
  const collected: { check: Check; plugin: string }[] = (config.checks ?? []).map((check) => ({
    check,
    plugin: 'repo',
  }));
  const failures = await hooks.call(
    'check',
    (plugin) => ({
      cwd,
      env: Object.freeze(childEnv(env, [])),
      changes: ALL,
      add: (check) => void collected.push({ check, plugin }),
      added: () => collected.map(({ check }) => ({ ...check })),
    }),
    signal,
  );
  if (failures.length > 0) throw new CiError(failures.map(tapProblem));
  return collected;
}

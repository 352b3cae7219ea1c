import { baselineSize, type Baseline } from '../findings/baseline.ts';
import { decide } from '../gate/decide.ts';
import type { EngineHooks } from '../hooks/hooks.ts';
import type { Lock, LockAtBase } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { RunEnd } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Objection, Verdict } from '../model/verdict.ts';
import { objectionFrom } from './objection-from.ts';
import { tapObjection } from './tap-objection.ts';

/** All that a verdict depends on. */
export interface GateInput {
  readonly plan: Plan;
  readonly results: readonly CheckResult[];
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  readonly lockAtBase?: LockAtBase;
  readonly baseline?: Baseline;
  readonly now: string;
  readonly objections: readonly Objection[];
  readonly problems: readonly Problem[];
  readonly end: RunEnd;
  /** What started the run. */
  readonly event: string;
}

/** Asks the plugins for objections, then decides. Taps may only add: the decision itself is not theirs. `signal` gives up taps that hang. */
export async function gatePhase(
  hooks: EngineHooks | undefined,
  input: GateInput,
  signal?: AbortSignal,
): Promise<Verdict> {
  const asks = hooks !== undefined && input.problems.length === 0;
  const objections = [...input.objections, ...(asks ? await gateObjections(hooks, input, signal) : [])];
  const { baseline, ...rest } = input;
  const baselineFindings = baseline === undefined ? 0 : baselineSize(baseline);
  return decide({ ...rest, baselineFindings, objections });
}

/** What the taps of `gate` object, and that one of them failed. */
export async function gateObjections(
  hooks: EngineHooks,
  { results, policy }: Pick<GateInput, 'results' | 'policy'>,
  signal?: AbortSignal,
): Promise<readonly Objection[]> {
  const objections: Objection[] = [];
  const failures = await hooks.call(
    'gate',
    (plugin) => ({
      results,
      policy,
      warn: (objection) => void objections.push(objectionFrom(objection, plugin, 'warn')),
      block: (objection) => void objections.push(objectionFrom(objection, plugin, 'block')),
    }),
    signal,
  );
  return [...objections, ...failures.map(tapObjection)];
}

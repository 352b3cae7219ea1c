import type { Config } from '../config/config.ts';
import type { Commit } from '../changes/commit.ts';
import type { Baseline } from '../findings/baseline.ts';
import type { EngineHooks } from '../hooks/hooks.ts';
import type { Changes } from '../model/changes.ts';
import type { Lock, LockAtBase } from '../model/lock.ts';
import type { Plan } from '../model/plan.ts';
import type { ResolvedPolicy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { RunEnd, RunNote, RunReport } from '../model/report.ts';
import type { CheckResult } from '../model/result.ts';
import type { Plugin } from '../plugin/plugin.ts';
import type { Objection, Verdict } from '../model/verdict.ts';
import { NO_PLAN } from './plan-checks.ts';
import { resolvePolicy } from './read-committed.ts';

/** What is known of a run so far: a value that each phase replaces, never changes. */
export interface Story {
  readonly hooks?: EngineHooks;
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** The same, whole. */
  readonly assembled: readonly Plugin[];
  readonly changes: Changes;
  readonly commit?: Commit;
  readonly plan: Plan;
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  readonly lockAtBase?: LockAtBase;
  /** The baseline, and what of it was seen. */
  readonly baseline?: Baseline;
  readonly accepted?: RunReport['baseline'];
  readonly problems: readonly Problem[];
  readonly objections: readonly Objection[];
  readonly results: readonly CheckResult[];
  readonly verdict: Verdict;
  /** Undefined where nothing failed. */
  readonly triage?: RunReport['triage'] | undefined;
  readonly notes: readonly RunNote[];
  readonly end: RunEnd;
}

/** Before anything happened. Blocks, so that a story that is cut short can never be read as a pass. */
export function nothingYet(config: Config): Story {
  return {
    plugins: [],
    assembled: [],
    changes: {
      scope: 'all',
      method: 'unknown',
      reason: 'all files (what changed was not found out)',
      files: [],
    },
    plan: NO_PLAN,
    policy: resolvePolicy(config.policy ?? {}, config.waivers ?? []),
    problems: [],
    objections: [],
    results: [],
    verdict: {
      level: 'block',
      objections: [
        { source: 'gate', level: 'block', rule: 'no-evidence', message: 'the run did not reach a verdict' },
      ],
    },
    notes: [],
    end: 'crashed',
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { problemOf } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Baseline } from '../findings/baseline.ts';
import { BASELINE_FILE, parseBaseline } from '../findings/baseline-file.ts';
import { parseWaivers, validateWaivers } from '../findings/waive.ts';
import { isEnforceFromValid } from '../gate/enforce-from.ts';
import { parseLock } from '../gate/lock.ts';
import type { Lock } from '../model/lock.ts';
import type { Policy, ResolvedPolicy, Waiver } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';

/** What the repository holds beside the config: the policy with all waivers, and the lock. */
export interface Committed {
  readonly policy: ResolvedPolicy;
  readonly lock?: Lock;
  readonly baseline?: Baseline;
  readonly problems: readonly Problem[];
}

/** Reads `ci.waivers.json`, `ci.baseline.json` and `ci.lock.json`. A file that is there and cannot be read is a problem, never an empty one. */
export async function readCommitted(cwd: string, config: Config, startedAt: string): Promise<Committed> {
  const problems: Problem[] = [];
  const read = async <T>(
    name: string,
    code: 'WAIVERS_UNREADABLE' | 'BASELINE_UNREADABLE' | 'LOCK_UNREADABLE',
    parse: (text: string) => T,
  ) => {
    const file = join(cwd, name);
    try {
      return parse(await readFile(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        problems.push(problemOf(code, { detail: messageOf(error) }, { file }));
      return undefined;
    }
  };
  const [fromFile, baseline, lock] = await Promise.all([
    read('ci.waivers.json', 'WAIVERS_UNREADABLE', parseWaivers),
    read(BASELINE_FILE, 'BASELINE_UNREADABLE', parseBaseline),
    read('ci.lock.json', 'LOCK_UNREADABLE', parseLock),
  ]);
  const inConfig = config.waivers ?? [];
  const policy = resolvePolicy(config.policy ?? {}, [...inConfig, ...(fromFile ?? [])]);
  const maxDays = policy.maxWaiverDays;
  problems.push(
    ...validateWaivers(inConfig, { now: startedAt, maxDays, file: 'the config' }),
    ...validateWaivers(fromFile ?? [], { now: startedAt, maxDays, file: 'ci.waivers.json' }),
    ...enforceFromProblems(policy.enforceFrom, startedAt),
  );
  return { policy, lock, baseline, problems };
}

/** The policy with its defaults, as a report records it. */
export function resolvePolicy(policy: Policy, waivers: readonly Waiver[]): ResolvedPolicy {
  return {
    required: policy.required ?? [],
    optional: policy.optional ?? [],
    informational: policy.informational ?? [],
    limits: policy.limits ?? [],
    maxFlaky: policy.maxFlaky,
    maxWaiverDays: policy.maxWaiverDays ?? 90,
    weakening: policy.weakening ?? 'warn',
    noPermission: policy.noPermission ?? 'block',
    enforceFrom: policy.enforceFrom,
    budgetMs: policy.budgetMs ?? 15 * 60_000,
    waivers,
  };
}

function enforceFromProblems(day: string | undefined, startedAt: string): Problem[] {
  if (day === undefined || isEnforceFromValid(day, startedAt)) return [];
  return [problemOf('POLICY_ENFORCE_FROM', { found: day }, { path: 'policy.enforceFrom' })];
}

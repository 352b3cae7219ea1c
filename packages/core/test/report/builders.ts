import type { Finding } from '../../src/model/finding.ts';
import type { Plan, PlannedCheck } from '../../src/model/plan.ts';
import type { ResolvedPolicy } from '../../src/model/policy.ts';
import type { RunReport } from '../../src/model/report.ts';
import type { Attempt, CheckResult } from '../../src/model/result.ts';
import type { Objection, Verdict } from '../../src/model/verdict.ts';
import { buildReport } from '../../src/report/build-report.ts';

export const STARTED_AT = '2026-11-23T14:02:00.000Z';

/** A finding of Ruff's, unless told otherwise. */
export function finding(over: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'ruff/F401',
    tool: 'ruff',
    kind: 'code',
    severity: 'medium',
    message: '`os` imported but unused',
    location: { path: 'src/app.py', line: 3, column: 8 },
    fingerprint: 'a'.repeat(64),
    ...over,
  };
}

/** An attempt that completed without findings. */
export function attempt(over: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    status: 'completed',
    startedAt: STARTED_AT,
    durationMs: 800,
    commands: [
      {
        line: 'ruff check --output-format json .',
        cwd: '/repo',
        exitCode: 0,
        timedOut: false,
        durationMs: 700,
      },
    ],
    log: 'logs/python-ruff.1.log',
    findings: [],
    metrics: {},
    tools: [],
    ...over,
  };
}

/** A success of a required check; `id` may hold a cell. */
export function result(id: string, over: Partial<CheckResult> = {}): CheckResult {
  const [checkId = id, values] = id.split('@');
  return {
    id,
    checkId,
    cell: values === undefined ? {} : { python: values },
    title: id,
    phase: 'check',
    level: 'required',
    conclusion: 'success',
    startedAt: STARTED_AT,
    durationMs: 800,
    attempts:
      over.conclusion === 'skipped' ? [] : [attempt({ log: `logs/${id.replaceAll(/[/@]/gu, '-')}.1.log` })],
    findings: [],
    metrics: {},
    tools: [],
    artifacts: [],
    limits: [],
    ...over,
  };
}

/** The plan that would have led to these results. */
export function planOf(
  results: readonly CheckResult[],
  over: Partial<Record<string, Partial<PlannedCheck>>> = {},
): Plan {
  const checks = results.map((one): PlannedCheck => {
    const isSkipped = one.skip !== undefined && one.skip !== 'upstream-failed';
    return {
      id: one.id,
      checkId: one.checkId,
      cell: one.cell,
      title: one.title,
      phase: one.phase,
      level: one.level,
      levelFrom: 'default',
      limits: [],
      needs: [],
      decision: isSkipped ? 'skip' : 'run',
      ...(isSkipped && one.skip !== undefined ? { skip: one.skip } : {}),
      reasonCode: isSkipped ? String(one.skip) : 'all',
      reason: isSkipped ? String(one.skip) : 'everything runs',
      ...over[one.id],
    };
  });
  return {
    schemaVersion: 1,
    hash: '8d41c07be1f0a2c35d9e4b6f8a7c1d2e3f405162738495a6b7c8d9e0f1a2b3c4',
    checks,
    partial: results.some(({ skip }) => skip === 'not-selected'),
  };
}

export const POLICY: ResolvedPolicy = {
  required: ['python/*'],
  optional: [],
  informational: [],
  limits: [],
  maxWaiverDays: 90,
  weakening: 'warn',
  noPermission: 'block',
  budgetMs: 900_000,
  waivers: [],
};

export function objection(over: Partial<Objection> = {}): Objection {
  return {
    source: 'gate',
    level: 'block',
    rule: 'required-check',
    message: 'a required check is not a success',
    ...over,
  };
}

export const PASS: Verdict = { level: 'pass', objections: [] };

/** A report over these results, which passed unless told otherwise. */
export function report(over: Partial<RunReport> = {}): RunReport {
  const results = over.results ?? [];
  return buildReport({
    runId: '0k3f8a1b',
    startedAt: STARTED_AT,
    durationMs: 26_000,
    end: 'completed',
    commit: { sha: '3f2c1ab4d5e6f708192a3b4c5d6e7f8091a2b3c4', branch: 'main', isDirty: true },
    trigger: { event: 'local' },
    environment: {
      sluice: '0.1.0',
      node: '24.21.0',
      platform: 'linux',
      arch: 'x64',
      cpus: 2,
      ci: false,
      plugins: [{ name: 'python', version: '0.1.0' }],
    },
    changes: { scope: 'all', method: 'all-requested', reason: 'all files (--all)', files: [] },
    plan: planOf(results),
    policy: POLICY,
    results,
    verdict: PASS,
    notes: [],
    problems: [],
    ...over,
  });
}

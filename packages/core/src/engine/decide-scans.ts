import type { Baseline } from '../findings/baseline.ts';
import { finishFindings } from '../findings/finish-findings.ts';
import { compileWaiver } from '../findings/match-waiver.ts';
import { mergeMarked } from '../findings/merge-findings.ts';
import { conclude, type ConcludeInput } from '../gate/conclude.ts';
import type { Evidence } from '../gate/decide-again.ts';
import { decide } from '../gate/decide.ts';
import type { Scope } from '../model/check.ts';
import { SEVERITIES, type Finding, type Severity } from '../model/finding.ts';
import type { Limit } from '../model/limit.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { ResolvedPolicy, Waiver } from '../model/policy.ts';
import type { CheckResult, CheckRun } from '../model/result.ts';
import type { Verdict } from '../model/verdict.ts';
import { markResults } from './mark-results.ts';
import { resolvePolicy } from './read-committed.ts';

/** A report that exists already, as a check would have returned it. */
export interface Scan {
  /** As a check's: `security/bandit`. Distinct; two reports of one tool have two ids. */
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
  /** `errored`: it says nothing of what it did not see, and blocks. Its findings count all the same. */
  readonly conclusion: 'success' | 'errored';
  readonly reason?: string;
  /** How much it looked at; nothing seen is `errored` too. */
  readonly scope?: Scope;
}

/** What {@link decideScans} decides from. */
export interface ScansInput {
  readonly scans: readonly Scan[];
  /** Over all scans, unless a limit says which in `over`. */
  readonly limits: readonly Limit[];
  readonly waivers: readonly Waiver[];
  /** Accepted findings: they do not count, unless a limit asks for them. */
  readonly baseline?: Baseline;
  /** The severity that a finding of unknown severity counts as. Not given: it stays unknown. */
  readonly unknownAs?: Severity;
  /** The moment that decides what is expired, ISO. */
  readonly now: string;
}

export interface ScansDecision {
  /** After merging, most severe first; waived and suppressed ones are among them, marked. */
  readonly findings: readonly Finding[];
  /** Of those that are not suppressed. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly verdict: Verdict;
}

/**
 * Decides over reports as the engine does over checks: merged, waived, counted against limits, by the same functions.
 * Every scan is required: one that is `errored` blocks, and so does having none. Pure; never throws for what a scan
 * holds.
 */
export function decideScans(input: ScansInput): ScansDecision {
  const { verdict, results } = scansEvidence(input);
  const findings = mergeMarked(results.flatMap((result) => result.findings));
  return { findings, counts: countBySeverity(findings), verdict };
}

/** What a run of checks with these scans as their outcomes would have left behind. */
export function scansEvidence({ scans, limits, waivers, baseline, unknownAs, now }: ScansInput): Evidence {
  const known = scans.map((scan) => ({ ...scan, findings: scan.findings.map(withSeverity(unknownAs)) }));
  const finished = known.map(({ id, findings }) => finishFindings(findings, { waivers, now, checkId: id }));
  const all = finished.flat();
  const policy: ResolvedPolicy = {
    ...resolvePolicy(
      {},
      waivers.filter((waiver) => concerns(waiver, all, limits)),
    ),
    limits: limits.map((limit) => ({ ...limit, over: limit.over ?? scans.map(({ id }) => id) })),
  };
  const results = markResults(
    known.map((scan, index) => resultOf(scan, finished[index] ?? [], { policy, now })),
    baseline,
  );
  const plan = { schemaVersion: 1, hash: '', checks: scans.map(plannedFor), partial: false } as const;
  const base = { plan, results, policy, problems: [], end: 'completed' as const };
  const verdict = decide({ ...base, now, objections: [] });
  // Limits for pull requests only are judged too: nothing says that the reports are of anything else.
  return { ...base, verdict, startedAt: now, trigger: { event: 'pull_request' } };
}

function withSeverity(unknownAs: Severity | undefined): (finding: Finding) => Finding {
  return (finding) => {
    if (unknownAs === undefined || finding.severity !== 'unknown') return finding;
    const step = `unknown severity counts as ${unknownAs}`;
    return { ...finding, severity: unknownAs, steps: [...(finding.steps ?? []), step] };
  };
}

/** The others are of checks that nobody ran here: nothing can be said of whether they are still of use. */
function concerns(waiver: Waiver, findings: readonly Finding[], limits: readonly Limit[]): boolean {
  if (waiver.limit !== undefined) return limits.some(({ rule }) => rule === waiver.limit);
  return findings.some(compileWaiver(waiver));
}

function plannedFor({ id, title }: Pick<Scan, 'id' | 'title'>): PlannedCheck {
  return {
    id,
    checkId: id,
    cell: {},
    title,
    phase: 'check',
    level: 'required',
    levelFrom: 'default',
    limits: [],
    needs: [],
    decision: 'run',
    reasonCode: 'selected',
    reason: 'its report was given',
  };
}

function resultOf(
  scan: Scan,
  finished: readonly Finding[],
  given: Pick<ConcludeInput, 'policy' | 'now'>,
): CheckResult {
  const { now } = given;
  const { id, findings, conclusion, reason, scope } = scan;
  const run: CheckRun = {
    id,
    startedAt: now,
    durationMs: 0,
    artifacts: [],
    attempts: [
      {
        number: 1,
        status: conclusion === 'success' ? 'completed' : 'errored',
        startedAt: now,
        durationMs: 0,
        ...(reason === undefined ? {} : { reason }),
        commands: [],
        log: '',
        findings,
        metrics: {},
        ...(scope === undefined ? {} : { scope }),
        tools: [],
      },
    ],
  };
  return conclude(plannedFor(scan), run, { findings: finished, ...given });
}

function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity, suppression } of findings) if (suppression === undefined) counts[severity] += 1;
  return counts;
}

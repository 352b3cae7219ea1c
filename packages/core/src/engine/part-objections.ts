import { canonicalJson } from '../model/canonical-json.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { RunReport } from '../model/report.ts';
import type { Objection } from '../model/verdict.ts';
import type { Part } from './part.ts';
import { saysNothingOf } from './says-nothing-of.ts';

type ReportPart = Extract<Part, { readonly kind: 'report' }>;

/** Where the gate itself stands. */
interface Here {
  readonly sha: string | undefined;
  /** The CI system's number of the run. */
  readonly run: string | undefined;
}

/** Parts that cannot be taken for evidence of this plan: cut short, of another commit or run, or of another gate. */
export function partObjections(
  parts: readonly Part[],
  checks: readonly PlannedCheck[],
  here: Here,
): readonly Objection[] {
  const planned = new Map(checks.map((check) => [check.id, check]));
  const reports = parts.filter((part) => part.kind === 'report');
  const newest = newestAttempts(reports, planned);
  const run = here.run ?? reports.map(({ report }) => report.trigger.run).find((one) => one !== undefined);
  return reports.flatMap(({ report, file }) =>
    [
      ...(isReplaced(report, planned, newest) ? [] : endFaults(report)),
      ...placeFaults(report, { ...here, run }),
      ...planFaults(report, planned),
    ].map((fault): Objection => ({
      source: 'gate',
      level: 'block',
      rule: 'part',
      message: `${file}: ${fault}`,
    })),
  );
}

type PlannedById = ReadonlyMap<string, PlannedCheck>;

/** By check, the newest attempt that has a result for it. */
function newestAttempts(reports: readonly ReportPart[], planned: PlannedById): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { report } of reports) {
    for (const id of idsIn(report, planned))
      newest.set(id, Math.max(newest.get(id) ?? 0, report.trigger.attempt ?? 0));
  }
  return newest;
}

function idsIn({ results }: RunReport, planned: PlannedById): readonly string[] {
  return results
    .filter((result) => {
      const check = planned.get(result.id);
      return check !== undefined && !saysNothingOf(check, result);
    })
    .map(({ id }) => id);
}

/** That an attempt was cut short says nothing any more when a newer one has a result for all that it had to run. */
function isReplaced(report: RunReport, planned: PlannedById, newest: ReadonlyMap<string, number>): boolean {
  const { attempt } = report.trigger;
  const owed = report.plan.checks.filter(({ decision }) => decision === 'run');
  return (
    attempt !== undefined &&
    owed.length > 0 &&
    owed.every(({ id }) => planned.has(id) && (newest.get(id) ?? 0) > attempt)
  );
}

function endFaults({ end }: RunReport): readonly string[] {
  if (end === 'completed') return [];
  return [`its run ${end === 'cancelled' ? 'was cancelled' : 'did not get to results'}`];
}

function placeFaults({ commit, trigger }: RunReport, { sha, run }: Here): readonly string[] {
  return [
    ...(sha !== undefined && commit !== undefined && commit.sha !== sha
      ? [`it is of commit ${commit.sha.slice(0, 7)}, this checkout is ${sha.slice(0, 7)}`]
      : []),
    ...(run !== undefined && trigger.run !== undefined && trigger.run !== run
      ? [`it is of run ${trigger.run}, and the others are of run ${run}`]
      : []),
  ];
}

function planFaults(report: RunReport, planned: PlannedById): readonly string[] {
  return report.plan.checks
    .filter(({ decision }) => decision === 'run')
    .filter((check) => {
      const here = planned.get(check.id);
      return here === undefined || gateOf(here) !== gateOf(check);
    })
    .map(({ id }) => `${id} was planned there with another level, limits, needs or inputs`);
}

const gateOf = ({ level, limits, needs, inputs, phase }: PlannedCheck): string =>
  canonicalJson({ level, limits, needs, inputs, phase });

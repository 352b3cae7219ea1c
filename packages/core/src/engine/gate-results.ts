import type { Config } from '../config/config.ts';
import { problemOf } from '../errors/ci-error.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import type { PlannedCheck } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { RunReport } from '../model/report.ts';
import type { Objection } from '../model/verdict.ts';
import { describeTrigger } from './describe.ts';
import { gatePhase } from './gate-phase.ts';
import { hashLines } from './hash-lines.ts';
import { createJudge, type Judge, type PlannedRun } from './judge.ts';
import { openRun } from './open-run.ts';
import { prepare } from './prepare.ts';
import { reportPhase } from './report-phase.ts';
import type { EngineOptions } from './run-options.ts';
import { nothingYet, type Story } from './story.ts';

/** What one machine left: a run's report, or the plan that all were to follow. */
export type Part =
  | { readonly kind: 'report'; readonly file: string; readonly report: RunReport }
  | { readonly kind: 'plan'; readonly file: string; readonly hash: string };

interface GateRequest {
  readonly parts: readonly Part[];
  /** The moment that counts as now. Default: the start of the earliest part. */
  readonly now?: string;
  readonly options: EngineOptions;
}

/**
 * Decides over the results of other machines. Plans again on this checkout, holds every part against that plan, and
 * concludes each result anew from its attempts; parts count only as a complete set, and of two results for one check
 * the worse one counts.
 */
export async function gateResults(
  config: Config,
  { parts, now: at, options }: GateRequest,
): Promise<{ readonly report: RunReport; readonly dir: string }> {
  const run = await openRun(options);
  const reports = parts.flatMap((part) => (part.kind === 'report' ? [part.report] : []));
  const now = at ?? reports.map(({ startedAt }) => startedAt).toSorted()[0] ?? run.startedAt;
  const prepared = await prepare({
    config,
    options,
    startedAt: now,
    exec: run.execFor,
    onTapFailed: () => {},
    onTapSlow: () => {},
  });
  const { event } = describeTrigger(options.host.env);
  const problems: readonly Problem[] = [...prepared.problems, ...planProblems(parts, prepared.plan.hash)];
  const { policy, baseline } = prepared;
  const judge = createJudge({ policy, now, event, baseline });
  const chosen = problems.length > 0 ? [] : prepared.plan.checks.flatMap((one) => runOf(one, reports, judge));
  const judged = judge.all(chosen);
  const objections = [
    ...prepared.objections,
    ...partObjections(parts, prepared.plan.checks, prepared.commit?.sha),
  ];
  const story: Story = {
    ...nothingYet(config),
    ...prepared,
    problems,
    objections,
    results: await hashLines(judged.results, options.cwd),
    ...(judged.baseline === undefined ? {} : { accepted: judged.baseline }),
    end: problems.length > 0 ? 'problems' : 'completed',
  };
  const verdict = await gatePhase(story.hooks, { ...story, now, event });
  const report = await reportPhase({ ...story, verdict }, { run: { ...run, startedAt: now }, options });
  return { report, dir: run.dir };
}

function planProblems(parts: readonly Part[], hash: string): readonly Problem[] {
  return parts.flatMap((part) =>
    part.kind === 'plan' && part.hash !== hash
      ? [
          problemOf(
            'PLAN_CHANGED',
            { file: part.file, expected: part.hash.slice(0, 12), found: hash.slice(0, 12) },
            { file: part.file },
          ),
        ]
      : [],
  );
}

const WORST_FIRST = ['errored', 'timed_out', 'cancelled', 'failure', 'skipped', 'success'];

/** The worst of what the parts say of a check, by itself. None is no result, and the gate blocks for it. */
function runOf(planned: PlannedCheck, reports: readonly RunReport[], judge: Judge): readonly PlannedRun[] {
  const found = reports.flatMap((report) => {
    const result = report.results.find(({ id }) => id === planned.id);
    // A leg that was not asked for this check says nothing about it.
    return result === undefined || (result.skip === 'not-selected' && planned.decision === 'run')
      ? []
      : [result];
  });
  const ranked = found.map((run) => ({ run, rank: WORST_FIRST.indexOf(judge.one(planned, run).conclusion) }));
  const [worst] = ranked.toSorted((a, b) => a.rank - b.rank);
  return worst === undefined ? [] : [{ planned, run: worst.run }];
}

/** Parts that cannot be taken for evidence of this plan: cut short, of another commit, or of another gate. */
function partObjections(
  parts: readonly Part[],
  checks: readonly PlannedCheck[],
  sha: string | undefined,
): readonly Objection[] {
  const planned = new Map(checks.map((check) => [check.id, check]));
  return parts.flatMap((part): readonly Objection[] => {
    if (part.kind === 'plan') return [];
    const { report, file } = part;
    const object = (message: string): Objection => ({
      source: 'gate',
      level: 'block',
      rule: 'part',
      message: `${file}: ${message}`,
    });
    const faults: Objection[] = [];
    if (report.end !== 'completed')
      faults.push(
        object(`its run ${report.end === 'cancelled' ? 'was cancelled' : 'did not get to results'}`),
      );
    if (sha !== undefined && report.commit !== undefined && report.commit.sha !== sha) {
      faults.push(
        object(`it is of commit ${report.commit.sha.slice(0, 7)}, this checkout is ${sha.slice(0, 7)}`),
      );
    }
    for (const check of report.plan.checks) {
      const here = planned.get(check.id);
      if (check.decision === 'run' && (here === undefined || gateOf(here) !== gateOf(check))) {
        faults.push(object(`${check.id} was planned there with another level, limits, needs or inputs`));
      }
    }
    return faults;
  });
}

const gateOf = ({ level, limits, needs, inputs, phase }: PlannedCheck): string =>
  canonicalJson({ level, limits, needs, inputs, phase });

import { dirname } from 'node:path';
import type { Config } from '../config/config.ts';
import { problemOf } from '../errors/ci-error.ts';
import type { Problem } from '../model/problem.ts';
import type { RunReport } from '../model/report.ts';
import type { ViewOptions } from '../report/view-options.ts';
import { describeTrigger } from './describe.ts';
import { failurePhase } from './failure-phase.ts';
import { gatePhase } from './gate-phase.ts';
import { hashLines } from './hash-lines.ts';
import { createJudge, type PlannedRun } from './judge.ts';
import { newestRun } from './newest-run.ts';
import { openRun } from './open-run.ts';
import type { Part } from './part.ts';
import { partObjections } from './part-objections.ts';
import { partsTriage } from './parts-triage.ts';
import { prepare } from './prepare.ts';
import { reportPhase } from './report-phase.ts';
import type { EngineOptions } from './run-options.ts';
import { nothingYet, type Story } from './story.ts';

interface GateRequest {
  readonly parts: readonly Part[];
  /** The moment that counts as now. Default: the start of the earliest part. */
  readonly now?: string;
  readonly options: EngineOptions;
}

/**
 * Decides over the results of other machines. Plans again on this checkout, holds every part against that plan, and
 * concludes each result anew from its attempts; parts count only as a complete set. Of two results for one check the one of
 * the newest attempt of the CI run counts, and within an attempt the worse one.
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
  const { event, run: ownRun } = describeTrigger(options.host.env);
  const problems: readonly Problem[] = [...prepared.problems, ...planProblems(parts, prepared.plan.hash)];
  const { policy, baseline } = prepared;
  const judge = createJudge({ policy, now, event, baseline });
  const chosen =
    problems.length > 0 ? [] : prepared.plan.checks.flatMap((one) => newestRun(one, reports, { judge, now }));
  const judged = judge.all(chosen);
  const objections = [
    ...prepared.objections,
    ...partObjections(parts, prepared.plan.checks, { sha: prepared.commit?.sha, run: ownRun }),
  ];
  const story: Story = {
    ...nothingYet(config),
    ...prepared,
    problems,
    objections,
    results: await hashLines(judged.results, options.cwd),
    triage: partsTriage(chosen, reports),
    ...(judged.baseline === undefined ? {} : { accepted: judged.baseline }),
    end: problems.length > 0 ? 'problems' : 'completed',
  };
  const verdict = await gatePhase(story.hooks, { ...story, now, event });
  const decided = { ...story, verdict };
  const notes = await failurePhase(story.hooks, { ...decided, run, options });
  const report = await reportPhase(
    { ...decided, notes },
    { run: { ...run, startedAt: now }, options, logFolder: partFolder(chosen, parts) },
  );
  return { report, dir: run.dir };
}

/** The folder of the machine whose result was chosen: a log stays with the run that it is of. */
function partFolder(
  chosen: readonly PlannedRun[],
  parts: readonly Part[],
): NonNullable<ViewOptions['logFolder']> {
  const folders = new Map<string, string>();
  for (const { planned, run } of chosen) {
    const part = parts.find(
      (one) => one.kind === 'report' && one.report.results.some((result) => result === run),
    );
    if (part !== undefined) folders.set(planned.id, dirname(part.file));
  }
  return ({ id }) => folders.get(id);
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

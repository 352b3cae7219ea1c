import type { Run } from '../runs/run.ts';
import { isDecided } from './is-decided.ts';
import { WEEK_MS, type Window } from './window.ts';

/** Commits on which one workflow both passed and failed. */
export interface FlakeFigures {
  readonly flakyCommits: number;
  /** Commits with a decided run in the window: the denominator. */
  readonly commits: number;
  /** `flakyCommits / commits`, 0 to 1; null without commits. A lower bound: without a second run nothing shows. */
  readonly flakeRate: number | null;
}

const PASSED = 1;
const FAILED = 2;

/** A failure of more than this share of a run's jobs is the CI system's, and no evidence of a flake. */
const INFRASTRUCTURE_SHARE = 0.8;

/**
 * Flakes by commit: one workflow, one commit, a pass and a failure within 14 days, in attempts or in separate runs.
 *
 * Source: CircleCI Insights and Harness use the same definition and span; leaving out runs of which more than 80 % of
 * the jobs failed is Trunk's.
 */
export function flakeFigures(runs: readonly Run[], { fromMs, toMs }: Window): FlakeFigures {
  // By commit, and in it by workflow: which of the two ends was seen. Numbers, for a set each takes most of the time.
  const seen = new Map<string, Map<string, number>>();
  const inWindow = new Set<string>();
  for (const run of runs) {
    const { sha, createdMs, workflow } = run;
    if (createdMs > toMs || createdMs < fromMs - WEEK_MS || sha === undefined || !isDecided(run)) continue;
    if (createdMs >= fromMs) inWindow.add(sha);
    if (isInfrastructure(run)) continue;
    let workflows = seen.get(sha);
    if (workflows === undefined) seen.set(sha, (workflows = new Map<string, number>()));
    workflows.set(workflow, (workflows.get(workflow) ?? 0) | (run.class === 'pass' ? PASSED : FAILED));
  }
  const flaky = [...inWindow].filter((sha) =>
    [...(seen.get(sha)?.values() ?? [])].includes(PASSED | FAILED),
  ).length;
  return {
    flakyCommits: flaky,
    commits: inWindow.size,
    flakeRate: inWindow.size === 0 ? null : flaky / inWindow.size,
  };
}

/** One job that failed alone is a test or a build; several of several at once are not. */
function isInfrastructure({ class: kind, conclusion, jobs }: Run): boolean {
  if (conclusion === 'startup_failure') return true;
  const failed = jobs.filter((job) => job.class === 'fail').length;
  return kind === 'fail' && jobs.length > 1 && failed / jobs.length > INFRASTRUCTURE_SHARE;
}

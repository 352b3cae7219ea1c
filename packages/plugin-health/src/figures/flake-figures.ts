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

/** A failure of more than this share of a run's jobs is the CI system's, and no evidence of a flake. */
const INFRASTRUCTURE_SHARE = 0.8;

/**
 * Flakes by commit: one workflow, one commit, a pass and a failure within 14 days, in attempts or in separate runs.
 *
 * Source: CircleCI Insights and Harness use the same definition and span; leaving out runs of which more than 80 % of
 * the jobs failed is Trunk's.
 */
export function flakeFigures(runs: readonly Run[], { fromMs, toMs }: Window): FlakeFigures {
  const seen = new Map<string, { readonly workflows: Map<string, Set<string>>; isInWindow: boolean }>();
  for (const run of runs) {
    const { sha, createdMs, workflow } = run;
    if (sha === undefined || !isDecided(run) || createdMs > toMs || createdMs < fromMs - WEEK_MS) continue;
    const commit = seen.get(sha) ?? { workflows: new Map<string, Set<string>>(), isInWindow: false };
    commit.isInWindow ||= createdMs >= fromMs;
    const classes = commit.workflows.get(workflow) ?? new Set<string>();
    if (!isInfrastructure(run)) classes.add(run.class);
    commit.workflows.set(workflow, classes);
    seen.set(sha, commit);
  }
  const commits = [...seen.values()].filter(({ isInWindow }) => isInWindow);
  const flaky = commits.filter(({ workflows }) =>
    [...workflows.values()].some(({ size }) => size > 1),
  ).length;
  return {
    flakyCommits: flaky,
    commits: commits.length,
    flakeRate: commits.length === 0 ? null : flaky / commits.length,
  };
}

/** One job that failed alone is a test or a build; several of several at once are not. */
function isInfrastructure({ class: kind, conclusion, jobs }: Run): boolean {
  if (conclusion === 'startup_failure') return true;
  const failed = jobs.filter((job) => job.class === 'fail').length;
  return kind === 'fail' && jobs.length > 1 && failed / jobs.length > INFRASTRUCTURE_SHARE;
}

import type { JobFacts } from './rerun-facts.ts';

/** The name of the job that always runs and alone is required. */
const GATE = 'sluice';

const NOT_FAILED = new Set<string | null>(['success', 'skipped', 'neutral', 'cancelled', null]);

/**
 * The jobs that failed by themselves. The job that decides is red because others are: it counts only when no other
 * failed, or when it began before they ended. GitHub starts it again with them.
 */
export function failedJobs(jobs: readonly JobFacts[]): readonly JobFacts[] {
  const failed = jobs.filter(({ conclusion }) => !NOT_FAILED.has(conclusion));
  const others = failed.filter(({ name }) => name !== GATE);
  const isConsequence = (job: JobFacts): boolean =>
    job.name === GATE &&
    others.length > 0 &&
    others.every(
      ({ completedAt }) => completedAt !== null && Date.parse(completedAt) <= Date.parse(job.startedAt),
    );
  return failed.filter((job) => !isConsequence(job));
}

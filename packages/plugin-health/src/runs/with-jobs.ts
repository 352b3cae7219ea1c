import type { Job, Run } from './run.ts';

/**
 * A run as its jobs tell it. It ended when its last job did, and one that was cancelled after a job had failed, which
 * is what fail-fast does, is a failure. Jobs that were skipped have no times worth reading.
 */
export function withJobs(run: Run, jobs: readonly Job[]): Run {
  if (jobs.length === 0) return run;
  const ended = jobs.flatMap(({ class: kind, endedMs }) => (kind === 'other' ? [] : (endedMs ?? [])));
  const isFailFast = run.conclusion === 'cancelled' && jobs.some((job) => job.class === 'fail');
  return {
    ...run,
    jobs,
    ...(isFailFast ? { class: 'fail' as const } : {}),
    ...(ended.length === 0 || run.class === 'running'
      ? {}
      : { endedMs: ended.reduce((a, b) => Math.max(a, b)) }),
  };
}

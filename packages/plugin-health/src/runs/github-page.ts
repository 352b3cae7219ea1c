import { isObject } from './fields.ts';
import { githubJob, type OwnedJob } from './github-job.ts';
import { githubRun } from './github-run.ts';
import type { Run } from './run.ts';

/** Where what a page holds is put. */
export interface PageSink {
  readonly run: (run: Run) => void;
  readonly job: (job: OwnedJob) => void;
  /** A record that is neither, or cannot be placed. */
  readonly unread: () => void;
  /** The `total_count` of a page of runs: how many the search has in all. */
  readonly total: (count: number) => void;
}

/**
 * Takes a page of runs (`{ workflow_runs }`), a page of jobs (`{ jobs }`) or a single run apart. True when it was a page
 * of runs without any: that is an answer too.
 */
export function githubPage(page: unknown, sink: PageSink): boolean {
  const list = listOf(page, 'workflow_runs');
  if (list !== undefined) sink.total(totalOf(page));
  const jobs = list === undefined ? listOf(page, 'jobs') : undefined;
  const isPage = list !== undefined || (jobs !== undefined && !(isObject(page) && 'id' in page));
  for (const record of isPage ? (list ?? []) : [page]) {
    const run = githubRun(record);
    if (run === undefined) sink.unread();
    else sink.run(run);
  }
  for (const record of jobs ?? []) {
    const job = githubJob(record);
    if (job === undefined) sink.unread();
    else sink.job(job);
  }
  return list !== undefined && list.length === 0;
}

function listOf(page: unknown, field: string): readonly unknown[] | undefined {
  if (!isObject(page) || !Object.hasOwn(page, field)) return undefined;
  const list = page[field];
  return Array.isArray(list) ? list : undefined;
}

function totalOf(page: unknown): number {
  const total = isObject(page) ? page['total_count'] : undefined;
  return Number.isSafeInteger(total) ? (total as number) : 0;
}

import { isObject } from './fields.ts';
import { attemptKey, githubJob } from './github-job.ts';
import { githubRun } from './github-run.ts';
import type { Job, Run } from './run.ts';
import type { RunReading } from './run-source.ts';
import { splitDocuments } from './split-documents.ts';
import { withJobs } from './with-jobs.ts';

interface Found {
  readonly runs: Run[];
  readonly jobs: Map<string, Map<string, Job>>;
  unread: number;
  /** The largest `total_count` that a page of runs told. */
  total: number;
}

/**
 * Runs out of what GitHub's API answers: a page (`{ workflow_runs }`), a list of pages, a list of runs, or any of these
 * one after another. Pages of jobs (`{ jobs }`) may be among them; each job finds its attempt. Undefined when nothing
 * in the text is a run or a page of runs.
 */
export function githubRuns(text: string): RunReading | undefined {
  const found: Found = { runs: [], jobs: new Map(), unread: 0, total: 0 };
  // Two levels: `gh api --slurp` puts pages that are lists into one more list.
  const pages: readonly unknown[] = splitDocuments(text).flat(2);
  let isRuns = pages.length === 0;
  for (const page of pages) {
    const list = listOf(page, 'workflow_runs');
    if (list !== undefined) found.total = Math.max(found.total, totalOf(page));
    const jobs = list === undefined ? listOf(page, 'jobs') : undefined;
    const isPage = list !== undefined || (jobs !== undefined && !(isObject(page) && 'id' in page));
    isRuns ||= list !== undefined && list.length === 0;
    if (isPage) for (const record of list ?? []) addRun(found, record);
    else addRun(found, page);
    for (const record of jobs ?? []) addJob(found, record);
  }
  if (found.runs.length === 0 && !isRuns) return undefined;
  const runs = found.runs.map((run) =>
    withJobs(run, [...(found.jobs.get(attemptKey(run.id, run.attempt))?.values() ?? [])]),
  );
  return { runs, unread: found.unread, missing: missingOf(found) };
}

function addRun(found: Found, record: unknown): void {
  const run = githubRun(record);
  if (run === undefined) found.unread += 1;
  else found.runs.push(run);
}

function addJob(found: Found, record: unknown): void {
  const owned = githubJob(record);
  if (owned === undefined) {
    found.unread += 1;
    return;
  }
  const jobs = found.jobs.get(owned.owner) ?? new Map<string, Job>();
  found.jobs.set(owned.owner, jobs.set(owned.id, owned.job));
}

/** GitHub gives at most 1,000 results of a search, and tells how many there are. */
function missingOf({ runs, total }: Found): readonly string[] {
  const read = new Set(runs.map(({ id }) => id)).size;
  return read < total ? [`GitHub has ${total} runs for this search, and ${read} of them are here`] : [];
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

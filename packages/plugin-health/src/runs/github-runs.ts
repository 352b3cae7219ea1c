import { attemptKey } from './github-job.ts';
import { githubPage, type PageSink } from './github-page.ts';
import type { Job, Run } from './run.ts';
import type { RunReading } from './run-source.ts';
import { splitDocuments } from './split-documents.ts';
import { withJobs } from './with-jobs.ts';

/**
 * Runs out of what GitHub's API answers: a page (`{ workflow_runs }`), a list of pages, a list of runs, or any of these
 * one after another. Pages of jobs (`{ jobs }`) may be among them; each job finds its attempt. Undefined when nothing
 * in the text is a run or a page of runs.
 */
export function githubRuns(text: string): RunReading | undefined {
  const runs: Run[] = [];
  const jobs = new Map<string, Map<string, Job>>();
  let [unread, total] = [0, 0];
  const sink: PageSink = {
    run: (run) => runs.push(run),
    job: ({ runId, attempt, id, job }) => {
      const key = attemptKey(runId, attempt);
      jobs.set(key, (jobs.get(key) ?? new Map<string, Job>()).set(id, job));
    },
    unread: () => (unread += 1),
    total: (count) => (total = Math.max(total, count)),
  };
  // Two levels: `gh api --slurp` puts pages that are lists into one more list.
  const pages: readonly unknown[] = splitDocuments(text).flat(2);
  let isRuns = pages.length === 0;
  for (const page of pages) isRuns = githubPage(page, sink) || isRuns;
  if (runs.length === 0 && !isRuns) return undefined;
  return {
    runs: runs.map((run) => withJobs(run, [...(jobs.get(attemptKey(run.id, run.attempt))?.values() ?? [])])),
    unread,
    missing: missingOf(runs, total),
  };
}

/** GitHub gives at most 1,000 results of a search, and tells how many there are. */
function missingOf(runs: readonly Run[], total: number): readonly string[] {
  const read = new Set(runs.map(({ id }) => id)).size;
  return read < total ? [`GitHub has ${total} runs for this search, and ${read} of them are here`] : [];
}

import type { StatementSync } from 'node:sqlite';
import { attemptKey } from '../runs/github-job.ts';
import type { Job, Run } from '../runs/run.ts';
import { withJobs } from '../runs/with-jobs.ts';
import { RUN_COLUMNS, runOf } from './run-rows.ts';

/** What is read: runs created from `fromMs` to `toMs`, and those of pull requests from `recentMs` on only. */
export interface Reach {
  readonly fromMs: number;
  readonly recentMs: number;
  readonly toMs: number;
}

/** The attempts within reach, oldest first, with what their jobs say. */
export function readRuns(prepare: (sql: string) => StatementSync, reach: Reach): readonly Run[] {
  const { fromMs, recentMs, toMs } = reach;
  const jobs = new Map<string, Job[]>();
  for (const row of prepare(JOBS).iterate(fromMs, toMs, recentMs)) {
    const key = attemptKey(String(row['run']), Number(row['attempt']));
    const list = jobs.get(key);
    const job = JSON.parse(String(row['document'])) as Job;
    if (list === undefined) jobs.set(key, [job]);
    else list.push(job);
  }
  const statement = prepare(RUNS);
  statement.setReturnArrays(true);
  return statement.all(fromMs, toMs, recentMs).map((row) => {
    const run = runOf(row);
    return jobs.size === 0 ? run : withJobs(run, jobs.get(attemptKey(run.id, run.attempt)) ?? []);
  });
}

const WITHIN = `run.created BETWEEN ? AND ?
    AND (run.created >= ? OR coalesce(run.event, '') NOT LIKE 'pull\\_request%' ESCAPE '\\')`;

const RUNS = `SELECT ${RUN_COLUMNS.join(', ')} FROM run WHERE ${WITHIN} ORDER BY created, id, attempt`;

const JOBS = `
  SELECT job.run, job.attempt, job.document FROM run JOIN job ON job.run = run.id AND job.attempt = run.attempt
  WHERE ${WITHIN} ORDER BY job.run, job.attempt, job.id`;

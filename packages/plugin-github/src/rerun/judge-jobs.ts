import { classifyLog, createRedactor, oneLine } from '@sluice/core';
import { failedJobs } from './failed-jobs.ts';
import type { RerunContext } from './rerun-context.ts';
import type { JobFacts } from './rerun-facts.ts';

const SHOWN_CHARACTERS = 300;

/** The jobs with what the logs of those say that failed by themselves. Streamed: a log may be of any size. */
export async function judgeJobs(
  { calls, env, rules }: Pick<RerunContext, 'calls' | 'env' | 'rules'>,
  jobs: readonly JobFacts[],
): Promise<readonly JobFacts[]> {
  const redactor = createRedactor(env);
  const show = (text: string): string =>
    oneLine(redactor.text(text)).slice(0, SHOWN_CHARACTERS).toWellFormed();
  const failed = failedJobs(jobs);
  const judged: JobFacts[] = [];
  for (const job of jobs) {
    if (!failed.includes(job)) {
      judged.push(job);
      continue;
    }
    const read = await calls.log(job.id, async (chunks) =>
      classifyLog(chunks, { show, ...(rules === undefined ? {} : { rules }) }),
    );
    judged.push({ ...job, log: read.ok ? { triage: read.data } : { unreadable: read.fault.message } });
  }
  return judged;
}

import type { Answer } from '../client/answer.ts';
import type { LedgerEntry } from './ledger.ts';
import type { RerunCalls } from './rerun-calls.ts';

/** Newer runs that are looked at. */
const MOST_RUNS = 3;

/**
 * Whether a newer run of the same workflow got through the jobs in which this one failed: these go to the same hosts. A
 * run in which they were skipped proves nothing.
 */
export async function hasPassedSince(calls: RerunCalls, entry: LedgerEntry): Promise<Answer<boolean>> {
  const since = entry.at.replace(/\.\d+Z$/u, 'Z');
  const newer = await calls.runsSince(entry.workflowId, since);
  if (!newer.ok) return newer;
  for (const run of newer.data.filter(({ id }) => id !== entry.runId).slice(0, MOST_RUNS)) {
    const jobs = await calls.jobs(run.id, run.run_attempt);
    if (!jobs.ok) return jobs;
    const passed = new Set(
      jobs.data.filter(({ conclusion }) => conclusion === 'success').map(({ name }) => name),
    );
    if (entry.jobs.length > 0 && entry.jobs.every((name) => passed.has(name)))
      return { ok: true, data: true };
  }
  return { ok: true, data: false };
}

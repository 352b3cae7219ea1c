import type { FailureRule } from './failure-rule.ts';
import { createSegmenter, type Segmenter } from './segment.ts';

/** More jobs in one log are not told apart, and nothing of it is transient. */
const MOST_JOBS = 60;

/**
 * Splits a log by the jobs that its lines name, as `gh run view --log` has them, and each of them into the parts that failed: jobs
 * that ran side by side may be interleaved. A log whose lines name none is that of one job.
 */
export function createJobs(rules: readonly FailureRule[]): Segmenter {
  const jobs = new Map<string | undefined, Segmenter>();
  let isCut = false;
  const jobOf = (name: string | undefined): Segmenter => {
    const known = jobs.get(name);
    if (known !== undefined) return known;
    isCut ||= jobs.size >= MOST_JOBS;
    const [first] = jobs.values();
    if (isCut && first !== undefined) return first;
    const opened = createSegmenter(rules);
    jobs.set(name, opened);
    return opened;
  };
  return {
    push: (line) => jobOf(line.job).push(line),
    isInHead: () => {
      for (const job of jobs.values()) if (job.isInHead()) return true;
      return false;
    },
    end: (lines) => {
      if (jobs.size === 0) jobOf(undefined);
      const ended = [...jobs.values()].map((job) => job.end(lines));
      const parts = ended.flatMap((job) => job.parts);
      // A job that was green stops, too: beside one that failed that says nothing.
      const failed = parts.filter(({ end }) => end !== undefined);
      return {
        parts: failed.length > 0 ? failed : parts,
        isCut: isCut || ended.some((job) => job.isCut),
      };
    },
  };
}

import { failedJobs } from './failed-jobs.ts';
import { hostsOf } from './hosts-of.ts';
import type { JobFacts } from './rerun-facts.ts';

/** What the failed jobs of an attempt have to show, for the ledger. */
export interface Signs {
  readonly categories: readonly string[];
  readonly hosts: readonly string[];
  readonly jobs: readonly string[];
}

/** As many of each as the ledger holds. */
const MOST = 50;

export function signsOf(all: readonly JobFacts[]): Signs {
  const failed = failedJobs(all);
  const triages = failed.flatMap(({ log }) => (log !== undefined && 'triage' in log ? [log.triage] : []));
  const unique = (texts: readonly string[]): readonly string[] =>
    [...new Set(texts)].toSorted().slice(0, MOST);
  return {
    categories: unique(triages.map(({ category }) => category)),
    hosts: unique(triages.flatMap(hostsOf)),
    jobs: unique(failed.map(({ name }) => name.slice(0, 300))),
  };
}

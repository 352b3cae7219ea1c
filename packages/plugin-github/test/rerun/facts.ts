import type { Triage } from '@sluice/core';
import type { LedgerEntry } from '../../src/rerun/ledger.ts';
import type { JobFacts, RerunFacts } from '../../src/rerun/rerun-facts.ts';

export const NOW = Date.parse('2026-11-29T12:00:00Z');
export const HEAD = 'a'.repeat(40);

export function triageOf(given: Partial<Triage> = {}): Triage {
  const text = 'npm error request to https://registry.example/a failed, reason: read ECONNRESET';
  return {
    verdict: 'transient',
    category: 'npm',
    confidence: 0.9,
    evidence: [{ line: 7, text, rule: 'npm-network' }],
    ...given,
  };
}

export function jobOf(given: Partial<JobFacts> = {}): JobFacts {
  return {
    id: 1,
    name: 'test',
    conclusion: 'failure',
    startedAt: '2026-11-29T11:50:00Z',
    completedAt: '2026-11-29T11:55:00Z',
    log: { triage: triageOf() },
    ...given,
  };
}

export function entryOf(given: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    runId: 1,
    workflowId: 3,
    headSha: HEAD,
    at: '2026-11-29T11:50:00Z',
    decision: 'rerun',
    reason: 'transient',
    categories: ['npm'],
    hosts: ['registry.example'],
    jobs: ['test'],
    ...given,
  };
}

const { log: _, ...unread } = jobOf({ id: 2, name: 'lint', conclusion: 'success' });
/** A job that passed, whose log nobody reads. */
const GREEN: JobFacts = unread;

/** The facts of a run that is run again; each test changes what it is about. */
export function factsOf(given: Partial<RerunFacts> = {}): RerunFacts {
  return {
    run: {
      id: 7,
      attempt: 1,
      status: 'completed',
      conclusion: 'failure',
      event: 'push',
      headSha: HEAD,
      workflowId: 3,
      createdAt: '2026-11-29T11:45:00Z',
    },
    nowMs: NOW,
    ledger: { schemaVersion: 1, entries: [] },
    limits: { mostJobs: 3, perDay: 2 },
    tip: HEAD,
    jobs: [jobOf(), GREEN],
    ...given,
  };
}

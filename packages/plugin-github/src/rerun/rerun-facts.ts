import type { Triage } from '@sluice/core';
import type { Ledger } from './ledger.ts';

/** A run as the API has it. */
export interface RunFacts {
  readonly id: number;
  readonly attempt: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly event: string;
  readonly headSha: string;
  readonly workflowId: number;
  readonly createdAt: string;
}

/** A job of the attempt, and of a failed one what its log says, or why that could not be read. */
export interface JobFacts {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly log?: { readonly triage: Triage } | { readonly unreadable: string };
}

export interface RerunLimits {
  /** Failed jobs of one run, beyond which nothing is rerun: so many have one cause, and it is not gone yet. */
  readonly mostJobs: number;
  readonly perDay: number;
}

/** All that a decision is taken from. What is not known yet is absent, and asked for only where it matters. */
export interface RerunFacts {
  readonly run: RunFacts;
  readonly nowMs: number;
  readonly ledger: Ledger;
  readonly limits: RerunLimits;
  /** Where the branch or the pull request is now; null when it is gone or closed. */
  readonly tip?: string | null;
  readonly jobs?: readonly JobFacts[];
}

/** Causes outside the code under test: the same command may pass an hour later. */
export const TRANSIENT_CATEGORIES = [
  'dns',
  'connection-reset',
  'timeout',
  'tls',
  'http-429',
  'http-5xx',
  'apt-mirror',
  'mirror',
  'pip',
  'npm',
  'go-proxy',
  'crates',
  'maven',
  'gradle',
  'nuget',
  'conda',
  'keyserver',
  'docker-registry',
  'git-transport',
  'action-download',
  'actions-service',
  'api-rate-limit',
  'runner-lost',
  'runner-resources',
] as const;

/**
 * Causes that the same command meets again. `limit`: a check found more than its limits allow. `unclassified`: a
 * failure that no rule knows.
 */
export const PERSISTENT_CATEGORIES = [
  'test',
  'lint',
  'type',
  'compile',
  'resolution',
  'not-found',
  'missing-file',
  'permission',
  'configuration',
  'checksum',
  'resource',
  'limit',
  'cancelled',
  'unclassified',
] as const;

export type TransientCategory = (typeof TRANSIENT_CATEGORIES)[number];
export type PersistentCategory = (typeof PERSISTENT_CATEGORIES)[number];

/** A line of the log that speaks for the answer. */
export interface TriageEvidence {
  /** Its number in the log as it was read, from 1. */
  readonly line: number;
  /** One line of untrusted text, without timestamp and colours. */
  readonly text: string;
  /** The id of the rule that knows it. */
  readonly rule: string;
}

/** Why a log failed, and whether a rerun would help. Without conclusive evidence it is never transient. */
export interface Triage {
  /** `unknown`: the log holds no failure to judge. */
  readonly verdict: 'transient' | 'persistent' | 'unknown';
  readonly category: TransientCategory | PersistentCategory;
  /** 0 to 1: how sure the rules are, not a measured probability. */
  readonly confidence: number;
  readonly evidence: readonly TriageEvidence[];
}

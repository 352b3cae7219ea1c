import type { FakeToken } from './token.ts';

/** What a fake starts with. JSON-safe, so that one in a process of its own can be given it in a file. */
export interface Seed {
  readonly repository?: {
    readonly owner?: string;
    readonly name?: string;
    readonly defaultBranch?: string;
    readonly isPrivate?: boolean;
    readonly formerNames?: readonly string[];
  };
  /** Default: `TOKENS`. */
  readonly tokens?: Readonly<Record<string, FakeToken>>;
  /** The time of the fake, which then stands still. Default: that of the machine. */
  readonly now?: string;
  /** Files on the default branch. */
  readonly files?: Readonly<Record<string, string>>;
  readonly branches?: readonly BranchSeed[];
  readonly workflows?: readonly { readonly id?: number; readonly name: string; readonly path: string }[];
  readonly labels?: readonly {
    readonly name: string;
    readonly color?: string;
    readonly description?: string;
  }[];
  readonly issues?: readonly IssueSeed[];
  readonly pulls?: readonly PullSeed[];
  readonly runs?: readonly RunSeed[];
  readonly artifacts?: readonly ArtifactSeed[];
  readonly caches?: readonly { readonly key: string; readonly ref?: string; readonly sizeBytes?: number }[];
  readonly rules?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  readonly rulesets?: readonly Record<string, unknown>[];
}

/** A branch of one commit above `from` (the default branch). */
export interface BranchSeed {
  readonly name: string;
  readonly from?: string;
  readonly sha?: string;
  readonly message?: string;
  /** Added to, or put over, those of `from`. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface IssueSeed {
  readonly number?: number;
  readonly title: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly labels?: readonly string[];
  readonly author?: string;
  readonly createdAt?: string;
  readonly comments?: readonly { readonly body: string; readonly author?: string; readonly app?: string }[];
}

export interface PullSeed extends IssueSeed {
  readonly branch: string;
  readonly sha?: string;
  readonly base?: string;
  /** `owner/name` of the fork the head is in; null when it was deleted meanwhile. */
  readonly fork?: string | null;
  readonly files?: Readonly<Record<string, string>>;
  readonly isMerged?: boolean;
  readonly isDraft?: boolean;
  /** Default: true, but false for a head in a fork. */
  readonly isKnownByCommit?: boolean;
}

/** A run of which the fields describe the first attempt; `attempts` replaces that by several. */
export interface RunSeed extends AttemptSeed {
  readonly id?: number;
  /** Default: the first workflow. */
  readonly workflow?: string;
  readonly event?: string;
  readonly branch?: string | null;
  /** Default: the head of `branch`. */
  readonly sha?: string;
  readonly headRepository?: string | null;
  readonly title?: string;
  readonly actor?: string;
  /** Default: the open pull requests of that branch in this repository. */
  readonly pulls?: readonly number[];
  readonly createdAt?: string;
  readonly attempts?: readonly AttemptSeed[];
}

export interface AttemptSeed {
  readonly status?: 'queued' | 'in_progress' | 'completed' | 'requested' | 'waiting' | 'pending';
  /** Default: `success`, and `failure` when a job has it. */
  readonly conclusion?: string | null;
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly jobs?: readonly JobSeed[];
}

export interface JobSeed {
  readonly id?: number;
  readonly name: string;
  readonly status?: 'queued' | 'in_progress' | 'completed';
  readonly conclusion?: string | null;
  readonly startedAt?: string;
  readonly completedAt?: string | null;
  readonly steps?: readonly { readonly name: string; readonly conclusion?: string | null }[];
  /** Plain lines become a log as the runner writes it, with a BOM and stamps; null when it is gone. */
  readonly log?: readonly string[] | string | null;
}

export interface ArtifactSeed {
  readonly runId: number;
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly isExpired?: boolean;
}

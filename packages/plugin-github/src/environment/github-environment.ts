/** The events whose payload is understood. */
export type GithubEvent =
  | 'pull_request'
  | 'push'
  | 'merge_group'
  | 'schedule'
  | 'workflow_run'
  | 'workflow_dispatch';

/** A repository's two names, both safe as parts of a path. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** The pull request that a run is for. */
export interface PullRequestFacts {
  readonly number: number;
  /** Its branch is in another repository, or that repository is gone. */
  readonly isFork: boolean;
  readonly headBranch: string;
  readonly baseBranch: string;
  readonly baseSha: string;
}

/** The run whose end started this one. As the payload has it: whoever acts on it asks the API again. */
export interface FinishedRun {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch?: string;
  readonly isFork: boolean;
  readonly conclusion?: string;
}

/**
 * Where a run in GitHub Actions takes place: every name, number and address in it was checked, so that each is safe as
 * part of a path or of a query. Frozen, JSON-safe, without the token.
 */
export interface GithubEnvironment {
  readonly event: GithubEvent;
  readonly repository: RepositoryName;
  /** Without a slash at its end: `https://api.github.com`, `https://github.example/api/v3`. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly runId: number;
  /** From 1; a rerun has the same run id. */
  readonly attempt: number;
  /** The page of the run. */
  readonly runUrl: string;
  /** The commit that is checked out: of a pull request, a merge made for it. */
  readonly sha: string;
  readonly ref: string;
  /** The commit that people know: of a pull request, the tip of its branch. What is reported belongs to it. */
  readonly headSha: string;
  readonly headBranch?: string;
  /** Absent where the payload does not say. */
  readonly defaultBranch?: string;
  readonly actor: string;
  readonly isFork: boolean;
  readonly isDependabot: boolean;
  /** GitHub gives this run a token that only reads: a write that it refuses is no fault of the workflow. */
  readonly isReadOnly: boolean;
  readonly pullRequest?: PullRequestFacts;
  readonly finishedRun?: FinishedRun;
}

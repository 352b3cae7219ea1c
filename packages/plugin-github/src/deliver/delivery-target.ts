import type { GithubClient } from '../client/github-client.ts';
import type { GithubEnvironment } from '../environment/github-environment.ts';
import type { RecordedRun } from '../report/recorded-run.ts';

/** Where a run is reported to. */
export interface DeliveryTarget {
  readonly client: GithubClient;
  readonly environment: GithubEnvironment;
  readonly run: RecordedRun;
  /** Asked once for all that deliver; nothing when there is no pull request, or it cannot be read. */
  readonly pull: () => Promise<PullState | undefined>;
}

/** A pull request as it is now. */
export interface PullState {
  readonly number: number;
  readonly isOpen: boolean;
  readonly headSha: string;
}

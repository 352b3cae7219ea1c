import type { Budget } from './server/budget.ts';
import type { Fault, FaultScope } from './server/fault.ts';
import type { BlobRequest } from './server/open-blobs.ts';
import type { RecordedCall } from './server/recorded-call.ts';
import type { FakeState } from './state/fake-state.ts';
import type { FakePull } from './state/repository-records.ts';
import type { FakeRun } from './state/run-records.ts';
import type { AttemptSeed, PullSeed, RunSeed } from './state/seed.ts';

/**
 * GitHub's API for one repository, on loopback. Its end (`await using`) throws when a call was not as GitHub's own
 * description has it, when one was unknown, or when a token was sent to the storage of logs and artifacts.
 */
export interface GithubFake {
  readonly url: string;
  /** `GITHUB_API_URL`, `GITHUB_REPOSITORY` and a `GITHUB_TOKEN` that may write. */
  readonly env: Readonly<Record<string, string>>;
  /** All there is; tests may read and change it. */
  readonly state: FakeState;
  readonly calls: readonly RecordedCall[];
  readonly violations: readonly string[];
  /** What was asked of the other origin. */
  readonly blobRequests: readonly BlobRequest[];
  readonly budget: Budget;
  /** The next calls go wrong. */
  readonly fail: (fault: Fault, scope?: FaultScope) => void;
  /** No more faults. */
  readonly recover: () => void;
  readonly addRun: (seed?: RunSeed) => FakeRun;
  readonly addPull: (seed: PullSeed) => FakePull;
  /** Ends the last attempt of a run as the seed says. */
  readonly finishRun: (id: number, seed?: AttemptSeed) => void;
  /** The violations so far, which are then forgotten: for a test that wants them. */
  readonly takeViolations: () => string[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

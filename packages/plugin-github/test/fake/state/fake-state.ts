import type {
  FakeComment,
  FakeCommit,
  FakeIssue,
  FakeLabel,
  FakePull,
  FakeRepository,
} from './repository-records.ts';
import type { FakeArtifact, FakeCache, FakeCheckRun, FakeStatus, FakeWorkflow } from './report-records.ts';
import type { FakeRun } from './run-records.ts';
import type { FakeToken } from './token.ts';

/** One repository at GitHub, and who may call. Tests may read and change all of it. */
export interface FakeState {
  readonly repository: FakeRepository;
  readonly tokens: Map<string, FakeToken>;
  readonly commits: Map<string, FakeCommit>;
  /** `heads/main` to the commit. */
  readonly refs: Map<string, string>;
  readonly issues: Map<number, FakeIssue>;
  readonly pulls: Map<number, FakePull>;
  readonly labels: Map<string, FakeLabel>;
  readonly runs: Map<number, FakeRun>;
  comments: FakeComment[];
  checkRuns: FakeCheckRun[];
  statuses: FakeStatus[];
  workflows: FakeWorkflow[];
  artifacts: FakeArtifact[];
  caches: FakeCache[];
  /** By branch: what `rules/branches/{branch}` answers. */
  readonly rules: Map<string, readonly Record<string, unknown>[]>;
  rulesets: Record<string, unknown>[];
  /** Workflows and events that were dispatched, in turn. */
  readonly dispatches: unknown[];
  /** False: issues are switched off (410). */
  hasIssues: boolean;
  /** The setting of the repository without which a token of Actions opens no pull request (403). */
  mayActionsOpenPulls: boolean;
  /** Where the fake listens; addresses in answers begin with it. */
  apiUrl: string;
  /** The clock of the fake. */
  now: () => number;
  /** Numbers for whatever is new. */
  readonly nextId: () => number;
}

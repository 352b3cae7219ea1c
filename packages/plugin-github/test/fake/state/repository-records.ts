/** A commit with all files of its tree. */
export interface FakeCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
  readonly date: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface FakeRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** Names that it had before; a call by one of them is moved (301). */
  readonly formerNames: readonly string[];
}

export interface FakePull {
  readonly number: number;
  head: { readonly branch: string; readonly sha: string; readonly repository: string | null };
  base: { readonly branch: string; readonly sha: string };
  /** Whether `commits/{sha}/pulls` finds it by its head; of a fork's commits GitHub does not always know. */
  readonly isKnownByCommit: boolean;
  mergedAt: string | null;
  readonly isDraft: boolean;
}

/** An issue, or what a pull request has in common with one. */
export interface FakeIssue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: string[];
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  /** Whose token wrote it. */
  readonly author: FakeAuthor;
  readonly createdAt: string;
  updatedAt: string;
}

/** Who wrote something; with an app it was a token of Actions or of an app. */
export interface FakeAuthor {
  readonly login: string;
  readonly app?: string;
}

export interface FakeLabel {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

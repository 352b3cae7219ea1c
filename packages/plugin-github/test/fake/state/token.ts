/** A token of the fake and what it may do. */
export interface FakeToken {
  /** Whose it is: a person's login, or the app's bot. */
  readonly login: string;
  /** `actions` for the token of a workflow; absent for a person's. Only apps may write check runs. */
  readonly app?: string;
  /** `{ issues: 'write' }`; what is not named is refused. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
}

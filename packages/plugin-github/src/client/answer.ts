import type { GithubFault } from './github-fault.ts';

/** What a call brought, or why it brought nothing. A refusal of GitHub is expected trouble, never a throw. */
export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly fault: GithubFault };

import type { z } from '@sluice/core';
import type { Answer } from './answer.ts';

/** One call: `{ route: 'GET /repos/{owner}/{repo}', parameters: { owner, repo }, read: schema }`. */
export interface Call<T> {
  /** Method and path as GitHub documents them. Names in braces are taken from `parameters` and encoded. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What is read of the answer. An answer of another shape is a fault of kind `server`. */
  readonly read: z.ZodType<T>;
  /**
   * May be sent again after a 5xx or a lost connection. Default: GET and nothing else, for a create whose answer was lost
   * may have been done all the same, and a second one would be there twice.
   */
  readonly isRepeatable?: boolean;
}

/** Items of one or more pages. */
export interface Pages<T> {
  readonly items: readonly T[];
  /** False when there are more than the bound let through. */
  readonly isComplete: boolean;
}

/** GitHub's REST API. Nothing of it throws; every method gives an {@link Answer}. */
export interface GithubClient {
  readonly call: <T>(call: Call<T>) => Promise<Answer<T>>;
  /** Follows `Link: rel="next"`, at most `mostPages` (10) pages of 100. `read` gives the items of one page. */
  readonly pages: <T>(call: Call<readonly T[]>, mostPages?: number) => Promise<Answer<Pages<T>>>;
  /** The last bytes of a text that may be large: a log. */
  readonly tail: (
    call: Pick<Call<never>, 'route' | 'parameters'>,
    mostBytes: number,
  ) => Promise<Answer<string>>;
  /** Hands the bytes of a text that may be large, a log, to `use` as they come; what `use` throws is a fault too. */
  readonly stream: <T>(
    call: Pick<Call<never>, 'route' | 'parameters'>,
    use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
  ) => Promise<Answer<T>>;
  /** How many requests were sent so far, repeated ones included. */
  readonly requests: () => number;
}

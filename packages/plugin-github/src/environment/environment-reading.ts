import type { GithubEnvironment } from './github-environment.ts';

/** Why the environment could not be read. */
export interface EnvironmentFault {
  readonly code:
    | 'GITHUB_NOT_ACTIONS'
    | 'GITHUB_EVENT_UNKNOWN'
    | 'GITHUB_VARIABLE_INVALID'
    | 'GITHUB_PAYLOAD_MISSING'
    | 'GITHUB_PAYLOAD_TOO_LARGE'
    | 'GITHUB_PAYLOAD_UNREADABLE'
    | 'GITHUB_PAYLOAD_INVALID';
  /** What happened, on one line. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** The environment, or why there is none. */
export type EnvironmentReading =
  | { readonly ok: true; readonly environment: GithubEnvironment }
  | { readonly ok: false; readonly fault: EnvironmentFault };

import type { LoadedRules } from '@sluice/core';
import type { GithubClient } from '../client/github-client.ts';
import type { RepositoryName } from '../environment/github-environment.ts';
import type { RerunCalls } from './rerun-calls.ts';
import type { RerunLimits } from './rerun-facts.ts';

/** What every part of a rerun needs. */
export interface RerunContext {
  readonly calls: RerunCalls;
  readonly client: GithubClient;
  readonly repository: RepositoryName;
  /** Where the state folder is. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly nowMs: number;
  /** What lines of logs mean, where the config or a plugin has rules of its own. */
  readonly rules?: LoadedRules['rules'];
  readonly limits: RerunLimits;
  /** Decides, and does nothing. */
  readonly isDry: boolean;
}

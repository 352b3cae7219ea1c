/** Records as GitHub's API gives them, with only what a case is about. Times are offsets from one fixed moment. */

const MINUTE_MS = 60_000;

/** The newest moment of every fixture: a Saturday, at noon. */
export const NOON_MS = Date.UTC(2026, 10, 28, 12);

export type GithubRecord = Record<string, unknown>;

/** An ISO moment so many minutes before noon. */
export function before(minutes: number): string {
  return new Date(NOON_MS - minutes * MINUTE_MS).toISOString().replace('.000Z', 'Z');
}

export interface RunCase {
  readonly id: number | string;
  /** Minutes before noon at which it was created and started. */
  readonly ago?: number;
  /** How long it took, in minutes. */
  readonly took?: number;
  readonly conclusion?: string | null;
  readonly attempt?: number;
  readonly branch?: string;
  readonly event?: string;
  readonly sha?: string;
  readonly workflow?: string;
}

/** A run of `GET /repos/{owner}/{repo}/actions/runs`. */
export function record({
  id,
  ago = 0,
  took = 5,
  conclusion = 'success',
  attempt = 1,
  branch = 'main',
  event = 'push',
  sha = `sha-${id}`,
  workflow = 'CI',
}: RunCase): GithubRecord {
  return {
    id,
    name: workflow,
    path: `.github/workflows/${workflow.toLowerCase()}.yml`,
    workflow_id: [...workflow].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1e9,
    run_attempt: attempt,
    event,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    head_branch: branch,
    head_sha: sha,
    created_at: before(ago),
    run_started_at: before(ago),
    updated_at: before(ago - took),
  };
}

/** A page of runs. */
export function page(...records: readonly unknown[]): {
  total_count: number;
  workflow_runs: readonly unknown[];
} {
  return { total_count: records.length, workflow_runs: records };
}

/** So many runs, one an hour before the other: the first `success` of them passed. */
export function series(
  success: number,
  failure: number,
  fields: Partial<RunCase> & { readonly firstId?: number; readonly since?: number } = {},
): readonly GithubRecord[] {
  const { firstId = 1, since = 0, ...rest } = fields;
  return Array.from({ length: success + failure }, (_, index) =>
    record({
      id: firstId + index,
      ago: since + 10 + index,
      conclusion: index < success ? 'success' : 'failure',
      ...rest,
    }),
  );
}

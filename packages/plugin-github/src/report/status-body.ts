import type { GithubEnvironment } from '../environment/github-environment.ts';
import type { RecordedRun } from './recorded-run.ts';
import { runOutcome, type RunOutcome } from './run-outcome.ts';

const STATES: Readonly<Record<RunOutcome['kind'], 'success' | 'failure' | 'error'>> = {
  pass: 'success',
  warn: 'success',
  advice: 'success',
  block: 'failure',
  cancelled: 'error',
  broken: 'error',
};

/** A commit status, as the API takes it. */
export interface StatusBody {
  readonly context: string;
  readonly state: 'success' | 'failure' | 'error';
  /** GitHub takes 140 characters. */
  readonly description: string;
  readonly target_url: string;
}

/** The commit status of a recorded run. */
export function statusBody(
  run: RecordedRun,
  context: string,
  { runUrl, attempt }: Pick<GithubEnvironment, 'runUrl' | 'attempt'>,
): StatusBody {
  const { kind, title } = runOutcome(run);
  return {
    context,
    state: STATES[kind],
    description: title.slice(0, 140),
    target_url: `${runUrl}/attempts/${attempt}`,
  };
}
